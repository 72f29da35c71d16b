import { recordingFilter, type RecordingFilterFields } from '../../lib/events/event-filters';
import { fetchRecording, type RecordingFetchFields } from '../../lib/flow/recordings';
import type { Node, NodeDef, Red } from '../../lib/flow/red';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/flow/trigger';

type RecordingInFields = TriggerFields & RecordingFilterFields & RecordingFetchFields;

const recordingIn: TriggerDeclaration<'recording', RecordingInFields> = {
  kind: 'recording',
  filter: recordingFilter,
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.url,
  topic: (event) => event.from ?? event.callSid ?? event.recordingSid,
  prepare: fetchRecording,
};

export = (red: Red): void => {
  red.nodes.registerType('twilio-recording-in', function (this: Node, def: NodeDef & RecordingInFields) {
    createTrigger(red, this, def, recordingIn);
  });
};
