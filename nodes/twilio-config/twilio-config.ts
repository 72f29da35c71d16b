import { createAccount, type AccountDef, type AccountNode } from '../../lib/flow/account-node';
import { serveAdmin } from '../../lib/flow/admin';
import type { Red } from '../../lib/flow/red';

/** The account node that all others share: credentials, the webhooks' address, the simulator. */
export = (red: Red): void => {
  serveAdmin(red);
  red.nodes.registerType(
    'twilio-config',
    function (this: AccountNode, def: AccountDef) {
      createAccount(red, this, def);
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
