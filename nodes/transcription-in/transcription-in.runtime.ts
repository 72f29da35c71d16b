import { transcriptionFilter, type TranscriptionFilterFields } from '../../lib/events/recording-filters';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/node-red/trigger';

type TranscriptionInFields = TriggerFields & TranscriptionFilterFields;

const transcriptionIn: TriggerDeclaration<'transcription', TranscriptionInFields> = {
  kind: 'transcription',
  filter: transcriptionFilter,
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.text,
  topic: (event) => event.from ?? event.callSid ?? event.transcriptionSid,
};

/** Starts a flow for each transcription. */
export function create(red: Red, node: Node, def: NodeDef & TranscriptionInFields): void {
  createTrigger(red, node, def, transcriptionIn);
}
