import { closePlain, codeField, numberField, savePlain } from '../../editor/fields';
import { current, field } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { addressFilter, openTrigger, triggerDefaults, triggerLabel, triggerOutputs } from '../../editor/trigger';
import { twimlProblem } from '../../editor/twiml';
import { deadline } from '../../editor/validators';

const text = strings('call-in');
const plain = [numberField('deadline'), codeField('twiml')];

/** What a new node says, so that there is something to change. */
const FIRST_TWIML = `<Response>
  <Say>Thank you for calling.</Say>
</Response>
`;

addStyle();

RED.nodes.registerType('twilio-call-in', {
  category: 'Twilio',
  color: '#86B6E6',
  icon: 'twilio-call-in.svg',
  defaults: {
    ...triggerDefaults(text),
    filterFrom: addressFilter(text, 'filterFrom'),
    filterTo: addressFilter(text, 'filterTo'),
    respond: { value: 'flow' },
    deadline: field(text, 'common.label.deadline', 10, (value, node) =>
      current(node, 'respond') === 'flow' ? deadline(value) : undefined,
    ),
    twiml: field(text, 'twilio-call-in.label.twiml', FIRST_TWIML, (value, node) =>
      current(node, 'respond') === 'twiml' ? twimlProblem(value, ['voice']) : undefined,
    ),
  },
  inputs: 0,
  outputs: 1,
  paletteLabel: text('twilio-call-in.palette'),
  label() {
    return triggerLabel(this, text('twilio-call-in.palette'));
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels: triggerOutputs(text),
  oneditprepare() {
    openTrigger(this, text, plain);
  },
  oneditsave() {
    savePlain(this, plain);
  },
  oneditcancel() {
    closePlain(plain);
  },
});
