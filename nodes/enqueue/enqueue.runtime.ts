import { isEnded } from '../../lib/calls/call-end';
import { invalidValue, playVerb, sayVerb, type SpeechOptions } from '../../lib/calls/prompt';
import { documentOf } from '../../lib/calls/session/document';
import type { StepResult, WaitPlan } from '../../lib/calls/session/step-plan';
import { TwilioError } from '../../lib/errors/twilio-error';
import { number, text, type Params } from '../../lib/events/params';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { createStep, type StepContext } from '../../lib/node-red/step';
import type { Json } from '../../lib/store/store';
import { element, escapeXml, type Twiml } from '../../lib/twiml/element';
import { isEmpty, isObject, isPlainObject, textMember } from '../../lib/validation/objects';
import { isSid } from '../../lib/validation/sid';

interface EnqueueDef extends NodeDef {
  account?: string;
  /** What the caller hears in the queue. `music` is Twilio's own. */
  hold?: 'music' | 'audio' | 'text';
  holdText?: string;
  holdTextType?: string;
  holdUrl?: string;
  holdUrlType?: string;
  /** Adds the last output, for messages whose caller has hung up. */
  hungUp?: boolean;
}

const INPUTS = ['queue', 'holdText', 'holdUrl', 'workflowSid', 'attributes'] as const;

type Context = StepContext<(typeof INPUTS)[number]>;

/** https://www.twilio.com/docs/voice/twiml/enqueue */
const MAX_QUEUE_NAME_LENGTH = 64;

/** The silence between two times of the hold text, in seconds. */
const HOLD_PAUSE_SECONDS = 10;

/** The name of the leg that plays the hold text or audio. Its requests have the CallSid of the caller. */
const HOLD_LEG = 'hold';

/** The call was connected. https://www.twilio.com/docs/voice/twiml/enqueue#queueresult-values */
const CONNECTED = new Set(['bridged', 'bridging-in-process', 'redirected-from-bridged']);

/** The verbs that Twilio repeats while the caller waits. Nothing for Twilio's music. */
function holdVerbs(hold: EnqueueDef['hold'], values: { text: unknown; url: unknown }, speech: SpeechOptions): Twiml {
  if (hold === 'text') return sayVerb(values.text, speech) + element('Pause', { length: HOLD_PAUSE_SECONDS });
  return hold === 'audio' ? playVerb(values.url, 0) : '';
}

/** The name of a queue, or a task of TaskRouter. https://www.twilio.com/docs/voice/twiml/enqueue */
function targetOf({ inputs }: Context): { workflowSid?: string; content: Twiml } {
  if (!isEmpty(inputs.workflowSid)) {
    const workflowSid = String(inputs.workflowSid).trim();
    if (!isSid(workflowSid, 'WW')) invalidValue('workflowSid', workflowSid, 'WW followed by 32 hexadecimal digits');
    return { workflowSid, content: taskOf(inputs.attributes) };
  }
  const name = isEmpty(inputs.queue) ? '' : String(inputs.queue).trim();
  if (name === '' || name.length > MAX_QUEUE_NAME_LENGTH || typeof inputs.queue === 'object') {
    throw new TwilioError('INVALID_CALL', `The name of the queue must have 1 to ${MAX_QUEUE_NAME_LENGTH} characters`, {
      hint: 'Set the queue in the node, or the property of the message that it reads.',
    });
  }
  return { content: escapeXml(name) };
}

/** The attributes of a task. https://www.twilio.com/docs/taskrouter/twiml-queue-calls */
function taskOf(given: unknown): Twiml {
  if (isEmpty(given)) return '';
  let attributes = given;
  if (typeof given === 'string') {
    try {
      attributes = JSON.parse(given);
    } catch {
      invalidValue('attributes', given, 'a JSON object');
    }
  }
  if (!isPlainObject(attributes)) invalidValue('attributes', given, 'a JSON object');
  return element('Task', {}, escapeXml(JSON.stringify(attributes)));
}

/** What is needed to enqueue the caller again. It is kept in the store. */
interface EnqueueState {
  /** The name of the queue, or the task. */
  content: Twiml;
  workflowSid?: string;
  /** The verbs that the caller hears. Empty for Twilio's music. */
  hold: Twiml;
}

/** The state of a message that waited. `undefined` when it was lost with a restart. */
function stateOf(state: Json | undefined): EnqueueState | undefined {
  if (!isObject(state)) return undefined;
  const [content, hold] = [textMember(state, 'content'), textMember(state, 'hold')];
  const { workflowSid } = state;
  return { content, hold, ...(typeof workflowSid === 'string' ? { workflowSid } : {}) };
}

function enqueue(state: EnqueueState): WaitPlan {
  const { workflowSid, content, hold } = state;
  return {
    kind: 'wait',
    state: { ...state },
    verbs({ action, leg }) {
      const wait = hold === '' ? {} : { waitUrl: leg(HOLD_LEG), waitUrlMethod: 'POST' };
      return element('Enqueue', { workflowSid, action, method: 'POST', ...wait }, content);
    },
  };
}

function planOf({ hold }: EnqueueDef, context: Context): WaitPlan {
  const { inputs, voice, language } = context;
  const values = { text: inputs.holdText, url: inputs.holdUrl };
  return enqueue({ ...targetOf(context), hold: holdVerbs(hold, values, { voice, language }) });
}

/** The verbs when the message was lost with a restart: fixed values of the node, or silence. */
function fixedHold({ hold, holdText, holdTextType, holdUrl, holdUrlType }: EnqueueDef): Twiml {
  const values = { text: holdTextType === 'str' ? holdText : '', url: holdUrlType === 'str' ? holdUrl : '' };
  try {
    return holdVerbs(hold, values, {});
  } catch {
    return element('Pause', { length: HOLD_PAUSE_SECONDS });
  }
}

/** The result of a queue. https://www.twilio.com/docs/voice/twiml/enqueue#request-parameters */
function queueOf(params: Params): { result: string; sid?: string; time?: number } {
  const [sid, time] = [text(params, 'QueueSid'), number(params, 'QueueTime')];
  return {
    result: text(params, 'QueueResult') ?? 'error',
    ...(sid === undefined ? {} : { sid }),
    ...(time === undefined ? {} : { time }),
  };
}

/** Lets the caller wait in a queue. */
export function create(red: Red, node: Node, def: EnqueueDef): void {
  createStep(red, node, def, {
    event: 'enqueue',
    inputs: INPUTS,
    hasResultAfterHangUp: true,
    hungUpOutput: def.hungUp === true ? 2 : undefined,
    plan: (context) => planOf(def, context),
    result({ params, state: saved, wasInterrupted }, { event }): StepResult {
      const queue = queueOf(params);
      const isConnected = CONNECTED.has(queue.result);
      const hasHungUp = queue.result === 'hangup' || isEnded(event.status ?? '');
      if (!isConnected && hasHungUp) return { kind: 'hung-up' };
      const state = stateOf(saved);
      // Another node has said something to the caller, who has left the queue for that.
      if (wasInterrupted === true && queue.result === 'redirected' && state !== undefined) {
        return { kind: 'again', plan: enqueue(state) };
      }
      const summary = translate(red, isConnected ? 'status.connected' : 'status.leftQueue', { result: queue.result });
      return { kind: 'leave', output: isConnected ? 0 : 1, payload: queue.result, twilio: { queue }, summary };
    },
    leg({ state }) {
      return documentOf(stateOf(state)?.hold || fixedHold(def));
    },
  });
}
