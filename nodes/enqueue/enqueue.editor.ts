import { labelWith, valueInLabel } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { STEP_COLOR, watchOutputs, whenChosen } from '../../editor/node/step';
import { current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { webAddress } from '../../editor/validators/action-validators';
import { all, required } from '../../editor/validators/check';
import { jsonObject, sid } from '../../editor/validators/validators';

const set = properties('enqueue');

const hasWorkflow = (node: EditorNode): boolean => current(node, 'workflowSid').trim() !== '';

/** The outputs, in their order. */
const outputsOf = (node: EditorNode): string[] => [
  'connected',
  'left',
  ...(current(node, 'hungUp') === 'true' ? ['hungUp'] : []),
];

RED.nodes.registerType('twilio-enqueue', {
  category: 'Twilio calls',
  color: STEP_COLOR,
  icon: 'twilio-enqueue.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    queue: set.typed('queue', '', (value, node) => {
      if (hasWorkflow(node)) return undefined;
      return required(value) ?? (value.trim().length > 64 ? { key: 'queueName' } : undefined);
    }),
    queueType: { value: 'str' },
    hold: { value: 'music' },
    holdText: set.typed('holdText', '', whenChosen('hold', 'text', required)),
    holdTextType: { value: 'str' },
    holdUrl: set.typed('holdUrl', '', whenChosen('hold', 'audio', all(required, webAddress))),
    holdUrlType: { value: 'str' },
    workflowSid: set.typed('workflowSid', '', sid('WW')),
    workflowSidType: { value: 'str' },
    attributes: set.typedAs('attributes', '', { json: jsonObject(set.text('twilio-enqueue.example.attributes')) }),
    attributesType: { value: 'json' },
    hungUp: { value: false },
    outputs: { value: 2 },
  },
  inputs: 1,
  outputs: 2,
  ...nodeEditor(set, {
    typedInputs: ['queue', 'holdUrl', 'workflowSid', { property: 'attributes', types: ['json', ...VARIABLE_TYPES] }],
    lines: ['holdText'],
    label: (node) => labelWith(set, valueInLabel(node, hasWorkflow(node) ? 'workflowSid' : 'queue')),
    outputLabel: (node, index) => set.text(`twilio-enqueue.output.${outputsOf(node)[index] ?? 'connected'}`),
    open(node, form) {
      watchOutputs(node, form, () => outputsOf(node).length);
      form.find('#twilio-section-workflow').prop('open', hasWorkflow(node));
    },
  }),
});
