import { API_HOST, API_VERSION, type SimulatorContext } from '../../model/context';
import type { SimulatedRecording, SimulatedTranscription } from '../../model/calls';
import type { RecordingRecord, TranscriptionRecord } from '../../model/recording-records';

/** Creates a recording in progress and publishes it. */
export function createRecording(
  context: SimulatorContext,
  given: Pick<SimulatedRecording, 'callSid' | 'conferenceSid' | 'source' | 'track' | 'channels'>,
): RecordingRecord {
  const sid = context.ids.sid('RE');
  const createdAt = context.timers.now();
  const now = new Date(createdAt).toISOString();
  const url = `${API_HOST}/${API_VERSION}/Accounts/${context.accountSid}/Recordings/${sid}`;
  const record: RecordingRecord = {
    sid,
    createdAt,
    view: {
      sid,
      ...given,
      status: 'in-progress',
      duration: null,
      url,
      errorCode: null,
      startTime: now,
      dateCreated: now,
      dateUpdated: now,
    },
  };
  context.recordings.add(record);
  touchRecording(context, record);
  return record;
}

/** Sets `dateUpdated` and publishes the recording. */
export function touchRecording(context: SimulatorContext, record: RecordingRecord): void {
  record.view.dateUpdated = new Date(context.timers.now()).toISOString();
  if (context.recordings.get(record.sid) === record) context.publish({ type: 'recording', item: { ...record.view } });
}

/** Creates a transcription in progress and publishes it. */
export function createTranscription(
  context: SimulatorContext,
  given: Pick<SimulatedTranscription, 'callSid' | 'recordingSid' | 'type'>,
): TranscriptionRecord {
  const createdAt = context.timers.now();
  const now = new Date(createdAt).toISOString();
  const sid = context.ids.sid(given.type === 'real-time' ? 'GT' : 'TR');
  const record: TranscriptionRecord = {
    sid,
    createdAt,
    view: { sid, ...given, status: 'in-progress', text: '', dateCreated: now, dateUpdated: now },
  };
  context.transcriptions.add(record);
  touchTranscription(context, record);
  return record;
}

/** Sets `dateUpdated` and publishes the transcription. */
export function touchTranscription(context: SimulatorContext, record: TranscriptionRecord): void {
  record.view.dateUpdated = new Date(context.timers.now()).toISOString();
  if (context.transcriptions.get(record.sid) === record) {
    context.publish({ type: 'transcription', item: { ...record.view } });
  }
}
