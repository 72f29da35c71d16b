/**
 * Fields whose saved value is not a text. Node-RED saves its own fields as text, so these fields have our ids
 * (`twilio-field-<property>`). They are filled when the form opens and read when it is saved.
 */

import { asText } from '../properties/current';
import { checkboxesControl, codeControl, inputControl, jsonControl, type ControlOf } from './controls';

/** A field to fill and read. */
export interface OwnField {
  property: string;
  /** The value to save. A text that is not such a value is kept, so that the validator can mark it. */
  read: (text: string) => unknown;
  /** The text to show. */
  write: (value: unknown) => string;
  control: ControlOf;
}

/** A field that is saved as a number. */
export const numberField = (property: string): OwnField => ({
  property,
  read: (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text),
  write: asText,
  control: inputControl,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The saved value of a field for a JSON object; nothing is `{}`. */
export const readObject = (text: string): unknown => (text.trim() === '' ? {} : parsed(text));

/** The text of a JSON object. */
export const writeObject = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value ?? {}) : asText(value);

/** A field that is saved as a JSON object. */
export const jsonField = (property: string): OwnField => ({
  property,
  read: readObject,
  write: writeObject,
  control: jsonControl,
});

/** Checkboxes that are saved as a list of texts. */
export const listField = (property: string): OwnField => ({
  property,
  read: parsed,
  write: asText,
  control: checkboxesControl,
});

/** A document of several lines, in Node-RED's code editor. */
export const codeField = (property: string): OwnField => ({
  property,
  read: (text) => text,
  write: asText,
  control: codeControl,
});
