import type * as filtersModule from '../../lib/events/event-filters';
import { createTrigger } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import type { TriggerDeclaration, TriggerFields } from '../../lib/node-red/trigger';
import { lazy } from '../../lib/lazy';

const filters = lazy<typeof filtersModule>(__filename, '../../lib/events/event-filters');

type CallStatusFields = TriggerFields & filtersModule.CallStatusFilterFields;

const callStatus: TriggerDeclaration<'call-status', CallStatusFields> = {
  kind: 'call-status',
  filter: (fields) => filters().callStatusFilter(fields),
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.status,
  // The other party: whoever called, or was called.
  topic: (event) => (event.direction?.startsWith('outbound') === true ? event.to : event.from),
};

export = (red: Red): void => {
  red.nodes.registerType('twilio-call-status', function (this: Node, def: NodeDef & CallStatusFields) {
    createTrigger(red, this, def, callStatus);
  });
};
