import type { RequestOwner } from '../account/request-owner';
import { TwilioError } from '../errors/twilio-error';
import type { AccountNode } from './account-node';
import type { Progress } from './action-declaration';
import { groupedTexts } from './grouped-texts';
import { translate, type Node, type NodeMessage, type Red } from './red';

/** One message's work. Thousands may be in progress, so it holds little else. */
export interface Job {
  parts: number;
  /** What it is about, for the log. */
  about: () => string;
  requests: RequestOwner;
  progress: Progress;
  /** The account that its message uses. */
  accountNode: AccountNode | undefined;
}

/** Sends messages to the outputs of a node, one for each output, as `send` of Node-RED's `input` event does. */
export type Send = (messages: (NodeMessage | null)[]) => void;

/** The error of work that was not sent, because the node was stopped. */
export const stopped = (): TwilioError =>
  new TwilioError('FLOW_STOPPED', 'The flow was stopped while this was waiting to be sent', {
    hint: 'Nothing was sent. Send it again.',
  });

/** The progress of messages that a stopped node left to its successor. */
const progressOf = new WeakMap<NodeMessage, Progress>();

/** Keeps the progress of a message for the node that receives it next. */
export function keepProgress(msg: NodeMessage, progress: Progress): void {
  progressOf.set(msg, progress);
}

/** The progress of a message that a stopped node has left; none of any other message. */
export function takeProgress(msg: NodeMessage): Progress {
  const progress = progressOf.get(msg) ?? {};
  progressOf.delete(msg);
  return progress;
}

/** How long Node-RED waits for a node to close, in milliseconds. https://nodered.org/docs/creating-nodes/node-js */
const CLOSE_TIMEOUT_MS = 15_000;

/** How much earlier a node stops waiting for its requests, in milliseconds. */
const CLOSE_MARGIN_MS = 2000;

/** How long a node that closes waits for its requests, in milliseconds. */
export function closeLimitMs({ settings }: Red): number {
  const { nodeCloseTimeout } = settings as { nodeCloseTimeout?: number };
  return Math.max((nodeCloseTimeout ?? CLOSE_TIMEOUT_MS) - CLOSE_MARGIN_MS, 0);
}

/** Messages that were not sent, and results that no node takes. */
export interface LateResults {
  add(text: string): void;
  log(): void;
}

/** Late results are logged, because a Catch node may be closed too. */
export function createLateResults(red: Red, node: Node): LateResults {
  const texts: string[] = [];
  return {
    add(text) {
      texts.push(text);
    },
    log() {
      const count = texts.length;
      const text = groupedTexts(texts);
      texts.length = 0;
      if (count > 0) node.error(translate(red, 'problem.stoppedMeanwhile', { count, text }));
    },
  };
}
