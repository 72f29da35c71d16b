/**
 * The controls behind fields whose saved value is no text: how each is filled, what stands in it as text, and how it
 * tells that it changed. They lie under the id `twilio-field-<property>`.
 */

/** What a validator says of one field on the page. */
export interface Verdict {
  target: JQuery;
  result: ValidatorResult;
}

/** A control of the open form. */
export interface Control {
  fill: (text: string) => void;
  text: () => string;
  changed: (listener: () => void) => void;
  /** What is marked when something is wrong. */
  shown: () => JQuery;
  /** Of a control of several fields: each of them, and what is wrong with it. */
  verdicts?: () => Verdict[];
  /** Gives back what the control holds beside its element. */
  close?: () => void;
}

/** Finds the control of a property in the open form. */
export type ControlOf = (property: string) => Control;

const element = (property: string): JQuery => $(`#twilio-field-${property}`);

/** Gives the parts that a TypedInput shows the label of the field that it hides. */
export function labelTyped(input: JQuery): void {
  const shown = input.next('.red-ui-typedInput-container');
  const label = input.attr('aria-labelledby') ?? '';
  shown.find('.red-ui-typedInput-input, .red-ui-typedInput-option-expand').attr('aria-labelledby', label);
}

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
    changed: (listener) => input.on(EVENTS, listener),
    shown: () => input,
  };
};

/** A TypedInput for JSON. */
export const jsonControl: ControlOf = (property) => {
  const input = element(property);
  return {
    fill(text) {
      input.val(text);
      input.typedInput({ default: 'json', types: ['json'] }).typedInput('value', text);
      labelTyped(input);
    },
    text: () => input.typedInput('value'),
    changed: (listener) => input.on(EVENTS, listener),
    shown: () => input.next('.red-ui-typedInput-container'),
  };
};

/** Tick boxes. As text they are the list of those ticked, in JSON. */
export const ticksControl: ControlOf = (property) => {
  const group = element(property);
  const boxes = (): HTMLInputElement[] => [...group.get().flatMap((box) => [...box.querySelectorAll('input')])];
  return {
    fill(text) {
      const wanted = tickedIn(text);
      for (const value of wanted) {
        // A value that an imported flow has and this form does not know must not get lost unseen.
        if (!boxes().some((box) => box.value === value)) group.append(unknownTick(value));
      }
      for (const box of boxes()) box.checked = wanted.includes(box.value);
    },
    text: () =>
      JSON.stringify(
        boxes()
          .filter((box) => box.checked)
          .map((box) => box.value),
      ),
    changed: (listener) => group.on('change', listener),
    shown: () => group,
  };
};

/** The list that a text holds; none when it is no list. */
export function tickedIn(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((value): value is string => typeof value === 'string') : [];
  } catch {
    return [];
  }
}

function unknownTick(value: string): HTMLLabelElement {
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

/** An editor for XML: Node-RED's own. */
export const codeControl: ControlOf = (property) => {
  const place = element(property);
  const [host] = place.get();
  const editor = (): CodeEditor | undefined => (host ? editors.get(host) : undefined);
  return {
    fill(text) {
      if (!host || !RED.editor.createEditor) return;
      editors.set(
        host,
        RED.editor.createEditor({
          element: host,
          mode: 'ace/mode/xml',
          value: text,
          focus: false,
          minimap: { enabled: false },
        }),
      );
    },
    text: () => editor()?.getValue() ?? '',
    changed: (listener) => editor()?.getSession().on('change', listener),
    shown: () => place,
    close() {
      const open = editor();
      // Node-RED takes the document away first, beneath what still looks at it; Monaco then logs errors.
      open?.dispose?.();
      open?.destroy();
      if (host) editors.delete(host);
    },
  };
};
