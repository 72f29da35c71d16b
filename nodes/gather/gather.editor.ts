import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { labelWith } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { finishKey, secondsOrAuto, STEP_COLOR, watchOutputs, whenChosen } from '../../editor/node/step';
import { asText, current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { webAddress } from '../../editor/validators/action-validators';
import { optional } from '../../editor/validators/check';
import { wholeNumber } from '../../editor/validators/validators';

const set = properties('gather');

/** The outputs, in their order. */
const outputsOf = (node: EditorNode): string[] => [
  'input',
  'nothing',
  ...(current(node, 'partial') === 'true' ? ['partial'] : []),
  ...(current(node, 'hungUp') === 'true' ? ['hungUp'] : []),
];

RED.nodes.registerType('twilio-gather', {
  category: 'Twilio calls',
  color: STEP_COLOR,
  icon: 'twilio-gather.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    prompt: set.typed('prompt', 'payload', whenChosen('promptMode', 'audio', webAddress)),
    promptType: { value: 'msg' },
    promptMode: { value: 'text' },
    input: { value: 'dtmf' },
    numDigits: set.typedAs('numDigits', '', { num: optional(wholeNumber(1, 1000)) }),
    numDigitsType: { value: 'num' },
    finishOnKey: set.typed('finishOnKey', '', finishKey),
    finishOnKeyType: { value: 'str' },
    timeout: set.typed('timeout', '', secondsOrAuto),
    timeoutType: { value: 'str' },
    speechTimeout: set.typed('speechTimeout', '', secondsOrAuto),
    speechTimeoutType: { value: 'str' },
    language: { value: '' },
    languageType: { value: 'str' },
    hints: { value: '' },
    hintsType: { value: 'str' },
    partial: { value: false },
    sensitive: { value: false },
    hungUp: { value: false },
    outputs: { value: 2 },
  },
  inputs: 1,
  outputs: 2,
  ...nodeEditor(set, {
    typedInputs: [
      'finishOnKey',
      'timeout',
      'speechTimeout',
      'language',
      'hints',
      { property: 'numDigits', types: ['num', ...VARIABLE_TYPES] },
    ],
    lines: ['prompt'],
    label: (node) => labelWith(set, set.text(`twilio-gather.input.${asText(node['input']) || 'dtmf'}`)),
    outputLabel: (node, index) => set.text(`twilio-gather.output.${outputsOf(node)[index] ?? 'input'}`),
    open(node, form) {
      watchOutputs(node, form, () => outputsOf(node).length);
    },
  }),
});
