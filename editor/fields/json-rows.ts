/** Rows for the members of a JSON object in a TypedInput. A change in a row changes the object, and the other way round. */

import { wordsOf } from './words';

/** One member. */
export interface JsonRow {
  name: string;
  /** `boolean` and `choice` are lists. Their first choice is empty. */
  kind: 'text' | 'number' | 'boolean' | 'choice';
  choices?: readonly string[];
  required?: boolean;
  placeholder?: string;
  /** A sentence below it. */
  hint?: string;
}

/** The rows of one TypedInput. */
export interface JsonRows {
  /** Replaces the rows. */
  show(rows: readonly JsonRow[]): void;
}

type Fields = Record<string, unknown>;

/** A template's text and its variables, with examples. */
interface TemplateText {
  variables: Readonly<Record<string, string>>;
  body: string;
}

/** The JSON object in a text. An empty text is an empty object. @returns undefined when it is not an object */
export function objectIn(text: string): Fields | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The text that a row shows for a value; undefined when a row cannot show it. */
export function shownOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The object with a changed member. An empty text removes the member. */
export function withMember(fields: Fields, { name, kind }: JsonRow, typed: string): Fields {
  if (typed === '') return Object.fromEntries(Object.entries(fields).filter(([member]) => member !== name));
  if (kind === 'boolean') return { ...fields, [name]: typed === 'true' };
  return { ...fields, [name]: kind === 'number' && /^\d+$/.test(typed) ? Number(typed) : typed };
}

/** The rows for a template's variables and for those that are set, in numeric order. */
export function variableRows(
  examples: Readonly<Record<string, string>>,
  set: Readonly<Record<string, unknown>>,
): JsonRow[] {
  const names = [...new Set([...Object.keys(examples), ...Object.keys(set)])];
  const sorted = names.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  return sorted.map((name) => ({ name, kind: 'text', placeholder: examples[name] ?? '' }));
}

/** The variables that are set and that a template uses. */
export const usedVariables = (set: Fields, { variables, body }: TemplateText): Fields =>
  Object.fromEntries(
    Object.entries(set).filter(([name]) => Object.hasOwn(variables, name) || body.includes(`{{${name}}}`)),
  );

function fieldOf(row: JsonRow, id: string): HTMLInputElement | HTMLSelectElement {
  if (row.kind === 'text' || row.kind === 'number') {
    const input = document.createElement('input');
    input.type = 'text';
    input.placeholder = row.placeholder ?? '';
    input.id = id;
    return input;
  }
  const list = document.createElement('select');
  list.id = id;
  for (const choice of ['', ...(row.choices ?? (row.kind === 'boolean' ? ['true', 'false'] : []))]) {
    list.append(new Option(choice, choice));
  }
  return list;
}

/** The name of a member, as Twilio's API has it. A long one can break between its words. */
function apiName(name: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'twilio-row-name';
  element.append(
    ...name.split(/(?=[A-Z])/).flatMap((word, index) => (index === 0 ? [word] : [document.createElement('wbr'), word])),
  );
  return element;
}

/** A row. Its label is the member's name in words, with the name itself below them. */
function rowOf(
  row: JsonRow,
  id: string,
  style: string,
): { element: HTMLElement; field: HTMLInputElement | HTMLSelectElement } {
  const element = document.createElement('div');
  element.className = 'form-row';
  const label = document.createElement('label');
  label.htmlFor = id;
  label.append(wordsOf(row.name));
  if (row.required === true) label.append(' *');
  if (wordsOf(row.name).toLowerCase() !== row.name.toLowerCase()) label.append(apiName(row.name));
  const field = fieldOf(row, id);
  field.required = row.required === true;
  field.style.cssText = style;
  element.append(label, field);
  if (row.hint !== undefined) {
    const hint = document.createElement('div');
    hint.className = 'twilio-hint';
    hint.textContent = row.hint;
    element.append(hint);
  }
  return { element, field };
}

/** The labels are narrower by the indentation, so that all fields of the form are in one column. */
const FIELD_STYLE = 'width: calc(100% - 135px)';

/**
 * Rows in `place` for the TypedInput `input`. They are visible while its type is `json`.
 * @param key the first part of the ids of the rows' fields
 */
export function jsonRows(place: JQuery, input: JQuery, key: string): JsonRows {
  let shown: { row: JsonRow; field: HTMLInputElement | HTMLSelectElement }[] = [];
  const follow = (): void => {
    place.prop('hidden', shown.length === 0 || input.typedInput('type') !== 'json');
    const fields = objectIn(input.typedInput('value'));
    for (const { row, field } of shown) {
      const value = fields === undefined ? undefined : shownOf(fields[row.name]);
      field.disabled = value === undefined;
      // Does not overwrite the field that a person is typing in.
      if (document.activeElement !== field) field.value = value ?? '';
    }
  };
  const write = (row: JsonRow, typed: string): void => {
    const fields = objectIn(input.typedInput('value'));
    if (fields === undefined) return;
    input.typedInput('value', JSON.stringify(withMember(fields, row, typed)));
    input.trigger('change');
  };
  input.on('change', follow);
  return {
    show(rows) {
      const made = rows.map((row) => ({ row, ...rowOf(row, `twilio-${key}-${row.name}`, FIELD_STYLE) }));
      for (const { row, field } of made) {
        $(field).on('input change', (event) => {
          event.stopPropagation();
          write(row, field.value.trim());
        });
      }
      place.empty().append(made.map(({ element }) => element));
      shown = made;
      follow();
    },
  };
}
