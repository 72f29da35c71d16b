/** Marks for invalid fields, like those that Node-RED gives its own: a red border, and the message as a tooltip. */

import { asText, formOf, prefixOf } from '../properties/current';
import { isVariable } from '../validators/check';
import type { OwnField } from './own-fields';

const tooltips = new WeakMap<HTMLElement, Tooltip>();

/** The text of a message. Nothing in its HTML is run. */
const plainText = (html: string): string => new DOMParser().parseFromString(html, 'text/html').body.textContent;

/** Sets or removes the tooltip of a field. */
function setTooltip(target: JQuery, message: string | undefined): void {
  const [element] = target.get();
  if (!element) return;
  const tooltip = tooltips.get(element);
  if (message === undefined) {
    tooltip?.delete();
    tooltips.delete(element);
    return;
  }
  // With a text instead of an element, screen readers would read the message as the field's name.
  const content = $('<span>').text(plainText(message));
  if (tooltip) tooltip.setContent(content);
  else tooltips.set(element, RED.popover.tooltip(target, content));
}

/** Whether it is a TypedInput whose value does not fit its type. Node-RED marks that itself. */
const isMarkedByNodeRed = (target: JQuery): boolean =>
  target.is('.red-ui-typedInput-container') && !target.prev().typedInput('validate');

function mark(target: JQuery, result: ValidatorResult): void {
  setTooltip(target, result === true || isMarkedByNodeRed(target) ? undefined : result);
  target.toggleClass('input-error', result !== true);
}

/** Validates one of our fields and marks it. */
export function validateOwnField(node: EditorNode, { property, control }: OwnField): void {
  const definition = node._def.defaults[property];
  if (!definition?.validate) return;
  const { text, visible, results } = control(property);
  const result = definition.validate.call(node, text(), {});
  // A form can have room for the message below the field.
  const place = formOf(node).find(`#twilio-problem-${property}`);
  place.html(result === true ? '' : result);
  if (results) for (const part of results()) mark(part.target, part.result);
  else if (place.length === 0) mark(visible(), result);
  else visible().toggleClass('input-error', result !== true);
}

/** The definition of the property that a TypedInput is for. */
const definitionOf = (node: EditorNode, input: JQuery): PropertyDef | undefined => {
  const start = `${prefixOf(node)}-`;
  const id = input.attr('id') ?? '';
  return id.startsWith(start) ? node._def.defaults[id.slice(start.length)] : undefined;
};

/**
 * Marks the TypedInputs whenever the form changes. Node-RED sets its tooltip on the field that a TypedInput hides, where
 * nobody can see it.
 */
export function markTypedInputs(node: EditorNode): void {
  const form = formOf(node);
  const validateAll = (): void => {
    form.find('.red-ui-typedInput-container').each((_index, container) => {
      const input = $(container).prev();
      const definition = definitionOf(node, input);
      if (!definition?.validate) return;
      const value = asText(input.val());
      mark($(container), isVariable(value) || definition.validate.call(node, value, {}));
    });
  };
  form.on('change keyup', 'input, select', validateAll);
  validateAll();
}
