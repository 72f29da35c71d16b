import { createAction } from '../../lib/flow/on-demand';
import { words, type Node, type NodeDef, type Red } from '../../lib/flow/red';
import type * as replyModule from '../../lib/flow/reply';
import { lazy } from '../../lib/lazy';

const replies = lazy<typeof replyModule>(__filename, '../../lib/flow/reply');

export = (red: Red): void => {
  red.nodes.registerType('twilio-reply', function (this: Node, def: NodeDef & { account?: string }) {
    createAction(red, this, def, {
      inputs: ['body', 'media'],
      busy: 'status.sending',
      accountOptional: true,
      async run({ accountNode, inputs, msg }) {
        const message = await replies().reply(msg['twilio'], inputs, accountNode);
        return { payload: message, summary: words(red, 'status.replied', { who: String(message['to']) }) };
      },
    });
  });
};
