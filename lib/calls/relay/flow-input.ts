import { TwilioError } from '../../errors/twilio-error';
import { isEmpty, isObject, isPlainObject, preview, textMember } from '../../validation/objects';
import { isWebAddress } from '../../validation/web-address';
import { invalidValue, wholeNumber } from '../prompt';
import {
  digitsMessage,
  languageMessage,
  OWN_MESSAGES,
  ownMessage,
  playMessage,
  type Languages,
  type PlayOptions,
  type TextOptions,
} from './to-twilio';

/** What a message of the flow says to a conversation. */
export type FlowInput =
  | {
      kind: 'text';
      text: string;
      /** Whether the answer ends with it. */
      isLast: boolean;
      options: TextOptions;
    }
  | {
      kind: 'commands';
      /** The messages for Twilio, in the order in which they are sent. */
      commands: string[];
      /** Set when the conversation ends. The data goes to the next step of the flow. */
      end?: { handoffData?: string };
    };

/** How the answers of a flow arrive. */
export type AnswerMode =
  /** Each message is a whole answer, unless it has `complete` or `last` with false. */
  | 'whole'
  /** Each message is a piece. The one with `complete` or `last` is the end. */
  | 'chunks';

/** The most times that an audio file is played. https://www.twilio.com/docs/voice/conversationrelay/websocket-messages */
const MAX_LOOPS = 1000;

type Message = Readonly<Record<string, unknown>>;

/**
 * Reads a message of the flow. With `language`, `relay`, `play`, `digits` or `end`, its payload is not spoken: it is often the text
 * of the caller, which is still in the message.
 * @throws {TwilioError} `INVALID_CALL` when there is nothing to say, or a property has the wrong form
 */
export function readFlowInput(msg: Message, mode: AnswerMode): FlowInput {
  const { language, relay, play, digits, end } = msg;
  const commands = [
    ...(isEmpty(language) ? [] : [languageMessage(languagesOf(language))]),
    ...(isEmpty(relay) ? [] : [ownOf(relay)]),
    ...(isEmpty(play) ? [] : [playOf(play)]),
    ...(isEmpty(digits) ? [] : [digitsMessage(digitsOf(digits))]),
  ];
  const ends = !isEmpty(end) && end !== false;
  if (commands.length > 0 || ends) {
    return { kind: 'commands', commands, ...(ends ? { end: handoffOf(end) } : {}) };
  }
  return textOf(msg, mode);
}

function textOf(msg: Message, mode: AnswerMode): FlowInput {
  const { payload } = msg;
  const own = isPlainObject(payload) && 'token' in payload ? payload : undefined;
  const given = own === undefined ? payload : own['token'];
  const options = optionsOf(own ?? {});
  const end = lastOf(own ?? {}) ?? lastOf(msg);
  const isLast = end ?? mode === 'whole';
  if (isEmpty(given)) {
    // A streaming answer has empty pieces, and its end can be one.
    if (end !== undefined || mode === 'chunks') return { kind: 'text', text: '', isLast, options };
    throw new TwilioError('INVALID_CALL', 'There is nothing to say', {
      hint: 'Set msg.payload to the text, or set msg.end, msg.play, msg.digits or msg.language.',
    });
  }
  if (typeof given === 'string' || typeof given === 'boolean' || Number.isFinite(given)) {
    return { kind: 'text', text: String(given), isLast, options };
  }
  throw new TwilioError('INVALID_CALL', `The text to say is ${preview(given)}`, {
    hint: 'Set msg.payload to the text of the answer before this node, with a change or function node.',
  });
}

/** Whether a message is the last of an answer. `undefined` when it does not say. */
function lastOf(msg: Message): boolean | undefined {
  for (const name of ['complete', 'last'] as const) {
    const value = msg[name];
    // Node-RED's join node takes any value of `complete`.
    if (value !== undefined && value !== null) return value !== false;
  }
  return undefined;
}

function optionsOf(own: Message): TextOptions {
  const { lang, interruptible, preemptible } = own;
  return {
    ...(isEmpty(lang) ? {} : { lang: codeOf(lang, 'lang') }),
    ...flagsOf({ interruptible, preemptible }),
  };
}

function flagsOf(flags: Message): { interruptible?: boolean; preemptible?: boolean } {
  const found: Record<string, boolean> = {};
  for (const [name, value] of Object.entries(flags)) {
    if (isEmpty(value)) continue;
    if (typeof value !== 'boolean') invalidValue(name, value, 'true or false');
    found[name] = value;
  }
  return found;
}

/** A language code, such as `de-DE`; `multi` lets Twilio detect it. */
function codeOf(value: unknown, name: string): string {
  const code = typeof value === 'string' ? value.trim() : '';
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(code)
    ? code
    : invalidValue(name, value, 'a language code such as en-US');
}

/** One language for both directions, or Twilio's own form. */
function languagesOf(value: unknown): Languages {
  if (!isObject(value)) {
    const code = codeOf(value, 'msg.language');
    return { ttsLanguage: code, transcriptionLanguage: code };
  }
  const languages: Languages = {};
  for (const name of ['ttsLanguage', 'transcriptionLanguage'] as const) {
    const code = value[name];
    if (!isEmpty(code)) languages[name] = codeOf(code, `msg.language.${name}`);
  }
  if (Object.keys(languages).length === 0) {
    invalidValue('msg.language', value, 'a language code, or an object with ttsLanguage and transcriptionLanguage');
  }
  return languages;
}

/** A message to Twilio in Twilio's own form. */
function ownOf(value: unknown): string {
  if (isPlainObject(value) && OWN_MESSAGES.includes(value['type'])) {
    try {
      return ownMessage(value);
    } catch {
      // It contains itself, or a value that JSON does not have.
    }
  }
  return invalidValue('msg.relay', value, 'an object with the type config, hints or language');
}

/** The URL of an audio file, or Twilio's own form with `source`. */
function playOf(value: unknown): string {
  const { source, loop, interruptible, preemptible } = isObject(value) ? value : ({ source: value } as Message);
  const url = typeof source === 'string' ? source.trim() : '';
  if (!isWebAddress(url)) invalidValue('msg.play', source, 'the URL of an audio file');
  const times = wholeNumber(loop, 'msg.play.loop', 0, MAX_LOOPS);
  const options: PlayOptions = {
    ...(times === undefined ? {} : { loop: times }),
    ...flagsOf({ interruptible, preemptible }),
  };
  return playMessage(url, options);
}

function digitsOf(value: unknown): string {
  const digits = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return /^[0-9#*w]+$/.test(digits) ? digits : invalidValue('msg.digits', value, 'some of 0-9, #, * and w for a pause');
}

/** What the flow gets back when the conversation has ended. Twilio takes a text, so anything else becomes JSON. */
function handoffOf(end: unknown): { handoffData?: string } {
  if (end === true) return {};
  if (typeof end === 'string') return { handoffData: end };
  try {
    const json: unknown = JSON.stringify(end);
    if (typeof json === 'string') return { handoffData: json };
  } catch {
    // It contains itself, or a value that JSON does not have.
  }
  return invalidValue('msg.end', end, 'true, a string, or an object for the next step');
}

/** The turn that a message of the flow belongs to, from `msg.twilio`; empty when it belongs to none. */
export const turnOf = (msg: Message): string => textMember(isObject(msg['twilio']) ? msg['twilio'] : {}, 'turn');
