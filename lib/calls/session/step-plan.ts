import type { Json } from '../../store/store';
import type { Params } from '../../events/params';
import { element, type Twiml } from '../../twiml/element';

/** What a step opens a WebSocket with: the noun is `<Stream>` or `<ConversationRelay>`. */
export interface SocketAddress {
  /** `wss:`, without a query, which Twilio removes. */
  url: string;
  /**
   * They identify the step of the call that the socket belongs to. They go into the noun, as {@link parameterElements}.
   */
  parameters: Readonly<Record<string, string>>;
}

/** `<Parameter>` elements. Twilio sends them with the first message of the socket. */
export const parameterElements = (parameters: Readonly<Record<string, string>>): Twiml =>
  Object.entries(parameters)
    .map(([name, value]) => element('Parameter', { name, value }))
    .join('');

/** How the WebSocket of a step that waits has ended. */
export type SocketEnd =
  /** None was opened. */
  | 'none'
  /** A deployment has closed it, or it was lost with a restart of Node-RED. The step can answer with `again`. */
  | 'deployment'
  /** The step has closed it. */
  | 'step'
  /** Twilio has closed it, or the connection was lost. */
  | 'twilio';

/** The URLs of one waiting step, all of them absolute and signed by Twilio when it requests them. */
export interface StepUrls {
  /** For `action`: Twilio requests it when the verb has ended. The call goes on with the answer. */
  action: string;
  /** For `partialResultCallback`: its answer is ignored. */
  partial: string;
  /** For the leg of another party, such as `<Number url>`. The request has that leg's own CallSid. */
  leg(name: string): string;
  /** For a WebSocket. @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` without a public URL */
  socket(kind: 'stream' | 'relay'): SocketAddress;
}

/** What a step does to the call of a message. */
export type StepPlan =
  /** The verbs are added to the call's script, and the message leaves at once. */
  | { kind: 'append'; verbs: Twiml }
  /** The verbs are added, and the message leaves when Twilio comes back. One step of a call can wait at a time. */
  | WaitPlan
  /** The verbs are added, the script is sent, and nothing follows: the call ends. The message leaves at once. */
  | { kind: 'end'; verbs: Twiml };

/** A verb whose result the message waits for. */
export interface WaitPlan {
  kind: 'wait';
  /** The verb that waits. Written when it is sent, because its URLs contain the position in the call. */
  verbs(urls: StepUrls): Twiml;
  /** What the step needs to read the result, such as how many tries are left. Kept in the store: no secrets. */
  state?: Json;
  /** The node's status and the log must not show the digits. */
  isSensitive?: boolean;
}

/** A request from Twilio for the step that a call waits in. */
export interface StepRequest {
  /** Everything that Twilio sent. */
  params: Params;
  /** As in {@link WaitPlan.state}. `undefined` when it was lost with a restart. */
  state: Json | undefined;
  /** For a step with a WebSocket: how it has ended. */
  socketEnd?: SocketEnd;
  /**
   * Another node has said or played something, and that has ended the verb. Twilio ignores the answer, and comes back.
   * `again` then repeats the step.
   */
  wasInterrupted?: boolean;
  /** The name of the leg, for a request of {@link StepUrls.leg}. */
  leg?: string;
}

/** What a request means. */
export type StepResult =
  | {
      kind: 'leave';
      /** The output, 0 for the first. */
      output: number;
      payload: unknown;
      /** Further members of `msg.twilio`, such as `digits` or `recording`. */
      twilio: Readonly<Record<string, unknown>>;
      /** A few words for the node's status. Without digits when the step is sensitive. */
      summary: string;
    }
  /** The step is not done: it waits again, as for another try. */
  | { kind: 'again'; plan: WaitPlan }
  /** The caller has hung up, and there is no result. */
  | { kind: 'hung-up' };
