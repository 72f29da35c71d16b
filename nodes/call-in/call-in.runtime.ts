import { correlationOf } from '../../lib/calls/correlation';
import { callFilter } from '../../lib/events/call-filters';
import type { AddressFields } from '../../lib/events/event-filter';
import { deadlineSeconds } from '../../lib/node-red/deadline';
import { stepsBehind } from '../../lib/node-red/flow-graph';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { answerOfFlow } from '../../lib/node-red/step-trigger';
import { createTrigger, type TriggerDeclaration, type TriggerFields } from '../../lib/node-red/trigger';
import { checkTwiml } from '../../lib/twiml/check';
import { REJECT_TWIML } from '../../lib/twiml/documents';

const caller = ({ from }: { from: string }): string => from;

interface CallInFields extends TriggerFields, AddressFields {
  respond?: 'empty' | 'twiml' | 'reject' | 'flow';
  twiml?: string;
  /** How long Twilio waits for the flow, in seconds. */
  deadline?: number | string;
}

const callIn = (red: Red, node: Node): TriggerDeclaration<'call', CallInFields> => ({
  kind: 'call',
  // A call that "make call" placed and that goes on in a flow belongs to that node.
  matches: (event) => correlationOf(event) === undefined,
  filter: callFilter,
  answer({ respond, twiml = '', deadline, account }) {
    switch (respond) {
      case 'twiml': {
        const document = checkTwiml(twiml, 'voice');
        return () => ({ by: 'document', twiml: document });
      }
      case 'reject':
        return () => ({ by: 'document', twiml: REJECT_TWIML });
      case 'flow':
      case undefined: {
        const seconds = deadlineSeconds(deadline);
        const byFlow = answerOfFlow(red, node, { account, output: 0, deadlineSeconds: seconds, party: caller });
        // In a flow that was written by hand, a step or "twiml" shows that the flow answers.
        const isAnswered = (): boolean => respond === 'flow' || stepsBehind(red, node.id, 0).size > 0;
        return (event) => (isAnswered() ? byFlow(event) : { by: 'empty' });
      }
      default:
        return () => ({ by: 'empty' });
    }
  },
  payload: caller,
  topic: caller,
});

/** Starts a flow for each incoming call. */
export function create(red: Red, node: Node, def: NodeDef & CallInFields): void {
  createTrigger(red, node, def, callIn(red, node));
}
