import type { CallStatusEvent } from '../../lib/events/call';
import { callStatusFilter, type AnyCallStatusEvent, type CallStatusFilterFields } from '../../lib/events/call-filters';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/node-red/trigger';

type CallStatusKind = AnyCallStatusEvent['event'];
type CallStatusFields = TriggerFields & CallStatusFilterFields;

/** The other party of a call. The other kinds of statuses have none. */
const otherParty = ({ direction, from, to }: CallStatusEvent): string =>
  direction?.startsWith('outbound') === true ? to : from;

const callStatus: TriggerDeclaration<CallStatusKind, CallStatusFields> = {
  kind: 'call-status',
  alsoKinds: ['stream-status', 'conference-status', 'siprec-status'],
  filter: callStatusFilter,
  answer: () => () => ({ by: 'empty' }),
  payload: (event) => event.status,
  topic: (event) => (event.event === 'call-status' ? otherParty(event) : (event.callSid ?? event.name ?? '')),
};

/** Starts a flow for each status of a call. */
export function create(red: Red, node: Node, def: NodeDef & CallStatusFields): void {
  createTrigger(red, node, def, callStatus);
}
