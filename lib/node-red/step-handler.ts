import type { StepHandler } from '../calls/session/ports';
import type { StepEvent } from '../events/step';
import { isObject } from '../validation/objects';
import type { Node, NodeMessage, Red } from './red';
import { reported } from './reported-error';
import type { StepActivity } from './step-activity';
import type { StepDeclaration, StepRequestContext } from './step-declaration';
import { messageOfVisit, withOutput } from './step-message';
import type { stepStatus } from './step-status';

/** What a handler needs of its node. */
export interface StepParts {
  node: Node;
  contextOf: ReturnType<typeof requestContext>;
  status: ReturnType<typeof stepStatus>;
  activity: StepActivity;
  /** Completes a message for Node-RED. With an error, it goes to Catch. */
  complete(msg: NodeMessage, error?: Error): void;
}

/** Makes the context of a request from Twilio. `msg` may be lost. */
export const requestContext =
  (red: Red, node: Node) =>
  (event: StepEvent, msg: unknown): StepRequestContext => ({ red, node, msg: (msg ?? {}) as NodeMessage, event });

/** What the session of a call does with a step: its declaration, with the outputs, the status and the activity of the node. */
export function stepHandler<Input extends string>(
  declaration: StepDeclaration<Input>,
  { node, contextOf, status, activity, complete }: StepParts,
): StepHandler {
  return {
    hasResultAfterHangUp: declaration.hasResultAfterHangUp === true,
    result(request, { msg, event }) {
      if (declaration.result === undefined || event === undefined) {
        // A step that needs no answer: after a restart, the flow goes on from here.
        return { kind: 'leave', output: 0, payload: undefined, twilio: {}, summary: '' };
      }
      return declaration.result(request, contextOf(event, msg));
    },
    leave(visit, { output, payload, twilio, summary }) {
      const msg = messageOfVisit(visit, declaration.event, twilio);
      if (declaration.result !== undefined && declaration.keepsPayload !== true) msg.payload = payload;
      node.send(withOutput(output, msg));
      complete(msg);
      status.last(summary);
      activity.left(visit, output, summary);
    },
    hungUp(visit) {
      const msg = messageOfVisit(visit, declaration.event, { hungUp: true });
      const { hungUpOutput } = declaration;
      if (hungUpOutput !== undefined) node.send(withOutput(hungUpOutput, { ...msg, payload: 'hung-up' }));
      complete(msg);
      status.hungUp();
      activity.hungUp(visit);
    },
    fail(error, visit) {
      status.failed(error);
      activity.failed(visit, error);
      // The message may be in the flow again, so it is not changed.
      const msg = isObject(visit.msg) ? (visit.msg as NodeMessage) : messageOfVisit(visit, declaration.event, {});
      complete(msg, reported(error) as Error);
    },
  };
}
