import { TwilioError } from '../../errors/twilio-error';
import { isEmpty, isPlainObject, preview } from '../../validation/objects';
import { boolean, oneOf, text, texts, type Reader } from '../../validation/option-readers';
import { readOptions } from '../../validation/options';

/** Which input of the caller does something, such as interrupting the assistant. */
export const INPUT_KINDS = ['none', 'dtmf', 'speech', 'any'] as const;

const inputKind = oneOf(...INPUT_KINDS);

/** A number from 0 to 1. Twilio's page gives a narrower range, which may change. */
const share: Reader = (value, { name, code }) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && number >= 0 && number <= 1) return number;
  throw new TwilioError(code, `The option ${name} is ${preview(value)}; it must be a number from 0 to 1`, {
    hint: `Correct "${name}" in the node's options or in msg.options.`,
  });
};

/** Milliseconds, or `auto`. */
const millisecondsOrAuto: Reader = (value, context) => {
  if (value === 'auto') return value;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 60_000 && !isEmpty(value)) return number;
  throw new TwilioError(
    context.code,
    `The option ${context.name} is ${preview(value)}; it must be auto or a number of milliseconds`,
    {
      hint: `Correct "${context.name}" in the node's options or in msg.options.`,
    },
  );
};

/** A setting whose values are not documented: a boolean or a word. Twilio checks it. */
const setting: Reader = (value, context) => (typeof value === 'boolean' ? value : text(value, context));

/** Words, as a list or as a text with a separator. */
const words =
  (separator: string): Reader =>
  (value, context) => {
    const list = texts(value, context);
    return Array.isArray(list) ? list.join(separator) : list;
  };

/** Elements, as objects with attributes. They are checked by {@link languagesOf} and {@link parametersOf}. */
const asIs: Reader = (value) => value;

/**
 * The attributes of `<ConversationRelay>` that have no field of their own, in Twilio's spelling. The SDK writes some of them
 * in lower case. https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#attributes
 */
const READERS = {
  ttsLanguage: text,
  transcriptionLanguage: text,
  speechModel: text,
  elevenlabsTextNormalization: oneOf('on', 'auto', 'off'),
  interruptSensitivity: oneOf('high', 'medium', 'low'),
  reportInputDuringAgentSpeech: inputKind,
  preemptible: boolean,
  hints: words(', '),
  speechTimeout: millisecondsOrAuto,
  eotThreshold: share,
  partialPrompts: boolean,
  ignoreBackchannel: boolean,
  deepgramSmartFormat: boolean,
  // Only in the SDK's types, as `backgroundnoisereduction`. They also misspell other attributes.
  backgroundNoiseReduction: text,
  profanityFilter: boolean,
  // Their values could not be read:
  // https://www.twilio.com/en-us/changelog/conversation-relay--dynamic-configuration--application-reconnect
  echoPromptFiltering: setting,
  // https://www.twilio.com/docs/voice/conversationrelay/turn-detection
  turnDetection: setting,
  applicationReconnect: boolean,
  events: words(' '),
  debug: words(' '),
  intelligenceService: text,
  conversationConfiguration: text,
  /** `<Language>` elements. */
  languages: asIs,
  /** `<Parameter>` elements, by name. They come back in `setup`. */
  parameters: asIs,
} satisfies Record<string, Reader>;

/** The names of all options, for the form. */
export const RELAY_OPTIONS: readonly string[] = Object.keys(READERS);

/** Attributes that the node has a field for. */
const FIELDS = [
  'url',
  'welcomeGreeting',
  'welcomeGreetingInterruptible',
  'language',
  'voice',
  'ttsProvider',
  'transcriptionProvider',
  'interruptible',
  'dtmfDetection',
];

/** Attributes by name. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** What is in a `<ConversationRelay>`, as plain JSON. */
export interface RelayOptions {
  attributes: Attributes;
  languages: Attributes[];
  parameters: Readonly<Record<string, string>>;
}

/**
 * Reads the options of a conversation.
 * @param given an object with Twilio's attribute names, and `languages` and `parameters`
 * @throws {TwilioError} `INVALID_CALL`
 */
export function relayOptions(given: unknown): RelayOptions {
  const owner = { plural: 'ConversationRelay attributes', code: 'INVALID_CALL', fields: FIELDS } as const;
  const { languages, parameters, ...attributes } = readOptions<Record<keyof typeof READERS, unknown>>(
    READERS,
    given,
    owner,
  );
  return {
    attributes: attributes as Attributes,
    languages: languagesOf(languages),
    parameters: parametersOf(parameters),
  };
}

const invalid = (name: string, value: unknown, wanted: string): TwilioError =>
  new TwilioError('INVALID_CALL', `The option ${name} is ${preview(value)}; it must be ${wanted}`, {
    hint: `Correct "${name}" in the node's options or in msg.options.`,
  });

/** https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#language-element */
const LANGUAGE_ATTRIBUTES = ['code', 'ttsProvider', 'voice', 'transcriptionProvider', 'speechModel'];

function languagesOf(given: unknown): Attributes[] {
  if (given === undefined) return [];
  const wanted = `a list of objects with ${LANGUAGE_ATTRIBUTES.join(', ')}`;
  if (!Array.isArray(given)) throw invalid('languages', given, wanted);
  return (given as unknown[]).map((language) => {
    if (!isPlainObject(language) || isEmpty(language['code'])) throw invalid('languages', language, wanted);
    for (const [name, value] of Object.entries(language)) {
      if (!LANGUAGE_ATTRIBUTES.includes(name) || typeof value !== 'string')
        throw invalid('languages', language, wanted);
    }
    return language as Attributes;
  });
}

/** The names of the parameters that identify the step of a call that a socket belongs to. */
const OWN_PARAMETERS = ['node', 'n'];

function parametersOf(given: unknown): Readonly<Record<string, string>> {
  if (given === undefined) return {};
  if (!isPlainObject(given)) throw invalid('parameters', given, 'an object with strings');
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (OWN_PARAMETERS.includes(name)) throw invalid('parameters', given, 'an object without "node" and "n"');
      if (typeof value === 'object' && value !== null) throw invalid('parameters', given, 'an object with strings');
      return [name, String(value ?? '')];
    }),
  );
}
