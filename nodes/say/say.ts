import type { Red } from '../../lib/node-red/red';
import { registerNode } from '../../lib/node-red/register-node';
import type * as runtime from './say.runtime';

export = (red: Red): void => {
  registerNode<typeof runtime>(red, 'twilio-say', __filename);
};
