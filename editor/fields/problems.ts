/**
 * What is wrong with each field of a form: a sentence below the field, a red border, and the attributes that screen readers
 * need. Node-RED has its own sentences only in tooltips, which a keyboard cannot reach.
 */

import { asText, formOf, ownPrefixOf, prefixOf } from '../properties/current';
import { text } from '../strings';
import { isVariable } from '../validators/check';
import type { FieldResult } from './controls';
import type { OwnField } from './own-fields';

/** The parts of a field that can have the focus and a value. */
const FOCUSABLE = 'input:not([type=hidden]), select, textarea';

/** The element for the sentence about a field. A form without one gets it in the field's row, above the hint. */
function placeOf(node: EditorNode, name: string): JQuery {
  const form = formOf(node);
  const own = ownPrefixOf(node);
  const found = form.find(`#${own}-problem-${name}`);
  if (found.length > 0) return found;
  const row = form.find(`#${own}-row-${name}`);
  const place = $(`<div class="twilio-problem" id="${own}-problem-${name}" role="status">`);
  const hint = row.children('.twilio-hint').first();
  return hint.length > 0 ? place.insertBefore(hint) : place.appendTo(row);
}

/** Connects a field with its hint and its problem. */
function describeField(node: EditorNode, { name, target, result }: FieldResult): void {
  const own = ownPrefixOf(node);
  const fields = target.is(FOCUSABLE) ? target : target.find(FOCUSABLE);
  const ids = [
    ...(result === true ? [] : [`${own}-problem-${name}`]),
    ...(formOf(node).find(`#${own}-hint-${name}`).length === 0 ? [] : [`${own}-hint-${name}`]),
  ];
  // A group has one description, not one for each of its fields.
  const described = target.is('[role=group]') ? target : fields;
  if (ids.length === 0) described.removeAttr('aria-describedby');
  else described.attr('aria-describedby', ids.join(' '));
  if (result === true) fields.removeAttr('aria-invalid');
  else fields.attr('aria-invalid', 'true');
}

function show(node: EditorNode, field: FieldResult): void {
  const { name, target, result } = field;
  const place = placeOf(node, name);
  const sentence = result === true ? '' : result;
  if (place.data('sentence') !== sentence) place.data('sentence', sentence).html(sentence);
  target.toggleClass('input-error', result !== true);
  describeField(node, field);
}

/** The result of one of our fields, or of each of its parts. */
function resultsOfOwn(node: EditorNode, { property, control }: OwnField): FieldResult[] {
  const definition = node._def.defaults[property];
  if (!definition?.validate) return [];
  const { text: value, visible, results } = control(property);
  if (results) return results();
  return [{ name: property, target: visible(), result: definition.validate.call(node, value(), {}) }];
}

/** The result of a TypedInput without a check of our own: whether the value is valid for its type. */
function typedResult(input: JQuery, value: string): ValidatorResult {
  if (value === '') return true;
  const result = RED.utils.validateTypedProperty(value, input.typedInput('type'), {});
  return result === false ? text('common.error.required') : result;
}

/** The result of a field that Node-RED saves; undefined when it cannot be wrong. */
function resultOfNodeRed(
  node: EditorNode,
  name: string,
  definition: PropertyDef | CredentialDef,
): FieldResult | undefined {
  const input = formOf(node).find(`#${prefixOf(node)}-${name}`);
  const container = input.next('.red-ui-typedInput-container');
  const isTyped = container.length > 0;
  const isBox = input.is('[type=checkbox]');
  if (input.length === 0 || (isBox && !definition.validate) || (!isTyped && input.is('[type=hidden]')))
    return undefined;
  const value = isBox ? String(input.prop('checked')) : asText(input.val());
  const target = isTyped ? container : input;
  if (isTyped && isVariable(value)) return { name, target, result: true };
  if (definition.validate) return { name, target, result: definition.validate.call(node, value, {}) };
  if (isTyped) return { name, target, result: typedResult(input, value) };
  const isNeeded = 'value' in definition && definition.type === 'twilio-config' && definition.required === true;
  const isValid = !isNeeded || isVariable(value) || Boolean(RED.nodes.node(value));
  return { name, target, result: isValid || text('common.error.account') };
}

/** Shows the problems of all fields of an open form now, and whenever the form changes. */
export function watchProblems(node: EditorNode, ownFields: readonly OwnField[]): void {
  const form = formOf(node);
  const validateAll = (): void => {
    const own = ownFields.flatMap((field) => resultsOfOwn(node, field));
    const names = ownFields.map(({ property }) => property);
    const definitions = Object.entries({ ...node._def.defaults, ...node._def.credentials });
    const others = definitions.flatMap(([name, definition]) => {
      const result = names.includes(name) ? undefined : resultOfNodeRed(node, name, definition);
      return result === undefined ? [] : [result];
    });
    for (const result of [...own, ...others]) show(node, result);
  };
  for (const { property, control } of ownFields) control(property).onChange(validateAll);
  // Also on `input`. A sentence that appears when the field loses the focus would move the button that is being clicked.
  form.on('change keyup input', 'input, select, textarea', validateAll);
  validateAll();
}
