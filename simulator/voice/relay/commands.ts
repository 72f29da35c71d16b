import { isUrl } from '../../core/is-url';
import { readJsonObject } from '../../core/json-object';

/** A message of the server. Absent fields have the session's setting. */
export type RelayCommand =
  | {
      type: 'text';
      token: string;
      last: boolean;
      lang: string | undefined;
      interruptible: boolean | undefined;
      preemptible: boolean | undefined;
    }
  | {
      type: 'play';
      source: string;
      /** 0 is as often as possible. */
      loop: number;
      interruptible: boolean | undefined;
      preemptible: boolean | undefined;
    }
  | { type: 'sendDigits'; digits: string }
  | { type: 'language'; ttsLanguage: string | undefined; transcriptionLanguage: string | undefined }
  | { type: 'config' | 'hints'; settings: string }
  | { type: 'end'; handoffData: string | undefined };

/** The documented properties of each message. */
const PROPERTIES: Readonly<Record<Exclude<RelayCommand['type'], 'config' | 'hints'>, readonly string[]>> = {
  text: ['type', 'token', 'last', 'lang', 'interruptible', 'preemptible'],
  play: ['type', 'source', 'loop', 'interruptible', 'preemptible'],
  sendDigits: ['type', 'digits'],
  language: ['type', 'ttsLanguage', 'transcriptionLanguage'],
  end: ['type', 'handoffData'],
};

// A BCP 47 tag, or `multi`. The languages of the providers are on their own pages, and change:
// https://www.twilio.com/docs/voice/conversationrelay/voice-configuration
const LANGUAGE = /^(multi|[a-z]{2,3}(-[a-z0-9]{2,8})*)$/i;

class InvalidMessage extends Error {}

/**
 * Parses a message of the server, by the validation rules of the page.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages#sending-messages-to-twilio
 *
 * @returns the command with the names of unknown properties, or the reason why the message is not valid
 */
export function readRelayCommand(text: string): { command: RelayCommand; unknown: string[] } | string {
  const message = readJsonObject(text);
  if (typeof message === 'string') return message;
  try {
    const command = readFields(message);
    if (command.type === 'config' || command.type === 'hints') return { command, unknown: [] };
    const known = PROPERTIES[command.type];
    return { command, unknown: Object.keys(message).filter((name) => !known.includes(name)) };
  } catch (error) {
    if (error instanceof InvalidMessage) return error.message;
    throw error;
  }
}

function readFields(message: Readonly<Record<string, unknown>>): RelayCommand {
  const { type } = message;
  const interruptible = (): boolean | undefined => optional(message, 'interruptible', isBoolean, 'true or false');
  const preemptible = (): boolean | undefined => optional(message, 'preemptible', isBoolean, 'true or false');
  switch (type) {
    case 'text':
      return {
        type,
        token: required(message, 'token', isString, 'a string'),
        last: optional(message, 'last', isBoolean, 'true or false') ?? false,
        lang: optional(message, 'lang', isLanguage, 'a language'),
        interruptible: interruptible(),
        preemptible: preemptible(),
      };
    case 'play':
      return {
        type,
        source: required(message, 'source', isWebAddress, 'a valid URL'),
        loop: optional(message, 'loop', isCount, 'a whole number from 0') ?? 1,
        interruptible: interruptible(),
        preemptible: preemptible(),
      };
    case 'sendDigits':
      return { type, digits: required(message, 'digits', isDigits, 'keys: 0 to 9, w, # and *') };
    case 'language': {
      const ttsLanguage = optional(message, 'ttsLanguage', isLanguage, 'a language');
      const transcriptionLanguage = optional(message, 'transcriptionLanguage', isLanguage, 'a language');
      if (ttsLanguage === undefined && transcriptionLanguage === undefined) {
        throw new InvalidMessage('a language message needs ttsLanguage or transcriptionLanguage');
      }
      return { type, ttsLanguage, transcriptionLanguage };
    }
    case 'config':
    case 'hints':
      // What they consist of could not be read, so it is only shown:
      // https://www.twilio.com/docs/voice/conversationrelay/dynamic-configuration
      return { type, settings: JSON.stringify({ ...message, type: undefined }) };
    case 'end':
      return { type, handoffData: optional(message, 'handoffData', isString, 'a string') };
    default:
      throw new InvalidMessage(
        `the type must be text, play, sendDigits, language, config, hints or end: ${String(JSON.stringify(type)).slice(0, 50)}`,
      );
  }
}

function required<T>(
  message: Readonly<Record<string, unknown>>,
  name: string,
  isValid: (value: unknown) => value is T,
  what: string,
): T {
  const value = message[name];
  if (!isValid(value)) throw new InvalidMessage(`${name} must be ${what}`);
  return value;
}

function optional<T>(
  message: Readonly<Record<string, unknown>>,
  name: string,
  isValid: (value: unknown) => value is T,
  what: string,
): T | undefined {
  return message[name] === undefined ? undefined : required(message, name, isValid, what);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** True for a language code, or `multi`. */
export function isLanguageCode(text: string): boolean {
  return LANGUAGE.test(text);
}

function isLanguage(value: unknown): value is string {
  return isString(value) && isLanguageCode(value);
}

function isWebAddress(value: unknown): value is string {
  return isString(value) && /^https?:\/\//i.test(value) && isUrl(value);
}

function isDigits(value: unknown): value is string {
  return isString(value) && /^[0-9w#*]+$/.test(value);
}
