import type { CallRequest, CallStream, PhoneCall } from '../model/call';
import type { AccountNumber, Channel, SimulatorState, TextMessage, WhatsAppParts } from '../model/message';

/** The state of the connection to the simulator. `unauthorized`: 401, `forbidden`: 403, `notFound`: 404. */
export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'unauthorized' | 'forbidden' | 'notFound';

/** A message before it is sent. Addresses have no channel prefix. */
export interface Draft extends WhatsAppParts {
  from: string;
  to: string;
  body: string;
  media: readonly string[];
  channel: Channel;
}

/** A message that is being sent, or that failed. */
export interface OutgoingMessage extends Draft {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** SID of the simulator's message, as soon as the event stream contains it. */
  sid?: string;
  /** Why it failed. Absent while it is being sent. */
  reason?: string;
  /** The request failed without a response, so the message may have arrived. */
  deliveryUnknown?: boolean;
}

/** The state of the page. */
export interface PhoneState {
  connection: ConnectionStatus;
  /** The simulator has sent its state. */
  ready: boolean;
  numbers: readonly AccountNumber[];
  /** By SID, in order of arrival. */
  messages: ReadonlyMap<string, TextMessage>;
  outbox: readonly OutgoingMessage[];
  /** By SID, in order of arrival. */
  calls: ReadonlyMap<string, PhoneCall>;
  /** The webhooks of calls, by SID, in order of arrival. */
  requests: ReadonlyMap<string, CallRequest>;
  /** The media streams in progress, by SID. */
  streams: ReadonlyMap<string, CallStream>;
  /** The latest new messages from the flow, for screen readers. */
  announced: readonly TextMessage[];
}

/** A change of the state: from the simulator, or of a message that is being sent. */
export type Action =
  | { type: 'connection'; connection: ConnectionStatus }
  | { type: 'state'; state: SimulatorState }
  | { type: 'message'; message: TextMessage }
  | { type: 'message-removed'; sid: string }
  | { type: 'call'; call: PhoneCall }
  | { type: 'call-removed'; sid: string }
  | { type: 'request'; request: CallRequest }
  | { type: 'stream'; stream: CallStream }
  | { type: 'number'; number: AccountNumber }
  | { type: 'number-removed'; phoneNumber: string }
  | { type: 'sending'; outgoing: OutgoingMessage }
  | { type: 'sent'; id: string; message: TextMessage }
  | { type: 'failed'; id: string; reason: string; deliveryUnknown: boolean }
  | { type: 'discarded'; id: string };

/** The state before the simulator has sent anything. */
export const INITIAL_STATE: PhoneState = {
  connection: 'connecting',
  ready: false,
  numbers: [],
  messages: new Map(),
  outbox: [],
  calls: new Map(),
  requests: new Map(),
  streams: new Map(),
  announced: [],
};
