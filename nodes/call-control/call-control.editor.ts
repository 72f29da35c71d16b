import { accountsField, prepareAccounts } from '../../editor/account/account-list';
import { nodeEditor } from '../../editor/node/node-editor';
import { whenChosen } from '../../editor/node/step';
import { asText, current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import type { NodeCheck } from '../../editor/properties/rule';
import { sendDigits, transferTarget, webAddress } from '../../editor/validators/action-validators';
import { all, required, type Check } from '../../editor/validators/check';
import { twimlProblem } from '../../editor/validators/twiml';
import { sid } from '../../editor/validators/validators';

const set = properties('call-control');

const OF_CONFERENCE = ['participants', 'hold', 'unhold', 'mute', 'unmute', 'remove', 'announce'];

const hasCall = (node: EditorNode): boolean => {
  const operation = current(node, 'operation');
  return operation !== 'participants' && !(operation === 'announce' && current(node, 'announceTo') !== 'participant');
};

const call: NodeCheck = (value, node) => (hasCall(node) ? all(required, sid('CA'))(value) : undefined);

const conference: NodeCheck = (value, node) =>
  OF_CONFERENCE.includes(current(node, 'operation')) ? required(value) : undefined;

const url: NodeCheck = (value, node) => {
  switch (current(node, 'operation')) {
    case 'play':
    case 'announce':
      return all(required, webAddress)(value);
    case 'hold':
      return webAddress(value);
    default:
      return undefined;
  }
};

const during = (operation: string, check: Check): NodeCheck => whenChosen('operation', operation, all(required, check));

/** A check of what a call is transferred to. A node that was saved before this choice existed has an address. */
const transfer =
  (to: 'address' | 'twiml', check: Check): NodeCheck =>
  (value, node) =>
    current(node, 'operation') === 'transfer' && (current(node, 'transferTo') || 'address') === to
      ? check(value)
      : undefined;

/** A node that was saved before this choice existed may have a fixed document in the field for addresses. */
function chooseTransfer(node: EditorNode): void {
  if (node['transferTo'] !== undefined) return;
  const to = asText(node['to']);
  const isDocument = node['toType'] === 'str' && to.trim().startsWith('<');
  const chosen = isDocument ? { transferTo: 'twiml', twiml: to, twimlType: 'str', to: '' } : { transferTo: 'address' };
  Object.assign(node, chosen);
  // Node-RED has filled the fields already.
  for (const [property, value] of Object.entries(chosen)) $(`#node-input-${property}`).val(value);
}

RED.nodes.registerType('twilio-call-control', {
  category: 'Twilio calls',
  color: '#86B6E6',
  icon: 'twilio-call-control.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    accounts: set.accounts(),
    operation: { value: 'hang-up' },
    callSid: set.typed('callSid', 'twilio.callSid', call),
    callSidType: { value: 'msg' },
    conference: set.typed('conference', '', conference),
    conferenceType: { value: 'str' },
    announceTo: { value: 'all' },
    transferTo: { value: 'address' },
    to: set.typed('to', '', transfer('address', all(required, transferTarget))),
    toType: { value: 'str' },
    twiml: set.typed(
      'twiml',
      '',
      transfer('twiml', (value) => twimlProblem(value, ['voice'])),
    ),
    twimlType: { value: 'str' },
    text: set.typed('text', 'payload', during('say', required)),
    textType: { value: 'msg' },
    url: set.typed('url', '', url),
    urlType: { value: 'str' },
    digits: set.typed('digits', '', during('send-digits', sendDigits)),
    digitsType: { value: 'str' },
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    fields: [accountsField],
    typedInputs: ['callSid', 'conference', 'to', 'url', 'digits'],
    lines: ['text'],
    code: ['twiml'],
    beforeOpen: chooseTransfer,
    label: (node) => set.text(`twilio-call-control.operation.${asText(node['operation']) || 'hang-up'}`),
    open(node, form) {
      prepareAccounts(node);
      const row = form.find('#twilio-row-callSid');
      const update = (): void => {
        row.toggle(hasCall(node));
      };
      form.on('change', '#node-input-operation, #node-input-announceTo', update);
      update();
    },
  }),
});
