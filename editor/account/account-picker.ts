/** Fields that can be filled from the account: with a list above the field, or with suggestions in it. */

import { fetchChoices, type Choice, type ChoiceKind } from './choices';
import { current, formOf } from '../properties/current';
import type { Text } from '../strings';

/** The options of a list. */
export interface AccountPickerOptions {
  /** The TypedInput that gets the choice. */
  property: string;
  what: ChoiceKind;
  /** Whether the list is needed. It is requested only then. */
  isNeeded: () => boolean;
  /** Called when the field changes: with the choice that has the field's value, if the account has one. */
  onChoice?: (choice: Choice | undefined) => void;
}

const option = (value: string, label: string): HTMLOptionElement => new Option(label, value);

/** Prepares the list above a field, `<AccountPicker property="…" />`. */
export function prepareAccountPicker(
  node: EditorNode,
  text: Text,
  { property, what, isNeeded, onChoice }: AccountPickerOptions,
): void {
  const form = formOf(node);
  const list = form.find(`#twilio-pick-${property}`);
  const hint = form.find(`#twilio-pick-${property}-hint`);
  const field = form.find(`#node-input-${property}`);
  let choices: Choice[] = [];
  let asked = '';

  const isFixed = (): boolean => field.typedInput('type') === 'str';
  const found = (): Choice | undefined => {
    const value = isFixed() ? field.typedInput('value').trim() : '';
    return choices.find((choice) => choice.value === value);
  };
  const follow = (): void => {
    const choice = found();
    const isEmpty = isFixed() && field.typedInput('value').trim() === '';
    list
      .find('option')
      .first()
      .text(text(isEmpty ? 'common.pick.choose' : 'common.pick.below'));
    list.val(choice?.value ?? '');
    onChoice?.(choice);
  };
  const show = (next: Choice[], sentence: string): void => {
    choices = next;
    list
      .empty()
      .append([option('', text('common.pick.below')), ...next.map(({ value, label }) => option(value, label))]);
    list.prop('disabled', next.length === 0);
    hint.text(sentence);
    follow();
  };
  const ask = (): void => {
    const account = RED.nodes.node(current(node, 'account'))?.id ?? '';
    if (!isNeeded() || account === asked) return;
    asked = account;
    if (account === '') {
      show([], text('common.pick.noAccount'));
      return;
    }
    show([], text('common.pick.asking'));
    void fetchChoices(account, what).then((answer) => {
      if (account !== asked || !document.body.contains(list[0] ?? null)) return;
      if ('list' in answer) show(answer.list, answer.list.length === 0 ? text(`common.pick.none.${what}`) : '');
      else if ('notDeployed' in answer) show([], text('common.pick.notDeployed'));
      else show([], answer.error || text('common.pick.failed'));
    });
  };

  list.on('change', (event) => {
    // Node-RED must not take it for a change of one of its own fields.
    event.stopPropagation();
    const value = String(list.val());
    if (value === '') return;
    field.typedInput('type', 'str');
    field.typedInput('value', value);
    field.trigger('change');
  });
  field.on('change', follow);
  form.on('change', 'select', ask);
  show([], '');
  ask();
}

/** Suggests what the account has for the fixed value of a TypedInput. Requested when the field gets the focus. */
export function suggestFromAccount(node: EditorNode, property: string, what: ChoiceKind): void {
  const form = formOf(node);
  const field = form.find(`#node-input-${property}`);
  const shown = field.next('.red-ui-typedInput-container').find('.red-ui-typedInput-input');
  const id = `twilio-suggestions-${property}`;
  const list = $(`<datalist id="${id}">`).appendTo(form);
  let asked = '';
  shown.on('focus', () => {
    if (field.typedInput('type') === 'str') shown.attr('list', id);
    else shown.removeAttr('list');
    const account = RED.nodes.node(current(node, 'account'))?.id ?? '';
    if (account === asked || account === '') return;
    asked = account;
    list.empty();
    void fetchChoices(account, what).then((answer) => {
      if (account !== asked || !('list' in answer)) return;
      list.append(answer.list.map(({ value, label }) => option(value, label)));
    });
  });
}
