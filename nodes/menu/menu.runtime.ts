import { isEnded } from '../../lib/calls/call-end';
import { callerInput, gatherVerb, hintsOf, secondsOf } from '../../lib/calls/gather-verb';
import { attributeText, promptVerb, wholeNumber } from '../../lib/calls/prompt';
import type { StepResult, WaitPlan } from '../../lib/calls/session/step-plan';
import { TwilioError } from '../../lib/errors/twilio-error';
import { present } from '../../lib/events/params';
import { messageOf, translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { statuses } from '../../lib/node-red/status';
import { createStep, type StepContext } from '../../lib/node-red/step';
import type { Json } from '../../lib/store/store';
import type { Twiml } from '../../lib/twiml/element';
import { isObject, textMember } from '../../lib/validation/objects';
import { choicesProblem, readChoices, type Choice, type ChoicesProblem } from './choices';
import { attributesOf, chosen, hintsFrom } from './choose';

interface MenuDef extends NodeDef {
  account?: string;
  promptMode?: 'text' | 'audio';
  choices?: unknown;
  /** Adds the last output, for messages whose caller has hung up. */
  hungUp?: boolean;
}

const INPUTS = ['prompt', 'tries', 'timeout', 'language', 'hints', 'invalidPrompt', 'nothingPrompt'] as const;

type Context = StepContext<(typeof INPUTS)[number]>;

const MAX_TRIES = 20;
const DEFAULT_TRIES = 3;

/** What a menu needs to ask again. It is kept in the store. */
interface MenuState {
  triesLeft: number;
  /** Of `<Gather>`. */
  attributes: Record<string, string | number>;
  /** Verbs, said after a wrong choice. */
  invalid: Twiml;
  /** Verbs, said when nothing was chosen. */
  nothing: Twiml;
}

function ask(state: MenuState, prompt: Twiml): WaitPlan {
  return {
    kind: 'wait',
    state: { ...state },
    verbs: ({ action }) => gatherVerb(action, state.attributes, prompt),
  };
}

/** The state of a message that waited. `undefined` when it was lost with a restart. */
function stateOf(state: Json | undefined): MenuState | undefined {
  if (!isObject(state)) return undefined;
  const triesLeft = Number(state['triesLeft']);
  const attributes = state['attributes'];
  if (!Number.isInteger(triesLeft) || !isObject(attributes)) return undefined;
  return {
    triesLeft,
    attributes: attributes as MenuState['attributes'],
    invalid: textMember(state, 'invalid'),
    nothing: textMember(state, 'nothing'),
  };
}

const SENTENCES: Record<ChoicesProblem['problem'], (text: string) => string> = {
  list: () => 'The choices are not a list',
  none: () => 'The menu has no choices',
  empty: (index) => `Choice ${index} has no key and no words`,
  key: (key) => `“${key}” is not a key; a key is made of 0-9, * and #`,
  twice: (entry) => `“${entry}” is in the choices twice`,
};

const HINT = 'Open the node, and correct its list of choices.';

/** The error of choices that cannot be used. */
function choicesError(choices: unknown): TwilioError | undefined {
  const found = choicesProblem(choices);
  if (found === undefined) return undefined;
  const sentence = SENTENCES[found.problem]('text' in found ? found.text : '');
  return new TwilioError('INVALID_CALL', sentence, { hint: HINT });
}

/** The first question of a menu. */
function planOf(
  def: MenuDef,
  choices: readonly Choice[],
  derived: MenuState['attributes'],
  { inputs, ...context }: Context,
): WaitPlan {
  const language = attributeText(inputs.language, 'language') || context.language;
  const said = (text: unknown): Twiml => promptVerb(def.promptMode, text, { voice: context.voice, language });
  const prompt = said(inputs.prompt);
  const timeout = secondsOf(inputs.timeout, 'timeout', 0);
  const speech = String(derived['input']).includes('speech')
    ? { language, hints: hintsOf(inputs.hints) ?? hintsFrom(choices) }
    : undefined;
  // The calls that wait share one object when they can.
  const isDerived = speech === undefined && timeout === undefined;
  const state = {
    triesLeft: (wholeNumber(inputs.tries, 'tries', 1, MAX_TRIES) ?? DEFAULT_TRIES) - 1,
    attributes: isDerived ? derived : (present<object>({ ...derived, ...speech, timeout }) as MenuState['attributes']),
    invalid: said(inputs.invalidPrompt) || prompt,
    nothing: said(inputs.nothingPrompt) || prompt,
  };
  return ask(state, prompt);
}

/** Lets the caller choose by key or by word. */
export function create(red: Red, node: Node, def: MenuDef): void {
  const choices = readChoices(def.choices);
  const derived: MenuState['attributes'] = { ...attributesOf(choices) };
  const error = choicesError(def.choices);
  createStep(red, node, def, {
    event: 'menu',
    inputs: INPUTS,
    hungUpOutput: def.hungUp === true ? choices.length + 1 : undefined,
    plan(context) {
      if (error !== undefined) throw error;
      return planOf(def, choices, derived, context);
    },
    result({ params, state: saved, wasInterrupted }, { event }): StepResult {
      if (isEnded(event.status ?? '')) return { kind: 'hung-up' };
      const input = callerInput(params);
      const index = input === undefined ? -1 : chosen(choices, input);
      const choice = choices[index];
      if (choice !== undefined) {
        const { label } = choice;
        const twilio = { ...input?.twilio, choice: label };
        return { kind: 'leave', output: index, payload: label, twilio, summary: label };
      }
      const state = stateOf(saved);
      // Another node has said something. That does not count as a try.
      if (state !== undefined && input === undefined && wasInterrupted === true) {
        return { kind: 'again', plan: ask(state, state.nothing) };
      }
      if (state !== undefined && state.triesLeft > 0) {
        const next = { ...state, triesLeft: state.triesLeft - 1 };
        return { kind: 'again', plan: ask(next, input === undefined ? state.nothing : state.invalid) };
      }
      const summary = translate(red, 'status.noChoice');
      return { kind: 'leave', output: choices.length, payload: '', twilio: { ...input?.twilio }, summary };
    },
  });
  if (error !== undefined) {
    node.error(messageOf(error));
    node.status(statuses.error(messageOf(error)));
  }
}
