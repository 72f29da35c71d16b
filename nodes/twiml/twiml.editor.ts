import { nodeEditor } from '../../editor/node/node-editor';
import { properties } from '../../editor/properties/properties';
import { twimlProblem } from '../../editor/validators/twiml';

const set = properties('twiml');

RED.nodes.registerType('twilio-twiml', {
  category: 'Twilio',
  color: '#A9BCC8',
  icon: 'twilio-twiml.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    // Whether it answers a message or a call depends on the message that arrives.
    twiml: set.typed('twiml', 'payload', (value) => twimlProblem(value, ['messaging', 'voice'])),
    twimlType: { value: 'msg' },
    goOn: { value: 'at-once' },
    replaceLiveCall: { value: false },
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    typedInputs: ['twiml'],
    beforeOpen(node) {
      // A node from before there was this choice.
      node['goOn'] ??= 'at-once';
    },
  }),
});
