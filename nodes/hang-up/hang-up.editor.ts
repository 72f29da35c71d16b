import { nodeEditor } from '../../editor/node/node-editor';
import { STEP_COLOR } from '../../editor/node/step';
import { asText } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';

const set = properties('hang-up');

RED.nodes.registerType('twilio-hang-up', {
  category: 'Twilio calls',
  color: STEP_COLOR,
  icon: 'twilio-hang-up.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    reason: { value: 'hangup' },
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    label: (node) => set.text(`twilio-hang-up.unnamed.${asText(node['reason']) || 'hangup'}`),
  }),
});
