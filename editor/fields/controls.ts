/**
 * The controls of fields whose saved value is not a text: how to fill one, read its text, and notice changes. The id of
 * a control's element is `twilio-field-<property>`.
 */

import { createCodeEditor } from './code-editor';
import { labelTypedInput } from './typed-input';

/** The validation result of one field on the page. */
export interface FieldResult {
  /** The property, or the member of an object, that the field is for. */
  name: string;
  target: JQuery;
  result: ValidatorResult;
}

/** A control of the open form. */
export interface Control {
  fill: (text: string) => void;
  text: () => string;
  onChange: (listener: () => void) => void;
  /** The element that is marked when the value is invalid. */
  visible: () => JQuery;
  /** For a control of several fields: the result of each. */
  results?: () => FieldResult[];
  /** Frees what the control holds besides its element. */
  close?: () => void;
}

/** Finds the control of a property in the open form. */
export type ControlOf = (property: string) => Control;

const element = (property: string): JQuery => $(`#twilio-field-${property}`);

const EVENTS = 'change keyup paste';

/** An input of one line. */
export const inputControl: ControlOf = (property) => {
  const input = element(property);
  return {
    fill: (text) => input.val(text),
    text() {
      const value: unknown = input.val();
      return typeof value === 'string' ? value : '';
    },
    onChange: (listener) => input.on(EVENTS, listener),
    visible: () => input,
  };
};

/** A TypedInput for JSON. */
export const jsonControl: ControlOf = (property) => {
  const input = element(property);
  return {
    fill(text) {
      input.val(text);
      input.typedInput({ default: 'json', types: ['json'] }).typedInput('value', text);
      labelTypedInput(input);
    },
    text: () => input.typedInput('value'),
    onChange: (listener) => input.on(EVENTS, listener),
    visible: () => input.next('.red-ui-typedInput-container'),
  };
};

/** Checkboxes. Their text is the list of the selected values, in JSON. */
export const checkboxesControl: ControlOf = (property) => {
  const group = element(property);
  const boxes = (): HTMLInputElement[] => [...group.get().flatMap((box) => [...box.querySelectorAll('input')])];
  return {
    fill(text) {
      const wanted = selectedIn(text);
      for (const value of wanted) {
        // An unknown value of an imported flow must not be lost.
        if (!boxes().some((box) => box.value === value)) group.append(unknownCheckbox(value));
      }
      for (const box of boxes()) box.checked = wanted.includes(box.value);
    },
    text: () =>
      JSON.stringify(
        boxes()
          .filter((box) => box.checked)
          .map((box) => box.value),
      ),
    onChange: (listener) => group.on('change', listener),
    visible: () => group,
  };
};

/** The list in a text; an empty one when the text is not a list. */
export function selectedIn(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((value): value is string => typeof value === 'string') : [];
  } catch {
    return [];
  }
}

function unknownCheckbox(value: string): HTMLLabelElement {
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.value = value;
  const name = document.createElement('span');
  name.className = 'twilio-tick-name';
  name.textContent = value;
  label.append(box, name);
  return label;
}

const editors = new WeakMap<HTMLElement, CodeEditor>();

/** Node-RED's code editor, for XML. */
export const codeControl: ControlOf = (property) => {
  const place = element(property);
  const [host] = place.get();
  const editor = (): CodeEditor | undefined => (host ? editors.get(host) : undefined);
  return {
    fill(text) {
      const made = host && createCodeEditor(host, text);
      if (host && made) editors.set(host, made);
    },
    text: () => editor()?.getValue() ?? '',
    onChange: (listener) => editor()?.getSession().on('change', listener),
    visible: () => place,
    close() {
      const open = editor();
      // Node-RED's own `destroy` removes the model first, and Monaco then logs errors.
      open?.dispose?.();
      open?.destroy();
      if (host) editors.delete(host);
    },
  };
};
