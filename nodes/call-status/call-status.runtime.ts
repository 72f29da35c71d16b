import { callStatusFilter, type CallStatusFilterFields } from '../../lib/events/event-filters';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/node-red/trigger';

type CallStatusFields = TriggerFields & CallStatusFilterFields;

const callStatus: TriggerDeclaration<'call-status', CallStatusFields> = {
  kind: 'call-status',
  filter: callStatusFilter,
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.status,
  topic: (event) => (event.direction?.startsWith('outbound') === true ? event.to : event.from),
};

/** Starts a flow for each status of a call. */
export function create(red: Red, node: Node, def: NodeDef & CallStatusFields): void {
  createTrigger(red, node, def, callStatus);
}
