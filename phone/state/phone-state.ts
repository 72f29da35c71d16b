import type { AccountNumber, Channel, SimulatorState, TextMessage, WhatsAppParts } from '../model/message';

/** How the page stands with the simulator. */
export type Link = 'connecting' | 'live' | 'reconnecting' | 'login' | 'forbidden' | 'gone';

/** What the person is about to send. Addresses have no channel in front. */
export interface Draft extends WhatsAppParts {
  from: string;
  to: string;
  body: string;
  media: readonly string[];
  channel: Channel;
}

/** A text on its way to the flow, or one that never got there. */
export interface Outgoing extends Draft {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** The simulator's message for it, once the event stream has shown one. */
  sid?: string;
  /** Why it failed, in words. Absent while it is on its way. */
  reason?: string;
  /** The answer was lost, so it may have arrived all the same. */
  unsure?: boolean;
}

/** Everything that the page knows. */
export interface Phone {
  link: Link;
  /** The first state has come. */
  ready: boolean;
  numbers: readonly AccountNumber[];
  /** By SID, in the order in which they came. */
  messages: ReadonlyMap<string, TextMessage>;
  outbox: readonly Outgoing[];
  /** The latest texts of the flow that came while the page was open, for those who listen to it. */
  arrived: readonly TextMessage[];
}

/** Something that happened. */
export type Action =
  | { type: 'link'; link: Link }
  | { type: 'state'; state: SimulatorState }
  | { type: 'message'; message: TextMessage }
  | { type: 'removed'; sid: string }
  | { type: 'number'; number: AccountNumber }
  | { type: 'number-removed'; phoneNumber: string }
  | { type: 'sending'; outgoing: Outgoing }
  | { type: 'sent'; id: string; message: TextMessage }
  | { type: 'failed'; id: string; reason: string; unsure: boolean }
  | { type: 'dropped'; id: string };

/** The page before it has heard anything. */
export const EMPTY: Phone = {
  link: 'connecting',
  ready: false,
  numbers: [],
  messages: new Map(),
  outbox: [],
  arrived: [],
};
