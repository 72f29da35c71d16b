import { createAction } from '../../lib/flow/action';
import { reply } from '../../lib/flow/reply';
import { words, type Node, type NodeDef, type Red } from '../../lib/flow/red';

export = (red: Red): void => {
  red.nodes.registerType('twilio-reply', function (this: Node, def: NodeDef & { account?: string }) {
    createAction(red, this, def, {
      inputs: ['body', 'media'],
      busy: 'status.sending',
      accountOptional: true,
      async run({ accountNode, inputs, msg }) {
        const message = await reply(msg['twilio'], inputs, accountNode);
        return { payload: message, summary: words(red, 'status.replied', { who: String(message['to']) }) };
      },
    });
  });
};
