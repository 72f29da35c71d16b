import { isEnded } from '../../lib/calls/call-end';
import { NO_KEY } from '../../lib/calls/gather-verb';
import { invalidValue, promptVerb, wholeNumber } from '../../lib/calls/prompt';
import type { StepResult, WaitPlan } from '../../lib/calls/session/step-plan';
import { text } from '../../lib/events/params';
import { verbRecording } from '../../lib/events/recording';
import { webhookUrl } from '../../lib/node-red/account-node';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { createStep, type StepContext } from '../../lib/node-red/step';
import { element, EMPTY, type AttributeValue } from '../../lib/twiml/element';
import { isEmpty } from '../../lib/validation/objects';

interface RecordDef extends NodeDef {
  account?: string;
  promptMode?: 'text' | 'audio';
  /** Sends the text of the recording to the "transcript in" nodes. */
  transcribe?: boolean;
  /** Adds the last output, for messages whose caller has hung up without a recording. */
  hungUp?: boolean;
}

const INPUTS = ['prompt', 'beep', 'maxLength', 'silence', 'finishOnKey', 'trim'] as const;

type Context = StepContext<(typeof INPUTS)[number]>;

/** The longest recording: that of a call of four hours. */
const MAX_LENGTH_SECONDS = 14_400;

/** https://www.twilio.com/docs/voice/twiml/record#transcribe */
const MAX_TRANSCRIBED_SECONDS = 120;

const MAX_SILENCE_SECONDS = 3600;

/** What Twilio sends as `Digits` when the caller has hung up. https://www.twilio.com/docs/voice/twiml/record#action */
const HUNG_UP = 'hangup';

/** True or false, also as a text. `undefined` when it is empty. */
function booleanOf(given: unknown, name: string): boolean | undefined {
  if (isEmpty(given)) return undefined;
  if (String(given) === 'true') return true;
  return String(given) === 'false' ? false : invalidValue(name, given, 'true or false');
}

/** Whether silence is cut off: true or false, or in Twilio's words. https://www.twilio.com/docs/voice/twiml/record#trim */
function trimOf(given: unknown): 'trim-silence' | 'do-not-trim' | undefined {
  if (given === 'trim-silence' || given === 'do-not-trim') return given;
  const trims = booleanOf(given, 'trim');
  if (trims === undefined) return undefined;
  return trims ? 'trim-silence' : 'do-not-trim';
}

/** Each key that ends the recording, or `none`. https://www.twilio.com/docs/voice/twiml/record#finishonkey */
function finishKeys(given: unknown): AttributeValue {
  if (isEmpty(given)) return undefined;
  const keys = String(given).trim();
  if (keys === NO_KEY) return EMPTY;
  return /^[0-9*#]+$/.test(keys) ? keys : invalidValue('finishOnKey', given, 'some of 0-9, # and *, or none');
}

/** What is said before the recording, and the recording. https://www.twilio.com/docs/voice/twiml/record */
function planOf(def: RecordDef, context: Context): WaitPlan {
  const { inputs, accountNode, voice, language } = context;
  const isTranscribed = def.transcribe === true;
  const longest = isTranscribed ? MAX_TRANSCRIBED_SECONDS : MAX_LENGTH_SECONDS;
  const prompt = promptVerb(def.promptMode, inputs.prompt, { voice, language });
  // Twilio reports a webhook that no node takes as an error.
  const hasRecordingIn = accountNode.endpoint?.hasSubscribers('recording') === true;
  const attributes: Record<string, AttributeValue> = {
    playBeep: booleanOf(inputs.beep, 'beep'),
    maxLength: wholeNumber(inputs.maxLength, 'maxLength', 1, longest) ?? (isTranscribed ? longest : undefined),
    timeout: wholeNumber(inputs.silence, 'silence', 0, MAX_SILENCE_SECONDS),
    finishOnKey: finishKeys(inputs.finishOnKey),
    trim: trimOf(inputs.trim),
    ...(isTranscribed ? { transcribe: true, transcribeCallback: webhookUrl(accountNode, 'transcription') } : {}),
    ...(hasRecordingIn ? { recordingStatusCallback: webhookUrl(accountNode, 'recording') } : {}),
  };
  return {
    kind: 'wait',
    // An empty recording may go on with the next verb: the session puts a <Redirect> there.
    verbs: ({ action }) => prompt + element('Record', { ...attributes, action, method: 'POST' }),
  };
}

/** Records what the caller says. */
export function create(red: Red, node: Node, def: RecordDef): void {
  createStep(red, node, def, {
    event: 'record',
    inputs: INPUTS,
    hasResultAfterHangUp: true,
    hungUpOutput: def.hungUp === true ? 2 : undefined,
    plan: (context) => planOf(def, context),
    result({ params }, { event }): StepResult {
      const recording = verbRecording(params);
      // An account can save silent recordings: then there is one without a duration.
      const hasSpeech = recording !== undefined && recording.duration !== 0;
      const key = text(params, 'Digits');
      const hasHungUp = key === HUNG_UP || isEnded(event.status ?? '');
      if (!hasSpeech && hasHungUp) return { kind: 'hung-up' };
      const twilio = {
        ...(recording === undefined ? {} : { recording }),
        ...(key === undefined || key === HUNG_UP ? {} : { finishedOnKey: key }),
        ...(hasHungUp ? { hungUp: true } : {}),
      };
      if (!hasSpeech) {
        return { kind: 'leave', output: 1, payload: '', twilio, summary: translate(red, 'status.nothingSaid') };
      }
      const seconds = String(recording.duration ?? '?');
      const summary = translate(red, 'status.recorded', { seconds });
      return { kind: 'leave', output: 0, payload: recording.url, twilio, summary };
    },
  });
}
