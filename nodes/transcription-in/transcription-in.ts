import type * as filtersModule from '../../lib/events/event-filters';
import { createTrigger } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import type { TriggerDeclaration, TriggerFields } from '../../lib/node-red/trigger';
import { lazy } from '../../lib/lazy';

const filters = lazy<typeof filtersModule>(__filename, '../../lib/events/event-filters');

type TranscriptionInFields = TriggerFields & { filterStatus?: string[] };

const transcriptionIn: TriggerDeclaration<'transcription', TranscriptionInFields> = {
  kind: 'transcription',
  filter: (fields) => filters().transcriptionFilter(fields),
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.text,
  topic: (event) => event.from ?? event.callSid ?? event.transcriptionSid,
};

export = (red: Red): void => {
  red.nodes.registerType('twilio-transcription-in', function (this: Node, def: NodeDef & TranscriptionInFields) {
    createTrigger(red, this, def, transcriptionIn);
  });
};
