import type { Red } from '../../lib/node-red/red';
import { registerNode } from '../../lib/node-red/register-node';
import type * as runtime from './conversation.runtime';

export = (red: Red): void => {
  registerNode<typeof runtime>(red, 'twilio-conversation', __filename);
};
