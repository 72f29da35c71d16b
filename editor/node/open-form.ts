/** What happens in every form when it opens and when it is saved. */

import { prepareAccount } from '../account/only-account';
import type { OwnField } from '../fields/own-fields';
import { watchProblems } from '../fields/problems';
import { asText, current, formOf, prefixOf } from '../properties/current';

function fillOwnFields(node: EditorNode, fields: readonly OwnField[]): void {
  for (const { property, control, write } of fields) control(property).fill(write(node[property]));
}

/** Puts the values of our fields on the node. */
export function saveOwnFields(node: EditorNode, fields: readonly OwnField[]): void {
  for (const { property, read, control } of fields) node[property] = read(control(property).text());
  closeOwnFields(fields);
}

/** Frees what our fields hold. */
export function closeOwnFields(fields: readonly OwnField[]): void {
  for (const { property, control } of fields) control(property).close?.();
}

type Conditions = { property: string; values: string[] }[];

const conditions = (source: string): Conditions =>
  source.split(' ').map((condition) => {
    const [property = '', values = ''] = condition.split('=');
    return { property, values: values.split('|') };
  });

/** Shows each part of the form that has `data-when` only while its conditions are true. */
function prepareConditions(node: EditorNode): void {
  const form = formOf(node);
  form.find('[data-when]').each((_index, part) => {
    const wanted = conditions(part.dataset['when'] ?? '');
    const update = (): void => {
      part.hidden = !wanted.every(({ property, values }) => values.includes(current(node, property)));
    };
    for (const { property } of wanted) form.find(`#${prefixOf(node)}-${property}`).on('change keyup input', update);
    update();
  });
}

/** A node that was saved before a list was added to its form shows the list's default. */
function fillLists(node: EditorNode): void {
  const start = prefixOf(node).length + 1;
  formOf(node)
    .find('select')
    .each((_index, list) => {
      const definition = node._def.defaults[list.id.slice(start)];
      if (list instanceof HTMLSelectElement && list.selectedIndex === -1 && definition) {
        list.value = asText(definition.value);
      }
    });
}

/** Prepares an open form. Call it in `oneditprepare`. */
export function openForm(node: EditorNode, fields: readonly OwnField[] = []): void {
  // An account's form can be open above the form of a node, which already has its id.
  $('.twilio-form:not([data-node])').attr('data-node', node.id);
  fillLists(node);
  fillOwnFields(node, fields);
  prepareConditions(node);
  prepareAccount(node);
  watchProblems(node, fields);
}
