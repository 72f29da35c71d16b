import { createAction } from '../../lib/node-red/on-demand';
import { translate, type Node, type NodeDef, type Red } from '../../lib/node-red/red';
import type * as twimlModule from './answer-with-twiml';
import { lazy } from '../../lib/lazy';

const twiml = lazy<typeof twimlModule>(__filename, './answer-with-twiml');

export = (red: Red): void => {
  red.nodes.registerType('twilio-twiml', function (this: Node, def: NodeDef & { account?: string }) {
    createAction(red, this, def, {
      inputs: ['twiml'],
      busy: 'status.sending',
      accountOptional: true,
      async run({ accountNode, inputs, msg }) {
        const { answered, resource } = await twiml().answerWithTwiml(msg['twilio'], inputs.twiml, accountNode);
        return { payload: resource, summary: translate(red, answered ? 'status.answered' : 'status.updated') };
      },
    });
  });
};
