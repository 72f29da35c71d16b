import { serveAdmin } from '../../lib/admin/serve';
import type { Red } from '../../lib/node-red/red';
import { registerNode } from '../../lib/node-red/register-node';
import { waitForFlows } from '../../lib/node-red/start';
import type * as runtime from './twilio-config.runtime';

export = (red: Red): void => {
  serveAdmin(red);
  waitForFlows(red);
  registerNode<typeof runtime>(red, 'twilio-config', __filename, {
    accountSid: { type: 'text' },
    authToken: { type: 'password' },
    secondaryAuthToken: { type: 'password' },
    apiKey: { type: 'text' },
    apiSecret: { type: 'password' },
    clientId: { type: 'text' },
    clientSecret: { type: 'password' },
    publicUser: { type: 'text' },
    publicPassword: { type: 'password' },
  });
};
