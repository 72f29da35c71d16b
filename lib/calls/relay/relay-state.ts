import type { Json } from '../../store/store';
import { isObject } from '../../validation/objects';
import type { AnswerMode } from './flow-input';
import { ChatHistory, type ChatMessage } from './history';
import type { RelayOptions } from './relay-attributes';

/** Who has ended a conversation. */
export type EndReason = 'flow' | 'silence' | 'max-duration';

/** What a conversation is started with. Plain JSON: it is kept in the store. */
export interface RelaySettings extends RelayOptions {
  /** The first entry of the history. Empty for none. */
  systemPrompt: string;
  /** What the caller hears first. Empty for nothing. */
  greeting: string;
  answers: AnswerMode;
  /** The Twilio events that go to the flow. The conversation itself uses the others. */
  events: readonly string[];
  /** What the caller hears while the flow is thinking. */
  filler?: { text: string; afterMs: number };
  /** What the caller hears after a silence. After a second silence of the same length, the conversation ends. */
  silence?: { text: string; afterMs: number };
  /** The longest conversation. */
  maxDurationMs?: number;
}

/** The state of a conversation. Plain JSON, because it is kept in the store. It contains no secrets. */
export interface RelayState {
  settings: RelaySettings;
  /** From the history's `toJson`. */
  history?: Json;
  /** From the turns' `toJson`. */
  turns?: Json;
  /** When the caller was connected for the first time, in milliseconds since 1970. */
  startedAt?: number;
  /** How often the socket was lost since the caller has last spoken. */
  losses?: number;
  endReason?: EndReason;
  /** The data with which the flow has ended the conversation. */
  handoffData?: string;
}

/** Reads a state from the store. `undefined` when it was lost, or is not one. */
export function relayStateOf(saved: Json | undefined): RelayState | undefined {
  const state: unknown = saved;
  if (!isObject(state) || !isObject(state['settings'])) return undefined;
  const { settings } = state;
  const isWhole =
    typeof settings['systemPrompt'] === 'string' &&
    typeof settings['greeting'] === 'string' &&
    isObject(settings['attributes']) &&
    Array.isArray(settings['languages']) &&
    Array.isArray(settings['events']) &&
    isObject(settings['parameters']);
  return isWhole ? (state as unknown as RelayState) : undefined;
}

/** A state as JSON. */
export const toJson = (state: RelayState): Json => state as unknown as Json;

/** The events that the conversation itself needs: what was heard, and when the assistant has stopped speaking. */
const OWN_EVENTS = ['speaker-events', 'tokens-played'];

/** The attributes and elements of `<ConversationRelay>`. When a lost socket is opened again, there is no greeting. */
export function verbOptions({ settings, startedAt }: RelayState): RelayOptions {
  const { attributes, languages, parameters, greeting } = settings;
  const isFirst = startedAt === undefined;
  return {
    attributes: {
      ...(isFirst && greeting !== '' ? { welcomeGreeting: greeting } : {}),
      ...attributes,
      events: [...new Set([...OWN_EVENTS, ...settings.events])].join(' '),
    },
    languages,
    parameters,
  };
}

/** The chat history of a conversation that is not in memory. */
export function messagesOf({ settings, history: saved }: RelayState): ChatMessage[] {
  const history = new ChatHistory(settings.systemPrompt);
  history.restore(saved);
  return history.messages();
}
