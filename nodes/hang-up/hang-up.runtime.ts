import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import { createStep } from '../../lib/node-red/step';
import { element, type Twiml } from '../../lib/twiml/element';

interface HangUpDef extends NodeDef {
  account?: string;
  /** `busy` and `rejected` do not answer a call that still rings. */
  reason?: 'hangup' | 'busy' | 'rejected';
}

/** Ends a call. A call that still rings is rejected: that is free, but only possible before anything else. */
function verbOf(reason: HangUpDef['reason'], canReject: boolean): Twiml {
  // https://www.twilio.com/docs/voice/twiml/reject
  if (canReject && (reason === 'busy' || reason === 'rejected')) return element('Reject', { reason });
  return element('Hangup');
}

/** Ends the call. */
export function create(red: Red, node: Node, def: HangUpDef): void {
  createStep(red, node, def, {
    event: 'hang-up',
    inputs: [],
    done: translate(red, 'status.hungUp'),
    plan: ({ canReject }) => ({ kind: 'end', verbs: verbOf(def.reason, canReject) }),
  });
}
