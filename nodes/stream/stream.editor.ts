import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { nodeEditor } from '../../editor/node/node-editor';
import { STEP_COLOR } from '../../editor/node/step';
import { properties } from '../../editor/properties/properties';
import { isVariable } from '../../editor/validators/check';
import { wholeNumber } from '../../editor/validators/validators';

const set = properties('stream');

const OUTPUTS = ['audio', 'events', 'goOn'];

RED.nodes.registerType('twilio-stream', {
  category: 'Twilio',
  color: STEP_COLOR,
  icon: 'twilio-stream.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    direction: { value: 'both' },
    track: { value: 'inbound_track' },
    format: { value: 'mulaw8' },
    frame: set.typedAs('frame', '', {
      num: (value) => (value === '' || isVariable(value) ? undefined : wholeNumber(20, 200)(value)),
    }),
    frameType: { value: 'num' },
  },
  inputs: 1,
  outputs: 3,
  ...nodeEditor(set, {
    typedInputs: [{ property: 'frame', types: ['num', ...VARIABLE_TYPES] }],
    outputLabel: (_node, index) => set.text(`twilio-stream.output.${OUTPUTS[index] ?? 'audio'}`),
  }),
});
