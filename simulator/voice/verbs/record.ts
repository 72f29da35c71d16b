import { startRecording, RECORDING_EVENTS } from '../recordings/live-recording';
import { transcribe } from '../recordings/transcribe';
import { actionAddress, urlAttribute, booleanAttribute, integerAttribute, listAttribute, warn } from '../attributes';
import { requestTwiml, postWebhook } from '../run-twiml';
import { ifCurrent, addTranscriptLine } from '../call';
import type { FormPairs } from '../../model/webhooks';
import type { Activity } from '../../model/call-records';
import type { VerbStep } from '../../model/context';

/** The greatest `maxLength` with transcription. https://www.twilio.com/docs/voice/twiml/record#maxlength */
const MAX_TRANSCRIBED_SECONDS = 120;

/**
 * Records the person until a key, a silence of `timeout`, `maxLength` or the end of the call. Then requests `action`. The
 * option `silentRecordings` says what happens when the person said nothing.
 *
 * https://www.twilio.com/docs/voice/twiml/record
 */
export function recordVerb(step: VerbStep, next: () => void): Activity {
  const { context, call, source, element } = step;
  // 0: silence does not end the recording.
  const timeout = integerAttribute(source, element, 'timeout', 5, [0, 3600]) * 1000;
  const finishOnKey = element.attributes['finishOnKey'] ?? '1234567890*#';
  const isTrimmed = element.attributes['trim'] !== 'do-not-trim';
  const callback = urlAttribute(source, element, 'recordingStatusCallback', 'recordingStatusCallbackMethod');
  const events = listAttribute(source, element, 'recordingStatusCallbackEvent', RECORDING_EVENTS, ['completed']);
  const transcribeCallback = urlAttribute(source, element, 'transcribeCallback', 'method');
  const isTranscribed = booleanAttribute(source, element, 'transcribe', false);
  if (transcribeCallback !== undefined && !isTranscribed) {
    // https://www.twilio.com/docs/voice/twiml/record#transcribecallback
    warn(source, 'transcribeCallback of <Record> needs transcribe="true"; there is no transcription');
  }
  const action = actionAddress(source, element);
  const longest = integerAttribute(source, element, 'maxLength', 3600, [1, 14_400]);
  const maxLength = (isTranscribed ? Math.min(longest, MAX_TRANSCRIBED_SECONDS) : longest) * 1000;

  addTranscriptLine(context, call, 'flow', 'Record');
  const recording = startRecording(context, call, {
    source: 'RecordVerb',
    track: 'inbound',
    channels: 1,
    callback: callback && { ...callback, events },
  });
  const startedAt = context.timers.now();
  const spoken: string[] = [];
  let speech: { from: number; to: number } | undefined;
  let hangupParams: FormPairs | undefined;

  const seconds = (): number => {
    const now = context.timers.now();
    const ms = isTrimmed ? (speech === undefined ? 0 : Math.min(now, speech.to) - speech.from) : now - startedAt;
    return ms <= 0 ? 0 : Math.max(1, Math.round(Math.min(ms, maxLength) / 1000));
  };
  /** Ends the recording. Returns the parameters of the action, or undefined for an empty recording. */
  const close = (key: string | undefined): FormPairs | undefined => {
    stopTimers();
    const length = seconds();
    if (length === 0 && !context.savesSilentRecordings()) {
      recording.absent();
      return undefined;
    }
    const text = spoken.join(' ');
    recording.complete(length, () => {
      if (isTranscribed) transcribe(context, call, recording.record, text, transcribeCallback);
    });
    return [...recording.params(), ...(key === undefined ? [] : ([['Digits', key]] as const))];
  };
  const finish = (key?: string): void => {
    const result = close(key);
    if (result === undefined) next();
    else if (action === undefined) {
      source.line?.error('11100: Invalid URL format: this <Record> requires an action');
      next();
    } else requestTwiml(context, call, action, result);
  };
  const after = (ms: number): (() => void) =>
    context.timers.after(
      ms,
      ifCurrent(call, () => {
        finish();
      }),
    );
  const afterSilence = (ms: number): (() => void) => (timeout === 0 ? () => undefined : after(ms + timeout));
  let stopSilence = afterSilence(0);
  const stopLength = after(maxLength);
  const stopTimers = (): void => {
    stopSilence();
    stopLength();
  };

  return {
    waitingFor: 'record',
    stop() {
      hangupParams = close('hangup');
    },
    ended() {
      if (hangupParams !== undefined && action !== undefined) postWebhook(context, call, action, hangupParams);
    },
    digit(key) {
      if (finishOnKey.includes(key)) finish(key);
    },
    speech(text, ms) {
      const now = context.timers.now();
      spoken.push(text);
      // Speech during other speech comes after it.
      const to = Math.max(now, speech?.to ?? now) + ms;
      speech = { from: speech?.from ?? now, to };
      stopSilence();
      stopSilence = afterSilence(to - now);
    },
  };
}
