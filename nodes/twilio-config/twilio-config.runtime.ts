import type { AccountNode } from '../../lib/node-red/account-node';
import type { AccountDef } from '../../lib/node-red/account-settings';
import { createAccount } from '../../lib/node-red/create-account';
import type { Red } from '../../lib/node-red/red';
import { setWebhooksOnDeploy } from '../../lib/node-red/webhooks-on-deploy';

/** The account node that all other nodes share: credentials, webhook URLs, defaults, and the simulator. */
export function create(red: Red, node: AccountNode, def: AccountDef): void {
  setWebhooksOnDeploy(red);
  createAccount(red, node, def);
}
