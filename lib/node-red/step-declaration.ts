import type { SocketAddress, StepPlan, StepRequest, StepResult } from '../calls/session/step-plan';
import type { PartialSpeechEvent } from '../events/call-media';
import type { StepEvent } from '../events/step';
import type { Json } from '../store/store';
import type { Twiml } from '../twiml/element';
import type { CallSocket, SocketKind } from '../webhooks/sockets/call-socket';
import type { AccountNode } from './account-node';
import type { MissingInputs } from './action-inputs';
import type { Node, NodeMessage, Red } from './red';
import type { SocketStart } from './socket-start';
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
  /**
   * Where a verb that does not wait opens a WebSocket. A verb that waits uses {@link StepUrls.socket}.
   * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` without a public URL
   */
  socket(kind: SocketKind): SocketAddress;
}

/** What a step gets for one request from Twilio. */
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

/** What a step gets when a WebSocket of its calls was opened. */
export interface SocketContext {
  red: Red;
  node: Node;
  /** The first message of the socket. */
  start: SocketStart;
  /** The message that waits. An empty message when it was lost with a restart, or when the call does not wait here. */
  msg: NodeMessage;
  /** Whether the call waits in this node. */
  isWaiting: boolean;
  /** As in `WaitPlan.state`. `undefined` when it was lost with a restart. */
  state: Json | undefined;
  /** The call. `from`, `to` and so on are empty when the message was lost. */
  call: StepCall;
}

/** What distinguishes one step from the others. */
export interface StepDeclaration<Input extends string> {
  /** The step's word: `msg.twilio.event` of the messages that leave. */
  event: string;
  /** The names of its TypedInputs. */
  inputs: readonly Input[];
  /** Inputs whose value is never shown, not even in the error of an expression. */
  secrets?: readonly Input[];
  /** What an input is when the node has no such property. Default: empty. */
  missing?: MissingInputs<Input>;
  /**
   * What the step does to the call of a message.
   * @throws {TwilioError} or any error, which becomes one and goes to Catch. Nothing is said then.
   */
  plan(context: StepContext<Input>): StepPlan | Promise<StepPlan>;
  /**
   * What a request from Twilio means, for a step that waits. Called once for each document that was sent. It must also
   * work when the message and `request.state` were lost with a restart.
   *
   * When the caller has hung up, `context.event.status` is a final one such as `completed`: then it returns a result only
   * if there is one anyway, and `hung-up` otherwise. `msg.twilio.hungUp` is set by the framework.
   */
  result?(request: StepRequest, context: StepRequestContext): StepResult;
  /** Whether a message that waited keeps its payload. The payload of the result is not used then. */
  keepsPayload?: boolean;
  /** Whether Twilio requests the step also when the caller has hung up: `<Record>`, `<Dial>`, `<Enqueue>`, `<Connect>`. */
  hasResultAfterHangUp?: boolean;
  /** The output for messages whose caller has hung up. Without one, they are dropped. */
  hungUpOutput?: number | undefined;
  /** Takes a partial speech result. https://www.twilio.com/docs/voice/twiml/gather#partialresultcallback */
  partial?(event: PartialSpeechEvent): PartialResult | undefined;
  /**
   * The document for the leg of another party, or for what a queue plays, see {@link StepUrls.leg}. It is answered at once.
   * @param request its `state` is from the message that waits in this call, or in the call that has dialed this leg
   * @param context its `msg` is empty
   */
  leg?(request: StepRequest, context: StepRequestContext): Twiml;
  /** The kind of WebSocket that its calls have, for a step that has one: see {@link StepUrls.socket}. */
  socket?: SocketKind;
  /**
   * Twilio has opened the WebSocket of a call in this node. It is closed with 1001 when the node is deployed again, and with
   * 1000 when the call has ended.
   *
   * When a deployment has closed it, or Node-RED was restarted, Twilio requests the step: {@link result} gets `socketEnd:
   * 'deployment'` and can return `again` with the same verb, so that the call goes on.
   */
  connected?(socket: CallSocket, context: SocketContext): void;
  /**
   * Takes a message that is for a call which is in this node already, and does not start the step again.
   * @param isHere whether the call waits in this node or has an open WebSocket here
   * @returns whether it was taken. Otherwise the message goes through {@link plan}.
   * @throws {TwilioError} or any error, which goes to Catch with the message
   */
  live?(msg: NodeMessage, call: StepCall, isHere: boolean): boolean;
  /** The output for messages that leave at once, 0 for the first, which is the default. */
  output?: number;
  /** What an `append` or `end` did, in a few words, for the status. */
  done?: string;
}
