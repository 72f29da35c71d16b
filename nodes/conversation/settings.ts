import { invalidValue, wholeNumber } from '../../lib/calls/prompt';
import type { AnswerMode } from '../../lib/calls/relay/flow-input';
import { INPUT_KINDS, relayOptions, type Attributes } from '../../lib/calls/relay/relay-attributes';
import type { RelaySettings } from '../../lib/calls/relay/relay-state';
import { mergedOptions } from '../../lib/node-red/action-options';
import type { NodeDef } from '../../lib/node-red/red';
import type { StepContext } from '../../lib/node-red/step';
import { isEmpty } from '../../lib/validation/objects';

/** A conversation node, as Node-RED stores it. */
export interface ConversationDef extends NodeDef {
  account?: string;
  /** How the answers of the flow arrive. */
  answers?: AnswerMode;
  /** Which input of the caller interrupts the assistant. */
  interruptible?: string | boolean;
  /** Which input of the caller interrupts the greeting. */
  welcomeInterruptible?: string | boolean;
  /** Whether keys are sent as events. */
  dtmf?: boolean;
  /** Further attributes, as an object or its JSON text. */
  options?: unknown;
}

/** The TypedInputs of the node. */
export const INPUTS = [
  'greeting',
  'language',
  'voice',
  'ttsProvider',
  'transcriptionProvider',
  'systemPrompt',
  'filler',
  'fillerAfter',
  'silencePrompt',
  'silenceAfter',
  'maxDuration',
] as const;

type Values = Pick<StepContext<(typeof INPUTS)[number]>, 'inputs' | 'msg' | 'language'>;

/** How long the flow may think before the filler is heard, when the node does not say so. */
const DEFAULT_FILLER_MS = 2000;

const MAX_FILLER_MS = 60_000;

/** How long a silence lasts before the caller is asked, by default. */
const DEFAULT_SILENCE_SECONDS = 20;

/** The longest call at Twilio: four hours. */
const MAX_SECONDS = 14_400;

function textOf(value: unknown, name: string): string {
  if (isEmpty(value)) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return invalidValue(name, value, 'a string, a number or a boolean');
}

/** Which input interrupts, also as a boolean value, which Twilio takes too. Empty for Twilio's default. */
function inputKindOf(given: unknown): string {
  const kind = String(given ?? '');
  if (kind === 'true') return 'any';
  if (kind === 'false') return 'none';
  return (INPUT_KINDS as readonly string[]).includes(kind) ? kind : '';
}

/** The attributes of the node's own fields. Empty ones are left out, so Twilio's defaults apply. */
function attributesOf(def: ConversationDef, { inputs, language }: Values): Attributes {
  const { interruptible, welcomeInterruptible, dtmf } = def;
  const given: Record<string, string | boolean> = {
    language: textOf(inputs.language, 'language').trim() || language,
    voice: textOf(inputs.voice, 'voice').trim(),
    ttsProvider: textOf(inputs.ttsProvider, 'ttsProvider').trim(),
    transcriptionProvider: textOf(inputs.transcriptionProvider, 'transcriptionProvider').trim(),
    interruptible: inputKindOf(interruptible),
    welcomeGreetingInterruptible: inputKindOf(welcomeInterruptible),
  };
  if (String(dtmf) === 'true') given['dtmfDetection'] = true;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

/**
 * The settings of a conversation for one message.
 * @throws {TwilioError} `INVALID_CALL` or `INVALID_PARAMETER`
 */
export function settingsOf(def: ConversationDef, context: Values): RelaySettings {
  const { inputs, msg } = context;
  const { attributes, languages, parameters } = relayOptions(mergedOptions(def.options, msg));
  const filler = textOf(inputs.filler, 'filler').trim();
  const silencePrompt = textOf(inputs.silencePrompt, 'silencePrompt').trim();
  const fillerMs = wholeNumber(inputs.fillerAfter, 'fillerAfter', 0, MAX_FILLER_MS) ?? DEFAULT_FILLER_MS;
  const silenceSeconds = wholeNumber(inputs.silenceAfter, 'silenceAfter', 1, MAX_SECONDS) ?? DEFAULT_SILENCE_SECONDS;
  const maxSeconds = wholeNumber(inputs.maxDuration, 'maxDuration', 1, MAX_SECONDS);
  return {
    attributes: { ...attributesOf(def, context), ...attributes },
    languages,
    parameters,
    systemPrompt: textOf(inputs.systemPrompt, 'systemPrompt').trim(),
    greeting: textOf(inputs.greeting, 'greeting').trim(),
    answers: def.answers === 'chunks' ? 'chunks' : 'whole',
    events: String(attributes['events'] ?? '')
      .split(/\s+/)
      .filter((event) => event !== ''),
    ...(filler === '' ? {} : { filler: { text: filler, afterMs: fillerMs } }),
    ...(silencePrompt === '' ? {} : { silence: { text: silencePrompt, afterMs: silenceSeconds * 1000 } }),
    ...(maxSeconds === undefined ? {} : { maxDurationMs: maxSeconds * 1000 }),
  };
}

/** The settings when those of the call were lost with a restart: the fixed values of the node. */
export function fixedSettings(def: ConversationDef): RelaySettings | undefined {
  const inputs = {} as Values['inputs'];
  for (const name of INPUTS) {
    const type: unknown = Reflect.get(def, `${name}Type`);
    inputs[name] = type === 'str' || type === 'num' ? Reflect.get(def, name) : undefined;
  }
  try {
    return settingsOf(def, { inputs, msg: {}, language: '' });
  } catch {
    return undefined;
  }
}
