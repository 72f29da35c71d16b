import { isEnded } from '../../lib/calls/call-end';
import { callerInput, gatherVerb, hintsOf, NO_KEY, secondsOf } from '../../lib/calls/gather-verb';
import { attributeText, invalidValue, promptVerb, wholeNumber } from '../../lib/calls/prompt';
import type { StepResult, WaitPlan } from '../../lib/calls/session/step-plan';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { createStep, type StepContext } from '../../lib/node-red/step';
import { isEmpty } from '../../lib/validation/objects';

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

/** One key, or `none`. https://www.twilio.com/docs/voice/twiml/gather#finishonkey */
function finishKey(given: unknown): string | undefined {
  if (isEmpty(given)) return undefined;
  const key = String(given).trim();
  return key === NO_KEY || /^[0-9#*]$/.test(key)
    ? key
    : invalidValue('finishOnKey', given, 'one of 0-9, # and *, or none');
}

/** The verb of a gather node. https://www.twilio.com/docs/voice/twiml/gather */
function planOf(def: GatherDef, context: Context): WaitPlan {
  const { inputs } = context;
  const input = def.input === 'speech' ? 'speech' : def.input === 'both' ? 'dtmf speech' : 'dtmf';
  const language = attributeText(inputs.language, 'language') || context.language;
  const prompt = promptVerb(def.promptMode, inputs.prompt, { voice: context.voice, language });
  const hasSpeech = input !== 'dtmf';
  const attributes = {
    input,
    numDigits: wholeNumber(inputs.numDigits, 'numDigits', 1, MAX_DIGITS),
    finishOnKey: finishKey(inputs.finishOnKey),
    timeout: secondsOf(inputs.timeout, 'timeout', 0),
    speechTimeout: hasSpeech ? secondsOf(inputs.speechTimeout, 'speechTimeout', 1) : undefined,
    language: hasSpeech ? language : undefined,
    hints: hasSpeech ? hintsOf(inputs.hints) : undefined,
  };
  return {
    kind: 'wait',
    isSensitive: def.sensitive === true,
    verbs({ action, partial }) {
      const callback =
        def.partial === true && hasSpeech
          ? { partialResultCallback: partial, partialResultCallbackMethod: 'POST' }
          : {};
      return gatherVerb(action, { ...attributes, ...callback }, prompt);
    },
  };
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
      const input = callerInput(params);
      if (input === undefined) {
        return { kind: 'leave', output: 1, payload: '', twilio: {}, summary: translate(red, 'status.noInput') };
      }
      const summary = def.sensitive === true ? translate(red, 'status.gotInput') : input.payload;
      return { kind: 'leave', output: 0, ...input, summary };
    },
    partial({ stable, unstable }) {
      if (!isPartial) return undefined;
      return { output: 2, payload: [stable, unstable].filter(Boolean).join(' '), twilio: { event: 'gather' } };
    },
  });
}
