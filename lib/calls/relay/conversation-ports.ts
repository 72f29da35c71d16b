import type { Clock } from '../session/ports';
import type { RawMessage } from './from-twilio';
import type { ChatMessage } from './history';
import type { RelayEvent } from './relay-event';
import type { RelayState } from './relay-state';

/** What the caller has said. */
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
  /** The state has changed and must be stored. */
  changed(state: RelayState): void;
  /** Twilio has sent a message that cannot be read. Called once for each connection. */
  unreadable(reason: string): void;
}
