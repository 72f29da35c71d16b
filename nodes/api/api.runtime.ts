import type { AccountFields } from '../../lib/node-red/account-choice';
import { createAction } from '../../lib/node-red/action';
import { requireAccount } from '../../lib/node-red/action-options';
import type { Node, NodeDef, Red } from '../../lib/node-red/red';
import { callApi, type ApiFields } from './call-api';

type ApiDef = NodeDef & ApiFields & AccountFields;

/** Lists, fetches and changes everything else at Twilio. */
export function create(red: Red, node: Node, def: ApiDef): void {
  createAction(red, node, def, {
    inputs: ['parameters', 'method', 'path'],
    busy: 'status.asking',
    run: ({ accountNode, inputs, msg }) => callApi(red, requireAccount(accountNode), def, inputs, msg),
  });
}
