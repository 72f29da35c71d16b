import { deploymentOf } from './deployment';
import { groupedTexts } from './grouped-texts';
import { translate, type Node, type NodeMessage, type Red } from './red';
import { textMember } from '../validation/objects';

/** What a stopped node leaves to the node with its id that a deployment creates. */
export interface Handover {
  /** What it is about, a few words, for the log. */
  about: string;
  /** The message that goes on with the successor. */
  msg?: NodeMessage | undefined;
  /** Gives it to the successor. */
  give(successor: Successor): void;
}

/** The node that takes over from a stopped one. */
export interface Successor {
  node: Node;
}

/** The deployed nodes, by id. */
const successors = new Map<string, Successor>();

interface PendingHandover extends Handover {
  red: Red;
  node: Node;
}

/** Everything that waits for a successor. */
const waiting = new Set<PendingHandover>();

/** The SIDs of messages and calls whose flow goes on after the deployment, because a successor gets their message. */
const handedOver = new Set<string>();

/** Whether this process was told to end. Node-RED closes its nodes then as for a deployment. */
let isEnding = false;
let isWatching = false;

/**
 * Watches for the signals that end Node-RED, and for the end itself. Only signals that already have a listener are
 * watched: a first listener would keep the signal from ending the process.
 */
export function watchProcess(): void {
  if (isWatching) return;
  isWatching = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    if (process.listenerCount(signal) === 0) continue;
    process.prependListener(signal, () => {
      isEnding = true;
    });
  }
  process.once('exit', () => {
    logLost([...waiting]);
  });
}

/** Logs everything that no node takes over, in one entry for each node. */
function logLost(lost: readonly PendingHandover[]): void {
  const byNode = new Map<Node, PendingHandover[]>();
  for (const left of lost) {
    waiting.delete(left);
    byNode.set(left.node, [...(byNode.get(left.node) ?? []), left]);
  }
  for (const [node, all] of byNode) {
    const [first] = all;
    if (first === undefined) continue;
    const text = groupedTexts(all.map(({ about }) => about));
    node.error(translate(first.red, 'problem.stoppedMeanwhile', { count: all.length, text }));
  }
}

/** Makes a node the one that takes over from the stopped node with its id. Call it when the node is created. */
export function registerSuccessor(self: Successor): void {
  watchProcess();
  successors.set(self.node.id, self);
}

/** Whether a closing node will have no successor. */
export const isLast = (removed: boolean): boolean => removed || isEnding;

/** Ends what {@link registerSuccessor} started. */
export function unregisterSuccessor(self: Successor): void {
  if (successors.get(self.node.id) === self) successors.delete(self.node.id);
}

/** Notes that the flow of a message or call goes on after the deployment. `''` and unknown SIDs are allowed. */
export function markHandedOver(sid: string): void {
  handedOver.add(sid);
}

/** Whether the flow of a message or call went on after the last deployment, in a successor. */
export const isHandedOver = (sid: string): boolean => handedOver.has(sid);

/** Forgets what the previous deployment has handed over. */
export function forgetHandedOver(): void {
  handedOver.clear();
}

/** The SID of the message or call that a flow's message is about. */
function sidOf(msg: NodeMessage | undefined): string {
  const twilio = msg?.['twilio'];
  if (typeof twilio !== 'object' || twilio === null) return '';
  return textMember(twilio, 'callSid') || textMember(twilio, 'messageSid');
}

/** Leaves something to the successor of a stopped node. Without a successor, it is logged. */
export function handOver(red: Red, node: Node, handover: Handover): void {
  const pending: PendingHandover = { ...handover, red, node };
  waiting.add(pending);
  if (handover.msg !== undefined) markHandedOver(sidOf(handover.msg));
  deploymentOf(red).whenReleased(() => {
    if (!waiting.delete(pending)) return;
    const successor = successors.get(node.id);
    if (successor === undefined) logLost([pending]);
    else pending.give(successor);
  });
}
