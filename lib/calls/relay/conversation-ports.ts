import type { Clock } from '../session/ports';
import type { RawMessage } from './from-twilio';
import type { ChatMessage } from './history';
import type { RelayEvent } from './relay-event';
import type { RelayState } from './relay-state';

/** The calls of a conversation to its node. */
export interface Said {
  text: string;
  lang: string | undefined;
  /** False for a partial result. Then the history does not have it, and the turn is not open yet. */
  last: boolean;
  turn: string;
  messages: ChatMessage[];
  raw: RawMessage;
}

/** What a conversation needs. */
export interface ConversationPorts {
  clock: Clock;
  /** An id that no other turn has. */
  newTurn(): string;
  said(said: Said): void;
  event(event: RelayEvent): void;
  /** The state is to be kept. */
  changed(state: RelayState): void;
  /** A message of Twilio's that cannot be read. Called once for each connection. */
  unreadable(reason: string): void;
}
