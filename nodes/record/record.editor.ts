import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { labelWith } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { STEP_COLOR, watchOutputs, whenChosen } from '../../editor/node/step';
import { current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { webAddress } from '../../editor/validators/action-validators';
import { isVariable, matching } from '../../editor/validators/check';
import { wholeNumber } from '../../editor/validators/validators';

const set = properties('record');

/** The longest recording in seconds: that of the longest call, or that of a transcription. */
const longest = (node: EditorNode): number => (current(node, 'transcribe') === 'true' ? 120 : 14_400);

/** The outputs, in their order. */
const OUTPUTS = ['recorded', 'nothing', 'hungUp'];

RED.nodes.registerType('twilio-record', {
  category: 'Twilio calls',
  color: STEP_COLOR,
  icon: 'twilio-record.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    prompt: set.typed('prompt', '', whenChosen('promptMode', 'audio', webAddress)),
    promptType: { value: 'str' },
    promptMode: { value: 'text' },
    beep: { value: 'true' },
    beepType: { value: 'bool' },
    maxLength: set.typedAs('maxLength', '', {
      num: (value, node) => (value === '' || isVariable(value) ? undefined : wholeNumber(1, longest(node))(value)),
    }),
    maxLengthType: { value: 'num' },
    silence: set.typedAs('silence', '', { num: (value) => (value === '' ? undefined : wholeNumber(0, 3600)(value)) }),
    silenceType: { value: 'num' },
    finishOnKey: set.typed('finishOnKey', '', matching(/^(?:[0-9#*]+|none)$/, 'finishKeys')),
    finishOnKeyType: { value: 'str' },
    trim: { value: 'true' },
    trimType: { value: 'bool' },
    transcribe: { value: false },
    hungUp: { value: false },
    outputs: { value: 2 },
  },
  inputs: 1,
  outputs: 2,
  ...nodeEditor(set, {
    typedInputs: [
      { property: 'beep', types: ['bool', ...VARIABLE_TYPES] },
      { property: 'maxLength', types: ['num', ...VARIABLE_TYPES] },
      { property: 'silence', types: ['num', ...VARIABLE_TYPES] },
      'finishOnKey',
      { property: 'trim', types: ['bool', ...VARIABLE_TYPES] },
    ],
    lines: ['prompt'],
    label: (node) => labelWith(set, node['transcribe'] === true ? set.text('twilio-record.unnamed.transcribe') : ''),
    outputLabel: (_node, index) => set.text(`twilio-record.output.${OUTPUTS[index] ?? 'hungUp'}`),
    open(node, form) {
      watchOutputs(node, form, () => (current(node, 'hungUp') === 'true' ? 3 : 2));
    },
  }),
});
