import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { correlatedUrl, correlationOf } from '../../lib/calls/correlation';
import type { CallEvent } from '../../lib/events/call';
import type { AccountNode } from '../../lib/node-red/account-node';
import { deadlineSeconds } from '../../lib/node-red/deadline';
import { canReachStep } from '../../lib/node-red/flow-graph';
import { KeptMessages } from '../../lib/node-red/kept-messages';
import { createMissedAnswers, type MissedTexts } from '../../lib/node-red/missed-answers';
import { translate, type Node, type NodeMessage, type Red } from '../../lib/node-red/red';
import type { StatusDot } from '../../lib/node-red/status';
import { answerOfFlow } from '../../lib/node-red/step-trigger';
import { watchFlow } from '../../lib/node-red/stopped-flows';
import { clockTime } from '../../lib/node-red/trigger-status';
import type { Subscription } from '../../lib/webhooks/subscribers';
import { MAX_CALL_SECONDS } from './limits';

/** The most calls of one node that are not answered yet. */
const MAX_PENDING_CALLS = 10_000;

/**
 * How long a call may be queued at Twilio, which starts one a second, and ring, in milliseconds.
 * https://www.twilio.com/docs/api/errors/22005
 */
const PENDING_CALL_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A `<Gather>` without an action requests the first URL again for as long as the call lasts. */
const ANSWERED_CALL_LIFETIME_MS = MAX_CALL_SECONDS * 1000;

/** The second output. */
const OUTPUT = 1;

const MISSED: MissedTexts = {
  hints: {
    deadline:
      'Answer within 10 seconds, or use steps such as "say". With steps, the other party hears the hold sound while the flow works.',
    deployment: 'Twilio has got its response, and the call has ended. Look it up by its SID before you call again.',
  },
  warnings: { deadline: 'problem.callMissed', deployment: 'problem.flowStopped' },
};

/** The messages whose flow goes on when their call is answered, by correlation id. */
type PendingCalls = LRUCache<string, { msg: NodeMessage }>;

/** By node id, so that a call that rings during a deployment still finds its message. */
const pendingCallsByNode = new Map<string, PendingCalls>();

function pendingCallsOf(nodeId: string): PendingCalls {
  const known = pendingCallsByNode.get(nodeId);
  if (known !== undefined) return known;
  const pendingCalls: PendingCalls = new LRUCache({
    // Counted as size and not as `max`, which would reserve memory for all of them at once.
    maxSize: MAX_PENDING_CALLS,
    sizeCalculation: () => 1,
    ttl: PENDING_CALL_LIFETIME_MS,
    ttlResolution: 0,
    perf: Date,
  });
  pendingCallsByNode.set(nodeId, pendingCalls);
  return pendingCalls;
}

/** A call that goes on in the flow. */
export interface FlowCall {
  /** The URL that Twilio requests when it is answered. */
  url: string;
  /** Drops its message, because the call was not placed. */
  cancel(): void;
}

/** The calls of one node that go on in the flow when they are answered. */
export interface AnsweredCalls {
  /**
   * Keeps a message until its call is answered.
   * @param url of the account's webhook for calls
   */
  expect(owner: AccountNode, url: string, msg: NodeMessage): Promise<FlowCall>;
  /** What an account node's endpoint is told to do with the calls. */
  subscription(owner: AccountNode): Subscription<'call'>;
  /** Whether a call can wait in a step, which must be notified when the other party hangs up. */
  canReachStep(): boolean;
  close(removed: boolean): void;
}

/**
 * Sends the messages of answered calls by the second output. After a restart, a message comes from the store. When it is in
 * none, it is made from Twilio's parameters: the URL names the node.
 * @param failed called with an error in our own code
 */
export function createAnsweredCalls(
  red: Red,
  node: Node,
  status: StatusDot,
  failed: (error: unknown) => void,
): AnsweredCalls {
  const pendingCalls = pendingCallsOf(node.id);
  const kept = new KeptMessages(red, node, 'call-answer');
  const isStopped = watchFlow(red, node);
  const reportMissed = createMissedAnswers(
    red,
    node,
    {
      showLast(look, key, who) {
        const at = clockTime(new Date());
        status.show(() => look(translate(red, key, { who, at })));
      },
    },
    MISSED,
  );
  const messageFor = (event: CallEvent, msg: NodeMessage | undefined): NodeMessage & { topic: string } => ({
    ...red.util.cloneMessage(msg ?? {}),
    payload: event.to,
    topic: event.to,
    twilio: event,
  });
  const idOf = (event: CallEvent): string => correlationOf(event)?.id ?? '';

  async function answered(owner: AccountNode, event: CallEvent, known: NodeMessage | undefined): Promise<void> {
    const id = idOf(event);
    const msg = known ?? (await kept.get(owner, id))?.msg;
    if (msg !== undefined) {
      pendingCalls.set(id, { msg }, { ttl: ANSWERED_CALL_LIFETIME_MS });
      void kept.put(owner, id, { msg, state: null }, ANSWERED_CALL_LIFETIME_MS);
    }
    node.send([null, messageFor(event, msg)]);
  }

  return {
    async expect(owner, url, msg) {
      const id = randomUUID();
      // Also those of nodes that a deployment has removed.
      for (const calls of pendingCallsByNode.values()) calls.purgeStale();
      const own = red.util.cloneMessage(msg);
      pendingCalls.set(id, { msg: own });
      await kept.put(owner, id, { msg: own, state: null }, PENDING_CALL_LIFETIME_MS);
      return {
        url: correlatedUrl(url, { id, nodeId: node.id }),
        cancel() {
          pendingCalls.delete(id);
          void kept.delete(owner, id);
        },
      };
    },
    subscription: (owner) => ({
      kind: 'call',
      matches: (event) => correlationOf(event) !== undefined,
      filter: { accepts: (event) => correlationOf(event)?.nodeId === node.id },
      wantsFilteredOut: false,
      answer: answerOfFlow(red, node, {
        account: owner.id,
        output: OUTPUT,
        deadlineSeconds: deadlineSeconds(undefined),
        party: ({ to }) => to,
      }),
      receive(event) {
        answered(owner, event, pendingCalls.peek(idOf(event))?.msg).catch(failed);
      },
      missed(event, reason) {
        reportMissed({ sid: event.callSid, reason, msg: messageFor(event, pendingCalls.peek(idOf(event))?.msg) });
      },
      isStopped,
      failed,
      unauthorized: () => undefined,
    }),
    canReachStep: () => canReachStep(red, node.id, OUTPUT),
    close(removed) {
      // After a deployment the same node goes on with the calls that ring now.
      if (removed || pendingCalls.size === 0) pendingCallsByNode.delete(node.id);
    },
  };
}
