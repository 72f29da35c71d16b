import type * as filtersModule from '../../lib/events/event-filters';
import { deadlineSeconds } from '../../lib/node-red/deadline';
import { correlationIdOf } from '../../lib/calls/correlation-id';
import { createTrigger } from '../../lib/node-red/on-demand';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import type { TriggerDeclaration, TriggerFields } from '../../lib/node-red/trigger';
import { lazy } from '../../lib/lazy';
import type * as checkModule from '../../lib/twiml/check';
import { REJECT_TWIML } from '../../lib/twiml/documents';

const filters = lazy<typeof filtersModule>(__filename, '../../lib/events/event-filters');
const check = lazy<typeof checkModule>(__filename, '../../lib/twiml/check');

interface CallInFields extends TriggerFields, filtersModule.AddressFields {
  respond?: 'empty' | 'twiml' | 'reject' | 'flow';
  twiml?: string;
  /** How long Twilio waits for the flow, in seconds. */
  deadline?: number | string;
}

const callIn: TriggerDeclaration<'call', CallInFields> = {
  kind: 'call',
  // A call that a flow placed and goes on with comes in nowhere.
  matches: (event) => correlationIdOf(event) === undefined,
  filter: (fields) => filters().callFilter(fields),
  answer({ respond, twiml = '', deadline }) {
    switch (respond) {
      case 'twiml': {
        const document = check().checkTwiml(twiml, 'voice');
        return () => ({ by: 'document', twiml: document });
      }
      case 'reject':
        return () => ({ by: 'document', twiml: REJECT_TWIML });
      case 'flow':
        return () => ({ by: 'flow', deadline: deadlineSeconds(deadline) });
      default:
        return () => ({ by: 'empty' });
    }
  },
  payload: (event) => event.from,
  topic: (event) => event.from,
};

export = (red: Red): void => {
  red.nodes.registerType('twilio-call-in', function (this: Node, def: NodeDef & CallInFields) {
    createTrigger(red, this, def, callIn);
  });
};
