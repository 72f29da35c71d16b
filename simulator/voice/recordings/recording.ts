import { API_HOST, API_VERSION, type SimulatorContext } from '../../model/context';
import type { SimulatedRecording, SimulatedTranscription } from '../../model/calls';
import type { RecordingRecord, TranscriptionRecord } from '../../model/recording-records';

/** Puts a new recording, which has just begun, on the shelf and tells the subscribers. */
export function createRecording(
  world: SimulatorContext,
  given: Pick<SimulatedRecording, 'callSid' | 'source' | 'track' | 'channels'>,
): RecordingRecord {
  const sid = world.ids.sid('RE');
  const createdAt = world.timers.now();
  const now = new Date(createdAt).toISOString();
  const url = `${API_HOST}/${API_VERSION}/Accounts/${world.accountSid}/Recordings/${sid}`;
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
  world.recordings.add(record);
  touchRecording(world, record);
  return record;
}

/** Marks a recording as changed now and tells the subscribers. */
export function touchRecording(world: SimulatorContext, record: RecordingRecord): void {
  record.view.dateUpdated = new Date(world.timers.now()).toISOString();
  if (world.recordings.get(record.sid) === record) world.changed({ type: 'recording', item: { ...record.view } });
}

/** Puts a new transcription on the shelf and tells the subscribers. */
export function createTranscription(
  world: SimulatorContext,
  given: Pick<SimulatedTranscription, 'callSid' | 'recordingSid' | 'type'>,
): TranscriptionRecord {
  const createdAt = world.timers.now();
  const now = new Date(createdAt).toISOString();
  const sid = world.ids.sid(given.type === 'real-time' ? 'GT' : 'TR');
  const record: TranscriptionRecord = {
    sid,
    createdAt,
    view: { sid, ...given, status: 'in-progress', text: '', dateCreated: now, dateUpdated: now },
  };
  world.transcriptions.add(record);
  touchTranscription(world, record);
  return record;
}

/** Marks a transcription as changed now and tells the subscribers. */
export function touchTranscription(world: SimulatorContext, record: TranscriptionRecord): void {
  record.view.dateUpdated = new Date(world.timers.now()).toISOString();
  if (world.transcriptions.get(record.sid) === record) {
    world.changed({ type: 'transcription', item: { ...record.view } });
  }
}
