/** Fields with choices from the account: a person types, or chooses from a list. */

import { makeCombobox, type ListState } from '../fields/combobox';
import type { ListChoice } from '../fields/list-box';
import { VARIABLE_TYPES } from '../fields/typed-input';
import { asText, formOf, prefixOf } from '../properties/current';
import type { Text } from '../strings';
import { fetchChoices, type Choice, type ChoiceKind } from './choices';
import { onlyAccount } from './only-account';

/** What a field chooses from the account. */
export interface AccountChoiceOptions {
  property: string;
  /** What is listed, which can depend on other fields. */
  what: ChoiceKind | (() => ChoiceKind);
  /** Whether the field has a list with commas. */
  isList?: boolean;
  /** Called when the field changes: with the choice that has the field's value, if the account has one. */
  onChoice?: (choice: Choice | undefined) => void;
  /** Whether the list is needed before the field is used, for `onChoice`. */
  isNeeded?: () => boolean;
}

/** Icons of the types, which are shown in place of their labels. */
const ICONS: Readonly<Record<ChoiceKind, string>> = {
  incomingNumbers: 'fa fa-phone',
  callerIds: 'fa fa-phone',
  whatsappSenders: 'fa fa-whatsapp',
  messagingServices: 'fa fa-server',
  verifyServices: 'fa fa-shield',
  contentTemplates: 'fa fa-file-text-o',
};

/** A TypedInput whose fixed value can be chosen from the account. It is saved as `str`. */
export const chosenInput = (
  text: Text,
  property: string,
  what: ChoiceKind,
): { property: string; types: (string | TypedInputType)[] } => ({
  property,
  types: [{ value: 'str', label: text(`common.choices.type.${what}`), icon: ICONS[what] }, ...VARIABLE_TYPES],
});

/** The visible parts of a field: the input to type into, and the frame around it. */
function shownParts(field: JQuery): { input: HTMLInputElement; frame: HTMLElement } | undefined {
  const typed = field.next('.red-ui-typedInput-container');
  const isTyped = typed.length > 0;
  if (!isTyped) {
    // A frame for the input and the button of the list.
    field.wrap($('<span class="twilio-combo">').attr('style', field.attr('style') ?? '')).removeAttr('style');
  }
  const [input] = (isTyped ? typed.find('.red-ui-typedInput-input') : field).get();
  const [frame] = (isTyped ? typed : field.parent()).get();
  return input instanceof HTMLInputElement && frame ? { input, frame } : undefined;
}

/** The id of the account that a form is about: its own, the one that is selected, or the only one there is. */
function accountIn(node: EditorNode): string {
  if (prefixOf(node) === 'node-config-input') return node.id;
  const selected: unknown = formOf(node).find('#node-input-account').val();
  return RED.nodes.node(asText(selected))?.id ?? onlyAccount() ?? '';
}

/** A choice as the list shows it. Beside the label are the capabilities of a number, or the SID. */
function shownChoice(text: Text, { value, label, capabilities }: Choice): ListChoice {
  const capabilityNames = capabilities.map((capability) => text(`common.choices.capability.${capability}`)).join(', ');
  return { value, label, detail: capabilityNames || (label.includes(value) ? '' : value) };
}

/** Lets a field be filled from the account. Call it after the form was filled. */
export function chooseFromAccount(
  node: EditorNode,
  text: Text,
  { property, what, isList = false, onChoice, isNeeded = () => false }: AccountChoiceOptions,
): void {
  const form = formOf(node);
  const field = form.find(`#${prefixOf(node)}-${property}`);
  const parts = shownParts(field);
  if (parts === undefined) return;
  const isFixed = (): boolean =>
    field.next('.red-ui-typedInput-container').length === 0 || field.typedInput('type') === 'str';
  const kind = (): ChoiceKind => (typeof what === 'string' ? what : what());
  let choices: Choice[] = [];
  /** The list and the account that are shown, or requested. */
  let requested: string | undefined;
  const reportChoice = (): void => {
    const value = isFixed() ? asText(field.val()).trim() : '';
    onChoice?.(choices.find((choice) => choice.value === value));
  };
  const show = (
    next: Choice[],
    { sentence = '', retry = '' }: Partial<Pick<ListState, 'sentence' | 'retry'>>,
  ): void => {
    choices = next;
    combobox.update({ choices: next.map((choice) => shownChoice(text, choice)), sentence, retry });
    reportChoice();
  };
  const requestKey = (): string => `${kind()} ${accountIn(node)}`;
  const request = (): void => {
    const account = accountIn(node);
    const listed = kind();
    const key = requestKey();
    requested = key;
    if (account === '') {
      show([], { sentence: text('common.choices.noAccount') });
      return;
    }
    show([], { sentence: text('common.choices.asking') });
    void fetchChoices(account, listed).then((answer) => {
      if (key !== requested || !parts.input.isConnected) return;
      if ('list' in answer) {
        show(answer.list, answer.list.length === 0 ? { sentence: text(`common.choices.none.${listed}`) } : {});
        return;
      }
      // The list is loaded again when it opens the next time.
      requested = undefined;
      if ('notDeployed' in answer) show([], { sentence: text('common.choices.notDeployed') });
      else show([], { sentence: answer.error || text('common.choices.failed'), retry: text('common.choices.retry') });
    });
  };
  const load = (): void => {
    if (requested === undefined || requested !== requestKey()) request();
  };
  const combobox = makeCombobox({
    ...parts,
    id: `${field.attr('id') ?? property}-choices`,
    label: text(`common.choices.type.${kind()}`),
    isList,
    isActive: isFixed,
    load,
    retry: request,
    noMatch: text('common.choices.noMatch'),
  });
  field.on('change', reportChoice);
  const loadIfNeeded = (): void => {
    if (isNeeded()) load();
  };
  form.on('change', 'select', loadIfNeeded);
  loadIfNeeded();
}
