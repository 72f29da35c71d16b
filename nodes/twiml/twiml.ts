import { createAction } from '../../lib/flow/action';
import { words, type Node, type NodeDef, type Red } from '../../lib/flow/red';
import { answerWithTwiml } from '../../lib/flow/twiml';

export = (red: Red): void => {
  red.nodes.registerType('twilio-twiml', function (this: Node, def: NodeDef & { account?: string }) {
    createAction(red, this, def, {
      inputs: ['twiml'],
      busy: 'status.sending',
      accountOptional: true,
      async run({ accountNode, inputs, msg }) {
        const { answered, resource } = await answerWithTwiml(msg['twilio'], inputs.twiml, accountNode);
        return { payload: resource, summary: words(red, answered ? 'status.answered' : 'status.updated') };
      },
    });
  });
};
