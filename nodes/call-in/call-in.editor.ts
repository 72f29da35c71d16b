import { phoneButton } from '../../editor/account/phone';
import { codeField, numberField } from '../../editor/fields/own-fields';
import { filterLabel } from '../../editor/node/labels';
import { answerDeadline } from '../../editor/node/message-answer';
import { addressFilter, triggerEditor } from '../../editor/node/trigger';
import { current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { twimlProblem } from '../../editor/validators/twiml';

const set = properties('call-in');

/** The document of a new node, as an example. */
const FIRST_TWIML = `<Response>
  <Say>Thank you for calling.</Say>
</Response>
`;

RED.nodes.registerType('twilio-call-in', {
  category: 'Twilio calls',
  color: '#86B6E6',
  icon: 'twilio-call-in.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    rejected: { value: false },
    outputs: { value: 1 },
    filterFrom: addressFilter(set, 'filterFrom'),
    filterTo: addressFilter(set, 'filterTo'),
    respond: { value: 'flow' },
    deadline: answerDeadline(set),
    twiml: set.field('twiml', FIRST_TWIML, (value, node) =>
      current(node, 'respond') === 'twiml' ? twimlProblem(value, ['voice']) : undefined,
    ),
  },
  inputs: 0,
  outputs: 1,
  button: phoneButton,
  ...triggerEditor(set, { fields: [numberField('deadline'), codeField('twiml')], label: filterLabel(set) }),
});
