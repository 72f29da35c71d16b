import type { Red } from '../../lib/node-red/red';
import { registerNode } from '../../lib/node-red/register-node';
import type * as runtime from './make-call.runtime';

export = (red: Red): void => {
  registerNode<typeof runtime>(red, 'twilio-make-call', __filename);
};
