import { attributeText, playVerb, sayVerb, wholeNumber } from '../../lib/calls/prompt';
import type { StepPlan, StepResult } from '../../lib/calls/session/step-plan';
import { isEnded } from '../../lib/calls/call-end';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { createStep, type StepContext } from '../../lib/node-red/step';
import { PAYLOAD } from '../../lib/node-red/typed-inputs';
import { element, type Twiml } from '../../lib/twiml/element';

interface SayDef extends NodeDef {
  account?: string;
  mode?: 'text' | 'audio' | 'silence';
  /** `spoken`: the message leaves when the caller has heard it. */
  goOn?: 'at-once' | 'spoken';
  /** Adds an output for messages whose caller has hung up. Only with `spoken`. */
  hungUp?: boolean;
}

const INPUTS = ['text', 'url', 'seconds', 'voice', 'language', 'loop'] as const;

type Context = StepContext<(typeof INPUTS)[number]>;

/** https://www.twilio.com/docs/voice/twiml/say#loop */
const MAX_LOOPS = 1000;

/** The longest silence, in seconds. */
const MAX_SILENCE_SECONDS = 600;

function verbsOf(mode: SayDef['mode'], context: Context): Twiml {
  const { text, url, seconds, voice, language, loop } = context.inputs;
  const times = wholeNumber(loop, 'loop', 0, MAX_LOOPS);
  switch (mode) {
    case 'audio':
      return playVerb(url, times);
    case 'silence':
      return element('Pause', { length: wholeNumber(seconds, 'seconds', 1, MAX_SILENCE_SECONDS) ?? 1 });
    default:
      return sayVerb(text, {
        voice: attributeText(voice, 'voice') || context.voice,
        language: attributeText(language, 'language') || context.language,
        loop: times,
      });
  }
}

/** Says a text, plays a file, or is silent. */
export function create(red: Red, node: Node, def: SayDef): void {
  const isSpoken = def.goOn === 'spoken';
  const said = translate(red, 'status.said');
  createStep(red, node, def, {
    event: 'say',
    inputs: INPUTS,
    missing: { text: PAYLOAD },
    done: said,
    hungUpOutput: isSpoken && def.hungUp === true ? 1 : undefined,
    plan(context): StepPlan {
      const verbs = verbsOf(def.mode, context);
      return isSpoken ? { kind: 'wait', verbs: () => verbs } : { kind: 'append', verbs };
    },
    ...(isSpoken
      ? {
          keepsPayload: true,
          result: (_request, { event }): StepResult =>
            isEnded(event.status ?? '')
              ? { kind: 'hung-up' }
              : { kind: 'leave', output: 0, payload: undefined, twilio: {}, summary: said },
        }
      : {}),
  });
}
