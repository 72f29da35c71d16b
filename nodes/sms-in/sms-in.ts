import type { Red } from '../../lib/node-red/red';
import { registerNode } from '../../lib/node-red/register-node';
import type * as runtime from './sms-in.runtime';

export = (red: Red): void => {
  registerNode<typeof runtime>(red, 'twilio-sms-in', __filename);
};
