/** The fields of the form on top, by property. */
import type { Locator } from 'playwright-core';
import type { Editor } from './editor';

/** How the id of a field begins: Node-RED's own fields, and ours. */
const PREFIXES = ['node-input-', 'node-config-input-', 'twilio-field-', 'twilio-option-'];

/** What the tests do with fields. */
export interface Fields {
  /** The field that Node-RED knows. A TypedInput hides it. */
  input(property: string): Locator;
  /** The TypedInput of a property. */
  typed(property: string): Locator;
  /** What a person sees of a field. */
  shown(property: string): Locator;
  /** The same, while it is marked as wrong. */
  marked(property: string): Locator;
  /** A checkbox of a field with several. */
  box(property: string, value: string): Locator;
  /** Types into a field, and leaves it: that is when Node-RED judges it. */
  write(property: string, text: string): Promise<void>;
  /** Chooses the type of a TypedInput. */
  choose(property: string, type: string): Promise<void>;
}

/**
 * The fields of an editor's forms. Each is found by its id: `:visible` alone would be computed for every element of the page,
 * which takes more of the processor than all else in a test.
 */
export function fieldsOf(editor: Editor): Fields {
  const select = (property: string, suffixes: string[]): Locator =>
    editor.form.locator(
      PREFIXES.flatMap((prefix) => suffixes.map((suffix) => `#${prefix}${property}${suffix}`)).join(', '),
    );
  const input = (property: string) => select(property, ['']);
  const typed = (property: string) => select(property, [' + .red-ui-typedInput-container']);
  return {
    input,
    typed,
    shown: (property) => select(property, [':visible', ' + .red-ui-typedInput-container']),
    marked: (property) => select(property, ['.input-error:visible', ' + .red-ui-typedInput-container.input-error']),
    box: (property, value) => input(property).locator(`input[value="${value}"]`),
    async write(property, text) {
      const inner = typed(property).locator('.red-ui-typedInput-input:visible, .twilio-lines:visible');
      const field = (await inner.count()) > 0 ? inner : input(property);
      await field.fill(text);
      await field.press('Tab');
    },
    async choose(property, type) {
      await typed(property).locator('.red-ui-typedInput-type-select').click();
      await editor.fromMenu(type);
    },
  };
}
