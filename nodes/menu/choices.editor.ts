/** The list of choices in the form of a menu. */

import type { Control, ControlOf } from '../../editor/fields/controls';
import type { OwnField } from '../../editor/fields/own-fields';
import { asText } from '../../editor/properties/current';
import { text } from '../../editor/strings';
import type { Check } from '../../editor/validators/check';
import { choicesProblem, type SavedChoice } from './choices';

/** A row of the list. */
interface Row {
  choice: SavedChoice;
  /** The output that the choice had when the form was opened; absent for a new one. */
  output?: number;
}

const MEMBERS = ['keys', 'words', 'label'] as const;

const LABELS = {
  keys: text('twilio-menu.choice.keys'),
  words: text('twilio-menu.choice.words'),
  label: text('twilio-menu.choice.label'),
};

/** What the fields of the first rows show while they are empty: the choices of the example for the prompt. */
const EXAMPLES: readonly Record<(typeof MEMBERS)[number], string>[] = [
  {
    keys: text('twilio-menu.example.first.keys'),
    words: text('twilio-menu.example.first.words'),
    label: text('twilio-menu.example.first.label'),
  },
  {
    keys: text('twilio-menu.example.second.keys'),
    words: text('twilio-menu.example.second.words'),
    label: text('twilio-menu.example.second.label'),
  },
];

/** The width of the column of keys, as a CSS `flex`. */
const KEYS_WIDTH = '0 1 70px';

/** The output of a row when the form was opened, on the row's element. */
const OUTPUT = 'data-output';

function inputFor(member: (typeof MEMBERS)[number], choice: SavedChoice): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'text';
  input.dataset['member'] = member;
  input.setAttribute('aria-label', LABELS[member]);
  input.title = LABELS[member];
  const saved = choice[member];
  input.value = Array.isArray(saved) ? saved.join(', ') : asText(saved);
  if (member === 'keys') input.style.flex = KEYS_WIDTH;
  return input;
}

/** The names of the columns. */
function header(): JQuery {
  const head = document.createElement('div');
  head.className = 'twilio-list-head';
  for (const member of MEMBERS) {
    const name = document.createElement('span');
    name.textContent = LABELS[member];
    if (member === 'keys') name.style.flex = KEYS_WIDTH;
    head.append(name);
  }
  return $(head);
}

/** The rows in their order, without those that are just fading away. */
const rowsOf = (list: JQuery): HTMLElement[] =>
  list.children('li:not(.red-ui-editableList-item-deleting)').find('.twilio-list-row').get();

const valueOf = (row: HTMLElement, member: string): string =>
  row.querySelector<HTMLInputElement>(`[data-member=${member}]`)?.value.trim() ?? '';

const choicesIn = (list: JQuery): SavedChoice[] =>
  rowsOf(list).map((row) => ({
    keys: valueOf(row, 'keys'),
    words: valueOf(row, 'words'),
    label: valueOf(row, 'label'),
  }));

/** Shows the examples in the first rows, also when rows were moved or removed. */
function showExamples(list: JQuery): void {
  for (const [index, row] of rowsOf(list).entries())
    for (const member of MEMBERS) {
      const input = row.querySelector<HTMLInputElement>(`[data-member=${member}]`);
      if (input !== null) input.placeholder = EXAMPLES[index]?.[member] ?? '';
    }
}

/** For each choice in a form, the output that it had when the form was opened; `undefined` for a new one. */
export const outputsIn = (list: JQuery): (number | undefined)[] =>
  rowsOf(list).map((row) => {
    const output = row.getAttribute(OUTPUT);
    return output === null ? undefined : Number(output);
  });

const choicesControl: ControlOf = (property): Control => {
  const list = $(`#twilio-field-${property}`);
  const changed = (): void => {
    showExamples(list);
    list.trigger('change');
  };
  return {
    fill(saved) {
      list.editableList<Partial<Row>>({
        addItem(container, _index, { choice = {}, output }) {
          const row = document.createElement('div');
          row.className = 'twilio-list-row';
          if (output !== undefined) row.setAttribute(OUTPUT, String(output));
          row.append(...MEMBERS.map((member) => inputFor(member, choice)));
          container.append(row);
          // Node-RED's own button has only an icon.
          container.siblings('.red-ui-editableList-item-remove').attr('aria-label', text('twilio-menu.choice.remove'));
          changed();
        },
        removeItem: changed,
        sortItems: changed,
        removable: true,
        sortable: true,
        addButton: text('twilio-menu.choice.add'),
        header: header(),
        height: 'auto',
      });
      parsedList(saved).forEach((choice, output) => {
        list.editableList<Row>('addItem', { choice, output });
      });
    },
    text: () => JSON.stringify(choicesIn(list)),
    onChange: (listener) => list.on('change keyup', listener),
    visible: () => list.closest('.red-ui-editableList'),
  };
};

/** The choices in a text; none when it is not a list. */
function parsedList(saved: string): SavedChoice[] {
  const value = parsed(saved);
  return Array.isArray(value) ? value.filter((choice): choice is SavedChoice => typeof choice === 'object') : [];
}

function parsed(saved: string): unknown {
  try {
    return JSON.parse(saved);
  } catch {
    return undefined;
  }
}

/** The field of the choices. */
export const choicesField: OwnField = {
  property: 'choices',
  read: parsed,
  write: asText,
  control: choicesControl,
};

const KEYS = {
  list: 'choicesList',
  none: 'choicesNone',
  empty: 'choiceEmpty',
  key: 'choiceKey',
  twice: 'choiceTwice',
} as const;

/** A check of the choices, in JSON. */
export const choices: Check = (saved) => {
  const found = choicesProblem(parsed(saved));
  if (found === undefined) return undefined;
  return 'text' in found ? { key: KEYS[found.problem], values: { text: found.text } } : { key: KEYS[found.problem] };
};
