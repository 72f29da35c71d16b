import { callFilter, type AddressFields } from '../../lib/events/event-filters';
import { deadlineOf } from '../../lib/flow/deadline';
import type { Node, NodeDef, Red } from '../../lib/flow/red';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/flow/trigger';
import { checkTwiml } from '../../lib/twiml/check';
import { REJECT_TWIML } from '../../lib/twiml/documents';

interface CallInFields extends TriggerFields, AddressFields {
  respond?: 'empty' | 'twiml' | 'reject' | 'flow';
  twiml?: string;
  /** How long Twilio waits for the flow, in seconds. */
  deadline?: number | string;
}

const callIn: TriggerDeclaration<'call', CallInFields> = {
  kind: 'call',
  filter: callFilter,
  answer({ respond, twiml = '', deadline }) {
    switch (respond) {
      case 'twiml':
        checkTwiml(twiml, 'voice');
        return () => ({ by: 'document', twiml });
      case 'reject':
        return () => ({ by: 'document', twiml: REJECT_TWIML });
      case 'flow':
        return () => ({ by: 'flow', deadline: deadlineOf(deadline) });
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
