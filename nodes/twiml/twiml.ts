import { createAction } from '../../lib/flow/on-demand';
import { words, type Node, type NodeDef, type Red } from '../../lib/flow/red';
import type * as twimlModule from '../../lib/flow/twiml';
import { lazy } from '../../lib/lazy';

const twiml = lazy<typeof twimlModule>(__filename, '../../lib/flow/twiml');

export = (red: Red): void => {
  red.nodes.registerType('twilio-twiml', function (this: Node, def: NodeDef & { account?: string }) {
    createAction(red, this, def, {
      inputs: ['twiml'],
      busy: 'status.sending',
      accountOptional: true,
      async run({ accountNode, inputs, msg }) {
        const { answered, resource } = await twiml().answerWithTwiml(msg['twilio'], inputs.twiml, accountNode);
        return { payload: resource, summary: words(red, answered ? 'status.answered' : 'status.updated') };
      },
    });
  });
};
