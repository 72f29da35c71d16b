import type { FromTwilio, RawMessage } from './from-twilio';

/** An event of a conversation, other than what the caller said. */
export interface RelayEvent {
  /** `setup`, `interrupt`, `dtmf`, `error`, `info`, or the type of a message that Twilio added since. */
  event: string;
  /** The turn that the flow can answer in. Absent for a message that needs no answer, such as `interrupt`. */
  turn?: string;
  /** Further members of `msg.twilio`. */
  more: Readonly<Record<string, unknown>>;
  raw: RawMessage;
}

/** The event of a message. */
export function relayEvent(message: Exclude<FromTwilio, { type: 'invalid' | 'prompt' }>): RelayEvent {
  const { type, raw } = message;
  switch (type) {
    case 'setup':
      return { event: type, more: {}, raw };
    case 'dtmf':
      return { event: type, more: { digits: message.digit }, raw };
    case 'interrupt': {
      const { heard, afterMs } = message;
      const more = { ...(heard === undefined ? {} : { heard }), ...(afterMs === undefined ? {} : { afterMs }) };
      return { event: type, more, raw };
    }
    case 'error':
      return { event: type, more: { description: message.description }, raw };
    case 'info': {
      const { name, value } = message;
      return { event: type, more: { name, ...(value === undefined ? {} : { value }) }, raw };
    }
    case 'other':
      return { event: message.name, more: {}, raw };
  }
}

/** The `name` of each `info` message, and the event to subscribe to for it. */
const SUBSCRIPTIONS: Readonly<Record<string, string>> = {
  tokensPlayed: 'tokens-played',
  agentSpeaking: 'speaker-events',
  clientSpeaking: 'speaker-events',
};

/** Whether an `info` message goes to the flow. @param events those that the node requests */
export function isSubscribed(name: string, events: readonly string[]): boolean {
  const subscription = Object.hasOwn(SUBSCRIPTIONS, name) ? SUBSCRIPTIONS[name] : undefined;
  return subscription === undefined || events.includes(subscription);
}
