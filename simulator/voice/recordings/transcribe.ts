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
    const { from, to, status, direction } = call.view;
    const resource = `${API_HOST}/${API_VERSION}/Accounts/${context.accountSid}/Transcriptions/${sid}`;
    // The places of the numbers are not there, and `url` is: the one of the callback. Captured requests have this form, and a
    // captured one of a failed transcription has neither a text nor a URL. Twilio does not document it.
    const params: [string, string][] = [
      ['AccountSid', context.accountSid],
      ['ApiVersion', API_VERSION],
      ['CallSid', call.sid],
      ['CallStatus', status],
      ['Direction', direction],
      ['From', from],
      ['To', to],
      ['Caller', from],
      ['Called', to],
      ['TranscriptionSid', sid],
      ['TranscriptionStatus', view.status],
      ['TranscriptionType', 'fast'],
      ['RecordingSid', recording.sid],
      ['RecordingUrl', recording.view.url],
      ['url', callback.url],
    ];
    if (view.status === 'completed') params.push(['TranscriptionText', text], ['TranscriptionUrl', resource]);
    context.track(context.sender.send({ ...callback, params }));
  });
}
