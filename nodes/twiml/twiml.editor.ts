import { labelWith } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { asText } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { outlineOf, twimlProblem } from '../../editor/validators/twiml';

const set = properties('twiml');

/** The verbs of a fixed document. */
function verbsInLabel(node: EditorNode): string {
  if (asText(node['twimlType']) !== 'str') return '';
  return outlineOf(asText(node['twiml'])).verbs.join(', ');
}

RED.nodes.registerType('twilio-twiml', {
  category: 'Twilio calls',
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
    code: ['twiml'],
    label: (node) => labelWith(set, verbsInLabel(node)),
    beforeOpen(node) {
      // A node that was saved before this choice existed.
      node['goOn'] ??= 'at-once';
    },
  }),
});
