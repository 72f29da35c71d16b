import type * as accountModule from '../../lib/node-red/account-node';
import { serveAdmin } from '../../lib/admin/routes';
import type { Red } from '../../lib/node-red/red';
import { waitForFlows } from '../../lib/node-red/start';
import { lazy } from '../../lib/lazy';

const accounts = lazy<typeof accountModule>(__filename, '../../lib/node-red/account-node');

/** The account node that all others share: credentials, the webhooks' address, the simulator. */
export = (red: Red): void => {
  serveAdmin(red);
  waitForFlows(red);
  red.nodes.registerType(
    'twilio-config',
    function (this: accountModule.AccountNode, def: accountModule.AccountDef) {
      accounts().createAccount(red, this, def);
    },
    {
      credentials: {
        accountSid: { type: 'text' },
        authToken: { type: 'password' },
        secondaryAuthToken: { type: 'password' },
        apiKey: { type: 'text' },
        apiSecret: { type: 'password' },
        clientId: { type: 'text' },
        clientSecret: { type: 'password' },
      },
    },
  );
};
