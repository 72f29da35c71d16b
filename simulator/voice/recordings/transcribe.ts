import { callParams } from '../call-params';
import { API_HOST, API_VERSION, type SimulatorContext } from '../../model/context';
import { createTranscription, touchTranscription } from './recording';
import type { RecordingRecord } from '../../model/recording-records';
import type { WebhookAddress, CallRecord } from '../../model/call-records';

const TRANSCRIPTION_MS = 2000;

/**
 * Transcribes a recording to the words of the person, and sends the callback.
 * https://www.twilio.com/docs/voice/twiml/record#transcribecallback
 */
export function transcribe(
  context: SimulatorContext,
  call: CallRecord,
  recording: RecordingRecord,
  text: string,
  callback: WebhookAddress | undefined,
): void {
  const record = createTranscription(context, { callSid: call.sid, recordingSid: recording.sid, type: 'recording' });
  context.timers.after(TRANSCRIPTION_MS, () => {
    record.view.status = text === '' ? 'failed' : 'completed';
    record.view.text = text;
    touchTranscription(context, record);
    if (callback === undefined) return;
    const { sid, view } = record;
    const params: [string, string][] = [
      ...callParams(context, call),
      ['TranscriptionSid', sid],
      ['TranscriptionText', text],
      ['TranscriptionStatus', view.status],
      ['TranscriptionType', 'fast'],
      ['TranscriptionUrl', `${API_HOST}/${API_VERSION}/Accounts/${context.accountSid}/Transcriptions/${sid}`],
      ['RecordingSid', recording.sid],
      ['RecordingUrl', recording.view.url],
    ];
    context.track(context.sender.send({ ...callback, params }));
  });
}
