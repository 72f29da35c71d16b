import { isEnded } from '../calls/call-end';
import { HANGUP_DOCUMENT } from '../calls/session/document';
import type { StepEvent } from '../events/step';
import { text } from '../events/params';
import type { CallSocket } from '../webhooks/sockets/call-socket';
import type { Answer, Subscription } from '../webhooks/subscribers';
import type { AccountNode } from './account-node';
import { deadlineSeconds } from './deadline';
import { inLanguage } from './language';
import { describeError } from './reported-error';
import type { Hub } from './step-hubs';
import { findStepNode } from './step-nodes';

/**
 * Lets a hub receive the requests for steps, partial results, statuses of calls and WebSockets of an account node.
 * @param hasSteps whether a step is deployed
 * @returns functions that end this
 */
export function subscribeSteps(hub: Hub, node: AccountNode, hasSteps: () => boolean): (() => void)[] {
  const { endpoint } = node;
  if (endpoint === undefined) return [];
  const common = {
    filter: { accepts: () => true },
    wantsFilteredOut: false,
    failed(error: unknown) {
      node.error(inLanguage(`A step of a call failed: ${describeError(error)}`));
    },
    unauthorized: () => undefined,
  };
  const empty = (): Answer => ({ by: 'empty' });
  const report = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      common.failed(error);
    });
  };
  const step: Subscription<'step'> = {
    ...common,
    kind: 'step',
    answer: (event) => answerTo(hub, event),
    receive(event) {
      if (event.leg !== undefined) return;
      hub.ends.onStatus({ callSid: event.callSid, status: 'in-progress' });
      report(hub.requests.requested(event));
    },
  };
  const takesSockets = {
    opened(socket: CallSocket) {
      hub.sockets.opened(socket);
    },
    warn(sentence: string) {
      node.warn(sentence);
    },
  };
  return [
    endpoint.sockets.subscribe('stream', takesSockets),
    endpoint.sockets.subscribe('relay', takesSockets),
    endpoint.subscribe<'step'>(step),
    endpoint.subscribe<'step-partial'>({
      ...common,
      kind: 'step-partial',
      answer: empty,
      receive(event) {
        const nodeId = text(event.raw, 'node') ?? '';
        const waiting = hub.sessions.get(event.callSid ?? '')?.waiting;
        findStepNode(nodeId)?.partial?.(event, waiting?.nodeId === nodeId ? waiting.msg : undefined);
      },
    }),
    endpoint.subscribe<'call-status'>({
      ...common,
      kind: 'call-status',
      // Without steps, only the calls that are left need status callbacks. Then no number needs a URL for them.
      matches: ({ callSid }) => hasSteps() || hub.ends.has(callSid),
      answer: empty,
      receive(event) {
        hub.ends.onStatus(event);
        if (isEnded(event.status)) report(hub.sessions.callEnded(event.callSid));
      },
    }),
  ];
}

/** How a request for a step is answered: by the flow, or for another leg by its node. */
function answerTo(hub: Hub, event: StepEvent): Answer {
  const { sessions } = hub;
  if (event.leg !== undefined) {
    // A request for a queue has the SID of the call that waits. A leg of a dialed party has it as its parent.
    const state = [event.callSid, event.parentCallSid ?? '']
      .map((callSid) => sessions.get(callSid)?.waiting)
      .find((waiting) => waiting?.nodeId === event.node)?.state;
    return { by: 'document', twiml: findStepNode(event.node)?.leg?.(event, state) ?? HANGUP_DOCUMENT };
  }
  const deadline = sessions.get(event.callSid)?.deadlineSeconds ?? deadlineSeconds(undefined);
  return { by: 'flow', deadlineSeconds: deadline, late: () => sessions.deadlinePassed(event.callSid) };
}
