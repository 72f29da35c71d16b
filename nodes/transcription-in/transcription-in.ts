import { transcriptionFilter } from '../../lib/events/event-filters';
import type { Node, NodeDef, Red } from '../../lib/flow/red';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/flow/trigger';

type TranscriptionInFields = TriggerFields & { filterStatus?: string[] };

const transcriptionIn: TriggerDeclaration<'transcription', TranscriptionInFields> = {
  kind: 'transcription',
  filter: transcriptionFilter,
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.text,
  topic: (event) => event.from ?? event.callSid ?? event.transcriptionSid,
};

export = (red: Red): void => {
  red.nodes.registerType('twilio-transcription-in', function (this: Node, def: NodeDef & TranscriptionInFields) {
    createTrigger(red, this, def, transcriptionIn);
  });
};
