import { accountsField, prepareAccounts } from '../../editor/account/account-list';
import { numberField } from '../../editor/fields/own-fields';
import { nodeEditor } from '../../editor/node/node-editor';
import { asText, current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { twilioPath } from '../../editor/validators/action-validators';
import { all, required } from '../../editor/validators/check';
import { wholeNumber } from '../../editor/validators/validators';
import { fillLists, openApi } from './api-form.editor';
import { isToConfirm, parametersProblem, SPECIAL } from './api-parameters.editor';

const set = properties('api');

/** The most items of a list: all of them are held in memory. */
const MAX_ITEMS = 100_000;

/** The resource and the operation. */
function operationLabel(node: EditorNode): string {
  const resource = asText(node['resource']) || 'messages';
  const operation = asText(node['operation']) || 'list';
  const hasOperations = !SPECIAL.some((one) => one === resource);
  const label = set.text(`twilio-rest.resource.${resource}`);
  return hasOperations ? `${label}: ${set.text(`twilio-rest.operation.${resource}.${operation}`)}` : label;
}

/** A fixed value of a TypedInput; undefined when it comes from elsewhere. */
const fixed = (node: EditorNode, property: string, type: string): string | undefined =>
  current(node, `${property}Type`) === type ? current(node, property) : undefined;

/** Whether the node must be confirmed. A node that was saved before this property existed runs without it. */
const mustConfirm = (node: EditorNode): boolean =>
  isToConfirm(
    { resource: current(node, 'resource'), operation: current(node, 'operation') },
    {
      method: current(node, 'method'),
      path: fixed(node, 'path', 'str'),
      parameters: fixed(node, 'parameters', 'json'),
    },
  );

RED.nodes.registerType('twilio-rest', {
  category: 'Twilio',
  color: '#A9BCC8',
  icon: 'twilio-rest.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    accounts: set.accounts(),
    resource: { value: 'messages' },
    operation: { value: 'list' },
    parameters: set.typedAs('parameters', '{}', {
      json: (value, node) => parametersProblem(current(node, 'resource'), current(node, 'operation'), value),
    }),
    parametersType: { value: 'json' },
    limit: set.field('limit', 50, wholeNumber(1, MAX_ITEMS)),
    emit: { value: 'array' },
    confirm: set.field('confirm', false, (value, node) =>
      value === 'false' && mustConfirm(node) ? { key: 'unconfirmed' } : undefined,
    ),
    method: { value: 'GET' },
    path: set.typed('path', '', (value, node) =>
      current(node, 'resource') === 'request' ? all(required, twilioPath)(value) : undefined,
    ),
    pathType: { value: 'str' },
    json: { value: false },
  },
  inputs: 1,
  outputs: 1,
  ...nodeEditor(set, {
    fields: [accountsField, numberField('limit')],
    typedInputs: ['path', { property: 'parameters', types: ['json', 'jsonata', 'msg'] }],
    label: operationLabel,
    beforeOpen(node) {
      fillLists(node, set.text);
    },
    open(node) {
      prepareAccounts(node);
      openApi(node, set.text);
    },
  }),
});
