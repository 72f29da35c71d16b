import type * as filtersModule from '../../lib/events/event-filters';
import { createTrigger } from '../../lib/node-red/on-demand';
import type * as recordingsModule from './fetch-recording';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import type { TriggerDeclaration, TriggerFields } from '../../lib/node-red/trigger';
import { lazy } from '../../lib/lazy';

const filters = lazy<typeof filtersModule>(__filename, '../../lib/events/event-filters');
const recordings = lazy<typeof recordingsModule>(__filename, './fetch-recording');

type RecordingInFields = TriggerFields & filtersModule.RecordingFilterFields & recordingsModule.RecordingFetchFields;

const recordingIn: TriggerDeclaration<'recording', RecordingInFields> = {
  kind: 'recording',
  filter: (fields) => filters().recordingFilter(fields),
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.url,
  topic: (event) => event.from ?? event.callSid ?? event.recordingSid,
  prepare: (work) => recordings().fetchRecording(work),
};

export = (red: Red): void => {
  red.nodes.registerType('twilio-recording-in', function (this: Node, def: NodeDef & RecordingInFields) {
    createTrigger(red, this, def, recordingIn);
  });
};
