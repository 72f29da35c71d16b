import { chooseFromAccount, chosenInput } from '../../editor/account/account-choices';
import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { valueInLabel } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { STEP_COLOR, watchOutputs } from '../../editor/node/step';
import { asText, current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { optional } from '../../editor/validators/check';
import { callerId, dialTarget, isParty } from '../../editor/validators/dial-validators';
import { wholeNumber } from '../../editor/validators/validators';

const set = properties('dial');

/** The outputs, in their order. */
const outputsOf = (node: EditorNode): string[] => [
  'answered',
  'notAnswered',
  ...(current(node, 'hungUp') === 'true' ? ['hungUp'] : []),
];

RED.nodes.registerType('twilio-dial', {
  category: 'Twilio calls',
  color: STEP_COLOR,
  icon: 'twilio-dial.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    kind: { value: 'number' },
    to: set.typed('to', '', (value, node) =>
      dialTarget(current(node, 'kind'), current(node, 'order') !== 'in-turn')(value),
    ),
    toType: { value: 'str' },
    order: { value: 'together' },
    callerId: set.typed('callerId', '', (value, node) => callerId(current(node, 'kind'))(value)),
    callerIdType: { value: 'str' },
    timeout: set.typedAs('timeout', '', { num: optional(wholeNumber(1, 600)) }),
    timeoutType: { value: 'num' },
    ringUntilAnswered: { value: false },
    whisper: set.typed('whisper', '', (value, node) => {
      return isParty(current(node, 'kind')) || value === '' ? undefined : { key: 'whisperRoom' };
    }),
    whisperType: { value: 'str' },
    accept: { value: false },
    record: { value: 'do-not-record' },
    timeLimit: set.typedAs('timeLimit', '', { num: optional(wholeNumber(1, 86_400)) }),
    timeLimitType: { value: 'num' },
    hungUp: { value: false },
    outputs: { value: 2 },
  },
  inputs: 1,
  outputs: 2,
  ...nodeEditor(set, {
    typedInputs: [
      'to',
      chosenInput(set.text, 'callerId', 'callerIds'),
      { property: 'timeout', types: ['num', ...VARIABLE_TYPES] },
      { property: 'timeLimit', types: ['num', ...VARIABLE_TYPES] },
    ],
    lines: ['whisper'],
    label(node) {
      const to = valueInLabel(node, 'to');
      const kind = asText(node['kind']);
      const key = kind === 'conference' || kind === 'queue' ? kind : 'party';
      return to === '' ? set.text('twilio-dial.palette') : set.text(`twilio-dial.unnamed.${key}`, { to });
    },
    outputLabel: (node, index) => set.text(`twilio-dial.output.${outputsOf(node)[index] ?? 'answered'}`),
    open(node, form) {
      chooseFromAccount(node, set.text, { property: 'callerId', what: 'callerIds' });
      watchOutputs(node, form, () => outputsOf(node).length);
      const isSet = asText(node['timeLimit']) !== '' || node['record'] !== 'do-not-record';
      form.find('#twilio-section-more').prop('open', isSet);
    },
  }),
});
