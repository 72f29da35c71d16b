import { startRecording, type RecordingOptions } from '../recordings/live-recording';
import type { SimulatorContext } from '../../model/context';
import type { ConferenceOptions } from '../../model/conference-records';

/**
 * Records a conference from its start to its end, on one channel. The hold music before the start is not recorded.
 * https://www.twilio.com/docs/voice/twiml/conference#record
 */
export function conferenceRecorder(
  context: SimulatorContext,
  callback: RecordingOptions['callback'],
): NonNullable<ConferenceOptions['record']> {
  return (conference) => {
    const host = {
      sid: conference.participants[0]?.call.sid ?? '',
      recordings: conference.recordings,
      lastCallback: conference.lastCallback,
    };
    return startRecording(context, host, {
      source: 'Conference',
      track: 'both',
      channels: 1,
      callback,
      conferenceSid: conference.sid,
    });
  };
}
