/** What the forms of the steps of a call share. */

import { isVariable, matching, type Check } from '../validators/check';
import { current } from '../properties/current';

/** The color of the steps of a call. */
export const STEP_COLOR = '#9AB8F0';

/** Sets the number of outputs while the form is open, by what is selected in it. */
export function watchOutputs(node: EditorNode, form: JQuery, count: (node: EditorNode) => number): void {
  const update = (): void => {
    form.find('#node-input-outputs').val(String(count(node)));
  };
  form.on('change', 'select, input[type=checkbox]', update);
  update();
}

/** A check that applies only while the list of `property` has this choice. */
export const whenChosen =
  (property: string, choice: string, check: Check) =>
  (value: string, node: EditorNode): ReturnType<Check> =>
    current(node, property) === choice ? check(value) : undefined;

/** A number of seconds, or `auto`. */
export const secondsOrAuto: Check = (text) =>
  isVariable(text) ? undefined : matching(/^(?:auto|\d{1,3})$/, 'secondsOrAuto')(text);

/** One key, or `none`. */
export const finishKey: Check = matching(/^(?:[0-9#*]|none)$/, 'finishKey');
