import type { AccountFields } from '../../lib/node-red/account-choice';
import { createAction } from '../../lib/node-red/action';
import { mergedOptions, requireAccount } from '../../lib/node-red/action-options';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { PAYLOAD } from '../../lib/node-red/typed-inputs';
import { createCaller, INPUTS, type CallerDef } from './caller';

interface MakeCallDef extends NodeDef, CallerDef, AccountFields {
  options?: unknown;
}

/** Places a call. */
export function create(red: Red, node: Node, def: MakeCallDef): void {
  const action = createAction(red, node, def, {
    inputs: INPUTS,
    missing: { say: PAYLOAD },
    busy: 'status.calling',
    run: ({ accountNode: owner, inputs, msg }) =>
      caller.call(requireAccount(owner), inputs, mergedOptions(def.options, msg), msg),
  });
  const caller = createCaller(red, node, def, action);
}
