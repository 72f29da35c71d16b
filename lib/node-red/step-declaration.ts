import type { StepPlan, StepRequest, StepResult } from '../calls/session/step-plan';
import type { PartialSpeechEvent } from '../events/call-media';
import type { StepEvent } from '../events/step';
import type { Twiml } from '../twiml/element';
import type { AccountNode } from './account-node';
import type { Node, NodeMessage, Red } from './red';
import type { StepCall } from './step-call';

/** What a step gets for one message. */
export interface StepContext<Input extends string> {
  red: Red;
  node: Node;
  /** The values of the TypedInputs for this message. An empty field is `undefined`. */
  inputs: Record<Input, unknown>;
  msg: NodeMessage;
  /** The call of the message. */
  call: StepCall;
  /** The account node that has the call. */
  accountNode: AccountNode;
  /** The account's voice and language for calls. Empty for Twilio's defaults. */
  voice: string;
  language: string;
  /** Whether the call still rings and nothing was said in it, so that it can be rejected. */
  canReject: boolean;
}

/** What a step gets for one request of Twilio's. */
export interface StepRequestContext {
  red: Red;
  node: Node;
  /** The message that waits. An empty message when it was lost with a restart. */
  msg: NodeMessage;
  /** The request as an event, with everything that Twilio sent in `raw`. */
  event: StepEvent;
}

/** A partial speech result as a message. */
export interface PartialResult {
  /** The output, 0 for the first. */
  output: number;
  payload: unknown;
  /** Further members of `msg.twilio`. */
  twilio: Readonly<Record<string, unknown>>;
}

/** What distinguishes one step from the others. */
export interface StepDeclaration<Input extends string> {
  /** The step's word: `msg.twilio.event` of the messages that leave. */
  event: string;
  /** The names of its TypedInputs. */
  inputs: readonly Input[];
  /** Inputs whose value is never shown, not even in the error of an expression. */
  secrets?: readonly Input[];
  /**
   * What the step does to the call of a message.
   * @throws {TwilioError} or any error, which becomes one and goes to Catch. Nothing is said then.
   */
  plan(context: StepContext<Input>): StepPlan | Promise<StepPlan>;
  /**
   * What a request of Twilio's means, for a step that waits. Called once for each document that was sent. It must also
   * work when the message and `request.state` were lost with a restart.
   *
   * When the caller has hung up, `context.event.status` is a final one such as `completed`: then it returns a result only
   * if there is one all the same, and `hung-up` otherwise. `msg.twilio.hungUp` is set by the framework.
   */
  result?(request: StepRequest, context: StepRequestContext): StepResult;
  /** Whether the payload of a message that waited stays, and that of the result is not used. */
  keepsPayload?: boolean;
  /** Whether Twilio requests the step also when the caller has hung up: `<Record>`, `<Dial>`, `<Enqueue>`, `<Connect>`. */
  hasResultAfterHangUp?: boolean;
  /** The output for messages whose caller has hung up. Without one, they are dropped. */
  hungUpOutput?: number | undefined;
  /** Takes a partial speech result. https://www.twilio.com/docs/voice/twiml/gather#partialresultcallback */
  partial?(event: PartialSpeechEvent): PartialResult | undefined;
  /**
   * The document for the leg of another party, or for what a queue plays, see {@link StepUrls.leg}. It is answered at once.
   * @param request.state is that of the message that waits, in the same call, or in the call that has dialed this leg
   * @param context.msg is empty
   */
  leg?(request: StepRequest, context: StepRequestContext): Twiml;
  /** What an `append` or `end` did, in a few words, for the status. */
  done?: string;
}
