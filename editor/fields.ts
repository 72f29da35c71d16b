/**
 * Fields whose saved value is no text. Node-RED saves every field of its own as text, so these have ids of ours
 * (`twilio-field-<property>`), are filled when the form opens and read when it closes, and are marked like the others.
 */

import { codeControl, inputControl, jsonControl, labelTyped, ticksControl, type ControlOf } from './controls';
import { asText, current, formOf, prefixOf } from './rules';
import { isVariable } from './validators';

/** Turns what stands in a field into the value to save; text that is no such value is kept, for the mark to show. */
type Reader = (text: string) => unknown;

/** A field to fill and read. */
export interface PlainField {
  property: string;
  read: Reader;
  write: (value: unknown) => string;
  control: ControlOf;
}

/** A field that is saved as a number. */
export function numberField(property: string): PlainField {
  const read: Reader = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text);
  return { property, read, write: asText, control: inputControl };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A field that is saved as a JSON object; an empty one is `{}`. */
export function jsonField(property: string): PlainField {
  const read: Reader = (text) => (text.trim() === '' ? {} : parsed(text));
  const write = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value ?? {}) : asText(value));
  return { property, read, write, control: jsonControl };
}

/** Tick boxes that are saved as a list of texts. */
export function listField(property: string): PlainField {
  return { property, read: parsed, write: asText, control: ticksControl };
}

/** A document of several lines, in Node-RED's code editor. */
export function codeField(property: string): PlainField {
  return { property, read: (text) => text, write: asText, control: codeControl };
}

const tooltips = new WeakMap<HTMLElement, Tooltip>();

/** A sentence without its markup; nothing in it is run. */
const plainText = (sentence: string): string => new DOMParser().parseFromString(sentence, 'text/html').body.textContent;

/** Hangs a sentence on what is shown, or takes it off. */
function explain(target: JQuery, sentence: string | undefined): void {
  const [shown] = target.get();
  if (!shown) return;
  const tooltip = tooltips.get(shown);
  if (sentence === undefined) {
    tooltip?.delete();
    tooltips.delete(shown);
    return;
  }
  // A text would become the name of the field or of a button in it, for those who cannot see.
  const content = $('<span>').text(plainText(sentence));
  if (tooltip) tooltip.setContent(content);
  else tooltips.set(shown, RED.popover.tooltip(target, content));
}

/** Whether it is a TypedInput whose value can be none of its type, which it marks and says by itself. */
const saysItself = (target: JQuery): boolean =>
  target.is('.red-ui-typedInput-container') && !target.prev().typedInput('validate');

/** Marks a field as Node-RED marks its own: a red border, and the sentence as a tooltip. */
function mark(target: JQuery, result: ValidatorResult): void {
  explain(target, result === true || saysItself(target) ? undefined : result);
  target.toggleClass('input-error', result !== true);
}

function judge(node: EditorNode, { property, control }: PlainField): void {
  const definition = node._def.defaults[property];
  if (!definition?.validate) return;
  const { text, shown, verdicts } = control(property);
  const result = definition.validate.call(node, text(), {});
  const sentence = formOf(node).find(`#twilio-problem-${property}`);
  // Where there is room for it, the sentence is written out.
  sentence.html(result === true ? '' : result);
  if (verdicts) for (const { target, result: own } of verdicts()) mark(target, own);
  else if (sentence.length === 0) mark(shown(), result);
  else shown().toggleClass('input-error', result !== true);
}

const SOURCES = ['str', 'msg', 'flow', 'global', 'env', 'jsonata'];

/** Makes TypedInputs of the fields of these properties; the type is saved as `<property>Type`. */
export function prepareTyped(properties: readonly string[]): void {
  for (const property of properties) {
    const input = $(`#node-input-${property}`);
    input.typedInput({ default: 'str', types: SOURCES, typeField: `#node-input-${property}Type` });
    labelTyped(input);
  }
}

/** Fills the plain fields and judges them as they are typed, and whenever something that they may depend on changes. */
function preparePlain(node: EditorNode, fields: readonly PlainField[]): void {
  for (const field of fields) {
    const control = field.control(field.property);
    control.fill(field.write(node[field.property]));
    control.changed(() => {
      for (const each of fields) judge(node, each);
    });
    judge(node, field);
  }
  formOf(node).on('change keyup', 'input, select', () => {
    for (const field of fields) judge(node, field);
  });
}

/** Puts what stands in the plain fields on the node. */
export function savePlain(node: EditorNode, fields: readonly PlainField[]): void {
  for (const { property, read, control } of fields) node[property] = read(control(property).text());
  closePlain(fields);
}

/** Gives back what the plain fields hold; when a form is left without saving. */
export function closePlain(fields: readonly PlainField[]): void {
  for (const { property, control } of fields) control(property).close?.();
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

/** A node that was saved before one of its lists of choices existed shows what it would be when new. */
function fillChoices(node: EditorNode): void {
  const start = prefixOf(node).length + 1;
  formOf(node)
    .find('select')
    .each((_index, list) => {
      const definition = node._def.defaults[list.id.slice(start)];
      if (list instanceof HTMLSelectElement && list.selectedIndex === -1 && definition) {
        list.value = asText(definition.value);
      }
    });
}

/** The property that a TypedInput of Node-RED's own is for. */
const propertyOf = (node: EditorNode, input: JQuery): PropertyDef | undefined => {
  const start = `${prefixOf(node)}-`;
  const id = input.attr('id') ?? '';
  return id.startsWith(start) ? node._def.defaults[id.slice(start.length)] : undefined;
};

/**
 * Marks the TypedInputs, whenever something in the form changes: Node-RED hangs its sentence on the field that they hide,
 * where nobody meets it.
 */
function markTyped(node: EditorNode): void {
  const form = formOf(node);
  const judgeAll = (): void => {
    form.find('.red-ui-typedInput-container').each((_index, container) => {
      const shown = $(container);
      const input = shown.prev();
      const definition = propertyOf(node, input);
      if (!definition?.validate) return;
      const value = String(input.val());
      mark(shown, isVariable(value) || definition.validate.call(node, value, {}));
    });
  };
  form.on('change keyup', 'input, select', judgeAll);
  judgeAll();
}

/** What every node does when its form opens. */
export function openForm(node: EditorNode, plain: readonly PlainField[] = []): void {
  // The form of a node that lies beneath an account's form carries that node's id already.
  $('.twilio-form:not([data-node])').attr('data-node', node.id);
  fillChoices(node);
  preparePlain(node, plain);
  prepareConditions(node);
  markTyped(node);
}
