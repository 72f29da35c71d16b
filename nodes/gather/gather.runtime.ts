import { isEnded } from '../../lib/calls/call-end';
import { promptVerb, wholeNumber } from '../../lib/calls/prompt';
import type { StepResult, WaitPlan } from '../../lib/calls/session/step-plan';
import { TwilioError } from '../../lib/errors/twilio-error';
import { number, text, type Params } from '../../lib/events/params';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { createStep, type StepContext } from '../../lib/node-red/step';
import { element, type Twiml } from '../../lib/twiml/element';
import { isEmpty, preview } from '../../lib/validation/objects';

interface GatherDef extends NodeDef {
  account?: string;
  promptMode?: 'text' | 'audio';
  input?: 'dtmf' | 'speech' | 'both';
  /** Adds an output for what is recognized while the caller speaks. */
  partial?: boolean;
  /** The digits are shown in no status, error or log. */
  sensitive?: boolean;
  /** Adds the last output, for messages whose caller has hung up. */
  hungUp?: boolean;
}

const INPUTS = ['prompt', 'numDigits', 'finishOnKey', 'timeout', 'speechTimeout', 'language', 'hints'] as const;

type Context = StepContext<(typeof INPUTS)[number]>;

const MAX_DIGITS = 1000;
const MAX_TIMEOUT_SECONDS = 600;

/** In the field for the finish key: no key ends the input. */
const NO_KEY = 'none';

/** @throws {TwilioError} `INVALID_CALL` */
function invalid(name: string, given: unknown, wanted: string): never {
  throw new TwilioError('INVALID_CALL', `${name} is ${preview(given)}; it must be ${wanted}`, {
    hint: `Correct "${name}" in the node.`,
  });
}

/** A number of seconds, or `auto`. */
function seconds(given: unknown, name: string, min: number): number | 'auto' | undefined {
  return given === 'auto' ? 'auto' : wholeNumber(given, name, min, MAX_TIMEOUT_SECONDS);
}

/** One key, or `none`. https://www.twilio.com/docs/voice/twiml/gather#finishonkey */
function finishKey(given: unknown): string | undefined {
  if (isEmpty(given)) return undefined;
  const key = String(given).trim();
  return key === NO_KEY || /^[0-9#*]$/.test(key) ? key : invalid('finishOnKey', given, 'one of 0-9, # and *, or none');
}

/** The verb of a gather node. https://www.twilio.com/docs/voice/twiml/gather */
function planOf(def: GatherDef, context: Context): WaitPlan {
  const { inputs } = context;
  const input = def.input === 'speech' ? 'speech' : def.input === 'both' ? 'dtmf speech' : 'dtmf';
  const language = String(inputs.language ?? context.language);
  const prompt = promptVerb(def.promptMode, inputs.prompt, { voice: context.voice, language });
  const hasSpeech = input !== 'dtmf';
  const key = finishKey(inputs.finishOnKey);
  const attributes = {
    input,
    numDigits: wholeNumber(inputs.numDigits, 'numDigits', 1, MAX_DIGITS),
    finishOnKey: key === NO_KEY ? undefined : key,
    timeout: seconds(inputs.timeout, 'timeout', 0),
    speechTimeout: hasSpeech ? seconds(inputs.speechTimeout, 'speechTimeout', 1) : undefined,
    language: hasSpeech ? language : undefined,
    hints: hasSpeech ? hintsOf(inputs.hints) : undefined,
  };
  return {
    kind: 'wait',
    isSensitive: def.sensitive === true,
    verbs({ action, partial }): Twiml {
      const gather = element(
        'Gather',
        {
          ...attributes,
          action,
          method: 'POST',
          actionOnEmptyResult: true,
          ...(def.partial === true && hasSpeech
            ? { partialResultCallback: partial, partialResultCallbackMethod: 'POST' }
            : {}),
        },
        prompt,
      );
      // The attribute that stands for no key is empty, and `element` leaves empty attributes out.
      return key === NO_KEY ? gather.replace('<Gather', '<Gather finishOnKey=""') : gather;
    },
  };
}

/** A list, or a text with commas. */
function hintsOf(given: unknown): string | undefined {
  if (isEmpty(given)) return undefined;
  if (Array.isArray(given)) return given.map(String).join(', ');
  return typeof given === 'string' ? given : invalid('hints', given, 'a text or a list of texts');
}

/** What the caller has entered or said; `undefined` when it is nothing. */
function inputOf(params: Params): { payload: string; twilio: Record<string, unknown> } | undefined {
  const digits = text(params, 'Digits');
  const speech = text(params, 'SpeechResult');
  const confidence = number(params, 'Confidence');
  const finishedOnKey = text(params, 'FinishedOnKey');
  const key = finishedOnKey === undefined ? {} : { finishedOnKey };
  if (digits !== undefined) return { payload: digits, twilio: { digits, ...key } };
  if (speech === undefined) return undefined;
  return { payload: speech, twilio: { speech, ...(confidence === undefined ? {} : { confidence }), ...key } };
}

/** Asks the caller for digits or words. */
export function create(red: Red, node: Node, def: GatherDef): void {
  const isPartial = def.partial === true;
  createStep(red, node, def, {
    event: 'gather',
    inputs: INPUTS,
    hungUpOutput: def.hungUp === true ? (isPartial ? 3 : 2) : undefined,
    plan: (context) => planOf(def, context),
    result({ params }, { event }): StepResult {
      if (isEnded(event.status ?? '')) return { kind: 'hung-up' };
      const input = inputOf(params);
      if (input === undefined) {
        return { kind: 'leave', output: 1, payload: '', twilio: {}, summary: translate(red, 'status.noInput') };
      }
      const summary = def.sensitive === true ? translate(red, 'status.gotInput') : input.payload;
      return { kind: 'leave', output: 0, ...input, summary };
    },
    partial({ stable, unstable }) {
      if (!isPartial) return undefined;
      return { output: 2, payload: [stable, unstable].filter(Boolean).join(' '), twilio: { event: 'gather-partial' } };
    },
  });
}
