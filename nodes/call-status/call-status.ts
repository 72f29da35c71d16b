import { callStatusFilter, type CallStatusFilterFields } from '../../lib/events/event-filters';
import type { Node, NodeDef, Red } from '../../lib/flow/red';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/flow/trigger';

type CallStatusFields = TriggerFields & CallStatusFilterFields;

const callStatus: TriggerDeclaration<'call-status', CallStatusFields> = {
  kind: 'call-status',
  filter: callStatusFilter,
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
