import { recordingFilter, type RecordingFilterFields } from '../../lib/events/recording-filters';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/node-red/trigger';
import { fetchRecording, type RecordingFetchFields } from './fetch-recording';

type RecordingInFields = TriggerFields & RecordingFilterFields & RecordingFetchFields;

const recordingIn: TriggerDeclaration<'recording', RecordingInFields> = {
  kind: 'recording',
  filter: recordingFilter,
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.url,
  topic: (event) => event.from ?? event.callSid ?? event.recordingSid,
  prepare: fetchRecording,
};

/** Starts a flow for each recording. */
export function create(red: Red, node: Node, def: NodeDef & RecordingInFields): void {
  createTrigger(red, node, def, recordingIn);
}
