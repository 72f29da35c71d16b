import { callParams } from '../call-params';
import { API_HOST, API_VERSION, type SimulatorContext } from '../../model/context';
import { createTranscription, touchTranscription } from './recording';
import type { RecordingRecord } from '../../model/recording-records';
import type { Address, CallRecord } from '../../model/call-records';

const WORKING = 2000;

/**
 * Turns a recording into text, which here is what the person said, and tells the callback.
 * https://www.twilio.com/docs/voice/twiml/record#transcribecallback
 */
export function transcribe(
  world: SimulatorContext,
  call: CallRecord,
  recording: RecordingRecord,
  text: string,
  callback: Address | undefined,
): void {
  const record = createTranscription(world, { callSid: call.sid, recordingSid: recording.sid, type: 'recording' });
  world.timers.after(WORKING, () => {
    record.view.status = text === '' ? 'failed' : 'completed';
    record.view.text = text;
    touchTranscription(world, record);
    if (callback === undefined) return;
    const { sid, view } = record;
    const params: [string, string][] = [
      ...callParams(world, call),
      ['TranscriptionSid', sid],
      ['TranscriptionText', text],
      ['TranscriptionStatus', view.status],
      ['TranscriptionType', 'fast'],
      ['TranscriptionUrl', `${API_HOST}/${API_VERSION}/Accounts/${world.accountSid}/Transcriptions/${sid}`],
      ['RecordingSid', recording.sid],
      ['RecordingUrl', recording.view.url],
    ];
    world.background(world.sender.send({ ...callback, params }));
  });
}
