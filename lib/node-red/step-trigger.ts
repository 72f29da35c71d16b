import type { StepHandler } from '../calls/session/ports';
import type { CallEvent } from '../events/call';
import type { Answer } from '../webhooks/subscribers';
import { accountOf, webhookUrl } from './account-node';
import { canReachStep } from './flow-graph';
import type { Node, NodeMessage, Red } from './red';
import { reported } from './reported-error';
import { hubOf } from './step-hub';
import { messageOfVisit, withOutput } from './step-message';
import { addStepNode } from './step-nodes';

/** A trigger whose calls are answered by its flow. */
export interface CallStart {
  /** The account node of the trigger. */
  account: string | undefined;
  /** The output that the message leaves by, 0 for the first. */
  output: number;
  /** How long Twilio waits for the flow, in seconds. */
  deadlineSeconds: number;
  /** The payload and the topic of a message that is made from Twilio's parameters, after a restart. */
  party(event: Pick<CallEvent, 'from' | 'to'>): string;
}

/**
 * How a trigger answers a call when its flow does. When the flow can reach a step, the call gets a session: at the
 * deadline the caller hears the hold sound, and not the end of the call. Call it once, when the node starts.
 */
export function answerOfFlow(
  red: Red,
  node: Node,
  { account, output, deadlineSeconds, party }: CallStart,
): (event: CallEvent) => Answer {
  const handler: StepHandler = {
    hasResultAfterHangUp: false,
    // Only after a restart: the flow starts again with the call.
    result: () => ({ kind: 'leave', output, payload: undefined, twilio: {}, summary: '' }),
    leave(visit) {
      const { event } = visit;
      const msg: NodeMessage = messageOfVisit(visit, 'call', {});
      if (event !== undefined) Object.assign(msg, { payload: party(event), topic: party(event) });
      node.send(withOutput(output, msg));
    },
    hungUp: () => undefined,
    fail(error, { msg }) {
      node.error(reported(error), (msg ?? {}) as NodeMessage);
    },
  };
  node.on('close', addStepNode(node.id, handler));
  return (event) => {
    const accountNode = accountOf(red, account);
    if (accountNode === undefined || !canReachStep(red, node.id, output)) return { by: 'flow', deadlineSeconds };
    const { sessions } = hubOf(red, accountNode);
    const { callSid } = event;
    const msg = { payload: party(event), topic: party(event), twilio: event };
    sessions.begin({ callSid, nodeId: node.id, msg, output, deadlineSeconds });
    // Without a public URL, Twilio cannot come back.
    if (webhookUrl(accountNode, 'step') === undefined) return { by: 'flow', deadlineSeconds };
    return { by: 'flow', deadlineSeconds, late: () => sessions.deadlinePassed(callSid) };
  };
}
