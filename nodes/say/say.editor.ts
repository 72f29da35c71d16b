import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { fixedInLabel, labelWith, valueInLabel } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { STEP_COLOR, watchOutputs, whenChosen } from '../../editor/node/step';
import { current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { webAddress } from '../../editor/validators/action-validators';
import { all, optional, required } from '../../editor/validators/check';
import { wholeNumber } from '../../editor/validators/validators';

const set = properties('say');

/** Whether messages whose caller has hung up leave by an output of their own. */
const hasHungUp = (node: EditorNode): boolean =>
  current(node, 'goOn') === 'spoken' && current(node, 'hungUp') === 'true';

RED.nodes.registerType('twilio-say', {
  category: 'Twilio calls',
  color: STEP_COLOR,
  icon: 'twilio-say.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    mode: { value: 'text' },
    text: set.typed('text', 'payload', whenChosen('mode', 'text', required)),
    textType: { value: 'msg' },
    url: set.typed('url', '', whenChosen('mode', 'audio', all(required, webAddress))),
    urlType: { value: 'str' },
    seconds: set.typedAs('seconds', '1', { num: whenChosen('mode', 'silence', wholeNumber(1, 600)) }),
    secondsType: { value: 'num' },
    voice: { value: '' },
    voiceType: { value: 'str' },
    language: { value: '' },
    languageType: { value: 'str' },
    loop: set.typedAs('loop', '', { num: optional(wholeNumber(0, 1000)) }),
    loopType: { value: 'num' },
    goOn: { value: 'at-once' },
    hungUp: { value: false },
    outputs: { value: 1 },
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    typedInputs: [
      'url',
      'voice',
      'language',
      { property: 'seconds', types: ['num', ...VARIABLE_TYPES] },
      { property: 'loop', types: ['num', ...VARIABLE_TYPES] },
    ],
    lines: ['text'],
    label(node) {
      switch (node['mode']) {
        case 'audio':
          return labelWith(set, set.text('twilio-say.unnamed.audio'));
        case 'silence':
          return labelWith(set, set.text('twilio-say.unnamed.silence', { seconds: valueInLabel(node, 'seconds') }));
        default:
          return labelWith(set, fixedInLabel(node, 'text'));
      }
    },
    outputLabel: (_node, index) => set.text(`twilio-say.output.${index === 0 ? 'next' : 'hungUp'}`),
    open(node, form) {
      watchOutputs(node, form, () => (hasHungUp(node) ? 2 : 1));
    },
  }),
});
