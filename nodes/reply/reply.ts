import { createAction } from '../../lib/node-red/on-demand';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import type * as replyModule from './answer-message';
import { lazy } from '../../lib/lazy';

const replies = lazy<typeof replyModule>(__filename, './answer-message');

export = (red: Red): void => {
  red.nodes.registerType('twilio-reply', function (this: Node, def: NodeDef & { account?: string }) {
    createAction(red, this, def, {
      inputs: ['body', 'media'],
      busy: 'status.sending',
      accountOptional: true,
      async run({ accountNode, inputs, msg }) {
        const message = await replies().answerMessage(msg['twilio'], inputs, accountNode);
        return { payload: message, summary: translate(red, 'status.replied', { who: String(message['to']) }) };
      },
    });
  });
};
