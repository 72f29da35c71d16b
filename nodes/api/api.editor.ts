import { parametersProblem } from '../../editor/api-catalogue';
import { twilioPath } from '../../editor/action-validators';
import { fillLists, openApi } from '../../editor/api-form';
import { numberField, openForm, prepareTyped, savePlain } from '../../editor/fields';
import { accountReference, asText, current, field, typedField } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { prepareTypedAs, typedProperty } from '../../editor/typed';
import { all, required, wholeNumber } from '../../editor/validators';

const text = strings('api');
const plain = [numberField('limit')];

/** A list that is longer is not for a flow. */
const LONGEST_LIST = 100_000;

addStyle();

RED.nodes.registerType('twilio-api', {
  category: 'Twilio',
  color: '#A9BCC8',
  icon: 'twilio-api.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text),
    resource: { value: 'messages' },
    operation: { value: 'list' },
    parameters: typedProperty(text, 'twilio-api', 'parameters', '{}', {
      json: (value, node) => parametersProblem(current(node, 'resource'), current(node, 'operation'), value),
    }),
    parametersType: { value: 'json' },
    limit: field(text, 'twilio-api.label.limit', 50, wholeNumber(1, LONGEST_LIST)),
    emit: { value: 'array' },
    confirm: { value: false },
    method: { value: 'GET' },
    path: typedField(text, 'twilio-api', 'path', '', (value, node) =>
      current(node, 'resource') === 'request' ? all(required, twilioPath)(value) : undefined,
    ),
    pathType: { value: 'str' },
    json: { value: false },
  },
  inputs: 1,
  outputs: 1,
  paletteLabel: text('twilio-api.palette'),
  label() {
    if (this.name) return this.name;
    const resource = asText(this['resource']) || 'messages';
    const operation = asText(this['operation']) || 'list';
    const isSpecial = resource === 'analytics' || resource === 'request';
    const what = text(`twilio-api.resource.${resource}`);
    return isSpecial ? what : `${what}: ${text(`twilio-api.operation.${resource}.${operation}`)}`;
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    fillLists(this, text);
    prepareTyped(['path']);
    prepareTypedAs('parameters', ['json', 'jsonata', 'msg']);
    openForm(this, plain);
    openApi(this, text);
  },
  oneditsave() {
    savePlain(this, plain);
  },
});
