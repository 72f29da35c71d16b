/**
 * Checks are pure functions from a field's text to a problem, or undefined when the text is valid. A problem names its
 * sentence in the catalogue: `common.error.<key>`.
 */

/** Why a value is invalid: the key of a sentence under `common.error`, and the values in that sentence. */
export interface Problem {
  key: string;
  values?: Record<string, string>;
}

/** Checks a field's text. Every check but `required` accepts an empty text. */
export type Check = (text: string) => Problem | undefined;

/**
 * `${NAME}` and nothing else, not even a space: Node-RED replaces it when the flow starts, so it cannot be checked here.
 * https://nodered.org/docs/user-guide/environment-variables
 */
const ENVIRONMENT_VARIABLE = /^\$\{[^{}\s]+\}$/;

/** A variable inside other text, which Node-RED does not replace. */
const WITHIN_TEXT = /\$\{[^{}\s]+\}/;

/** Whether a text is an environment variable and nothing else. */
export const isVariable = (text: string): boolean => ENVIRONMENT_VARIABLE.test(text);

/** Trims the text before the check, and accepts an empty text and an environment variable. */
export function shaped(check: Check): Check {
  return (text) => {
    const value = text.trim();
    if (value === '' || isVariable(text)) return undefined;
    return WITHIN_TEXT.test(value) ? { key: 'variableWithin' } : check(value);
  };
}

/** A check of a text against a regular expression. */
export const matching = (pattern: RegExp, key: string): Check =>
  shaped((value) => (pattern.test(value) ? undefined : { key }));

/** Rejects an empty text. */
export const required: Check = (text) => (text.trim() === '' ? { key: 'required' } : undefined);

/** The first problem of several checks. */
export function all(...checks: Check[]): Check {
  return (text) => {
    for (const check of checks) {
      const problem = check(text);
      if (problem) return problem;
    }
    return undefined;
  };
}

/** A check that accepts an empty text. */
export const optional =
  (check: Check): Check =>
  (text) =>
    text.trim() === '' ? undefined : check(text);
