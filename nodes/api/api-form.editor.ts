/** The form of the rest api node. Its lists and rows come from the catalogue. */

import { operationOf } from '../../lib/resources/catalogue';
import { docsOf, keptParameters, operationsOf, parameterRows, RESOURCES, type Chosen } from './api-parameters.editor';
import { jsonRows, objectIn } from '../../editor/fields/json-rows';
import { asText, current, formOf } from '../../editor/properties/current';
import type { Text } from '../../editor/strings';

/** Fills a list and keeps its choice if possible. */
function fill(list: JQuery, choices: readonly { value: string; label: string }[], wanted: string): void {
  list.empty().append(choices.map(({ value, label }) => new Option(label, value)));
  const [first] = choices;
  list.val(choices.some(({ value }) => value === wanted) ? wanted : (first?.value ?? ''));
}

/** Fills the lists of resources and operations. Call it before the form is filled. */
export function fillLists(node: EditorNode, text: Text): void {
  const resource = asText(node['resource']) || 'messages';
  const resources = RESOURCES.map((value) => ({ value, label: text(`twilio-rest.resource.${value}`) }));
  fill($('#node-input-resource'), resources, resource);
  fillOperations(text, resource, asText(node['operation']));
}

function fillOperations(text: Text, resource: string, wanted: string): void {
  const operations = operationsOf(resource).map((value) => ({
    value,
    label: text(`twilio-rest.operation.${resource}.${value}`),
  }));
  fill($('#node-input-operation'), operations, wanted);
}

/** Whether it can need a confirmation: a custom request can buy a number, and `setWebhooks` can replace URLs. */
const mayConfirm = ({ resource, operation }: Chosen): boolean =>
  operationOf(resource, operation)?.confirm === true || resource === 'request' || operation === 'setWebhooks';

/** Updates the form when another resource or operation is chosen. */
export function openApi(node: EditorNode, text: Text): void {
  const form = formOf(node);
  const parameters = form.find('#node-input-parameters');
  const place = form.find('#twilio-rows-parameters');
  const confirm = form.find('#node-input-confirm');
  const rows = jsonRows(place, parameters, 'parameter');

  const title = (): void => {
    form.find('#twilio-title-parameters').prop('hidden', place.prop('hidden') === true);
  };
  const chosen = (): Chosen => ({ resource: current(node, 'resource'), operation: current(node, 'operation') });
  let before = chosen();
  /** The new operation needs its own confirmation, and keeps only the parameters that it has. */
  const leave = (): void => {
    const now = chosen();
    // Node-RED also triggers `change` when a form opens.
    if (now.resource === before.resource && now.operation === before.operation) return;
    confirm.prop('checked', false).trigger('change');
    const given = parameters.typedInput('type') === 'json' ? objectIn(parameters.typedInput('value')) : undefined;
    const kept = keptParameters(given ?? {}, before, now);
    if (given && Object.keys(kept).length < Object.keys(given).length) {
      parameters.typedInput('value', JSON.stringify(kept));
    }
    before = now;
  };
  const show = (): void => {
    const { resource, operation } = chosen();
    const found = operationOf(resource, operation);
    form.find('#twilio-row-operation').prop('hidden', operationsOf(resource).length === 0);
    // The note is shown only for what always needs a confirmation.
    form.find('#twilio-row-confirm').prop('hidden', !mayConfirm({ resource, operation }));
    form.find('#twilio-note-confirmed').prop('hidden', found?.confirm !== true);
    form.find('#twilio-part-list').prop('hidden', found?.result !== 'list');
    rows.show(parameterRows(resource, operation));
    title();
    const link = document.createElement('a');
    link.href = docsOf(resource, operation);
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = link.href;
    form.find('#twilio-docs').empty().append(link);
    // Validates the parameters again, for the new operation.
    parameters.trigger('change');
  };
  form.find('#node-input-resource').on('change', () => {
    const resource = current(node, 'resource');
    fillOperations(text, resource, current(node, 'operation'));
    form.find('#node-input-operation').trigger('change');
  });
  form.find('#node-input-operation').on('change', () => {
    leave();
    show();
  });
  parameters.on('change', title);
  // A node that was saved before this property existed runs as before.
  const isOlder = node['confirm'] === undefined && before.operation !== 'setWebhooks';
  if (isOlder && mayConfirm(before)) confirm.prop('checked', true).trigger('change');
  show();
}
