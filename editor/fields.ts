/**
 * Fields whose saved value is no text. Node-RED saves every field of its own as text, so these have ids of ours
 * (`twilio-field-<property>`), are filled when the form opens and read when it closes, and are marked like the others.
 */

import { asText, current, formOf, prefixOf } from './rules';

/** Turns what stands in a field into the value to save; text that is no such value is kept, for the mark to show. */
type Reader = (text: string) => unknown;

/** A field to fill and read. */
export interface PlainField {
  property: string;
  read: Reader;
  write: (value: unknown) => string;
  kind: 'number' | 'json';
}

/** A field that is saved as a number. */
export function numberField(property: string): PlainField {
  const read: Reader = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text);
  return { property, read, write: asText, kind: 'number' };
}

/** A field that is saved as a JSON object; an empty one is `{}`. */
export function jsonField(property: string): PlainField {
  const read: Reader = (text) => {
    if (text.trim() === '') return {};
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      return text;
    }
  };
  const write = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value ?? {}) : asText(value));
  return { property, read, write, kind: 'json' };
}

const element = (field: PlainField): JQuery => $(`#twilio-field-${field.property}`);

function inputText(field: PlainField): string {
  if (field.kind === 'json') return element(field).typedInput('value');
  const value: unknown = element(field).val();
  return typeof value === 'string' ? value : '';
}

const tooltips = new WeakMap<HTMLElement, Tooltip>();

/** Marks a field as Node-RED marks its own: a red border, and the sentence as a tooltip. */
function mark(input: JQuery, result: ValidatorResult): void {
  const typed = input.next('.red-ui-typedInput-container');
  const target = typed.length > 0 ? typed : input;
  target.toggleClass('input-error', result !== true);
  const [shown] = target.get();
  if (!shown) return;
  tooltips.get(shown)?.delete();
  if (result === true) tooltips.delete(shown);
  else tooltips.set(shown, RED.popover.tooltip(target, result));
}

function judge(node: EditorNode, field: PlainField): void {
  const definition = node._def.defaults[field.property];
  if (!definition?.validate) return;
  mark(element(field), definition.validate.call(node, inputText(field), {}));
}

const SOURCES = ['str', 'msg', 'flow', 'global', 'env', 'jsonata'];

/** Gives the parts that a TypedInput shows the label of the field that it hides. */
function labelTyped(input: JQuery): void {
  const shown = input.next('.red-ui-typedInput-container');
  const label = input.attr('aria-labelledby') ?? '';
  shown.find('.red-ui-typedInput-input, .red-ui-typedInput-option-expand').attr('aria-labelledby', label);
}

/** Makes TypedInputs of the fields of these properties; the type is saved as `<property>Type`. */
export function prepareTyped(properties: readonly string[]): void {
  for (const property of properties) {
    const input = $(`#node-input-${property}`);
    input.typedInput({ default: 'str', types: SOURCES, typeField: `#node-input-${property}Type` });
    labelTyped(input);
  }
}

/** Fills the plain fields and judges them as they are typed. */
function preparePlain(node: EditorNode, fields: readonly PlainField[]): void {
  for (const field of fields) {
    const input = element(field);
    const value = field.write(node[field.property]);
    input.val(value);
    if (field.kind === 'json') {
      input.typedInput({ default: 'json', types: ['json'] }).typedInput('value', value);
      labelTyped(input);
    }
    input.on('change keyup paste', () => {
      judge(node, field);
    });
    judge(node, field);
  }
}

/** Puts what stands in the plain fields on the node. */
export function savePlain(node: EditorNode, fields: readonly PlainField[]): void {
  for (const field of fields) node[field.property] = field.read(inputText(field));
}

type Conditions = { property: string; values: string[] }[];

const conditions = (source: string): Conditions =>
  source.split(' ').map((condition) => {
    const [property = '', values = ''] = condition.split('=');
    return { property, values: values.split('|') };
  });

/** Shows each part of the form that has `data-when` only while its conditions hold. */
function prepareConditions(node: EditorNode): void {
  const form = formOf(node);
  form.find('[data-when]').each((_index, part) => {
    const wanted = conditions(part.dataset['when'] ?? '');
    const update = (): void => {
      part.hidden = !wanted.every(({ property, values }) => values.includes(current(node, property)));
    };
    for (const { property } of wanted) form.find(`#${prefixOf(node)}-${property}`).on('change keyup input', update);
    update();
  });
}

/** What every node does when its form opens. */
export function openForm(node: EditorNode, plain: readonly PlainField[] = []): void {
  // The form of a node that lies beneath an account's form carries that node's id already.
  $('.twilio-form:not([data-node])').attr('data-node', node.id);
  preparePlain(node, plain);
  prepareConditions(node);
}
