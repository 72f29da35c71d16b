/**
 * Fields for some members of a node's `options` object, `<x-option property="…" />`. The object stays one property: what
 * has a field stands in its field, all the rest as JSON, and both are put together when the form is saved.
 */

import { jsonControl, type Control } from './controls';
import type { PlainField } from './fields';
import { objectIn } from './json-rows';
import { asText, rule, sentenceOf, type NodeCheck } from './rules';
import type { Text } from './strings';
import { jsonObject, type Check, type Problem } from './validators';

/** How the values of members are judged, by name. */
export type OptionChecks = Readonly<Record<string, NodeCheck>>;

type Fields = Record<string, unknown>;
type Part = HTMLInputElement | HTMLSelectElement;

const PARTS = '.twilio-form [data-option]';

const isPart = (element: HTMLElement): element is Part =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement;

const parts = (): Part[] => $(PARTS).get().filter(isPart);

const nameOf = (part: Part): string => part.dataset['option'] ?? '';

/** A field that belongs to something that is not chosen has nothing to say. */
const matters = (part: Part): boolean => part.closest('[hidden]') === null;

/** Puts a value into a field; false when the field cannot show it. */
function put(part: Part, value: unknown): boolean {
  if (part instanceof HTMLInputElement && part.type === 'checkbox') {
    part.checked = value === true;
    // Twilio may take "not set" for something else than "no", so a "no" stays one.
    part.dataset['was'] = String(value);
    return typeof value === 'boolean' || value === undefined;
  }
  if (part instanceof HTMLSelectElement) {
    part.value = asText(value);
    if (part.selectedIndex !== -1) return true;
    part.value = '';
    return false;
  }
  part.value = typeof value === 'object' ? '' : asText(value);
  return typeof value !== 'object';
}

/** The value in a field; undefined when it is empty. */
function take(part: Part): unknown {
  if (part instanceof HTMLInputElement && part.type === 'checkbox') {
    if (part.checked) return true;
    return part.dataset['was'] === 'false' ? false : undefined;
  }
  const typed = part.value.trim();
  if (typed === '') return undefined;
  return part.dataset['kind'] === 'number' && /^\d+$/.test(typed) ? Number(typed) : typed;
}

/** What is wrong with members, by name. */
function problemsIn(fields: Fields, checks: OptionChecks, node: EditorNode): Map<string, Problem> {
  const found = new Map<string, Problem>();
  for (const [name, check] of Object.entries(checks)) {
    const problem = fields[name] === undefined ? undefined : check(asText(fields[name]), node);
    if (problem) found.set(name, problem);
  }
  return found;
}

/** The label of a member's field. One that has no field goes by its name. */
function labelOf(text: Text, type: string, name: string): string {
  const key = `${type}.label.${name}`;
  const label = text(key);
  // Node-RED gives the key back for what the catalogue does not have.
  return label.endsWith(key) ? name : label;
}

/** The sentences for several members, each led by its label. */
const sentencesOf = (text: Text, type: string, problems: Iterable<[string, Problem]>): string =>
  [...problems].map(([name, problem]) => `${labelOf(text, type, name)}: ${sentenceOf(text, problem)}`).join('. ');

const anObject = (text: Text, type: string): Check => jsonObject(text(`${type}.example.options`));

function optionsControl(text: Text, type: string, checks: OptionChecks): Control {
  const rest = jsonControl('options');
  const together = (): string => {
    const fields = objectIn(rest.text());
    if (fields === undefined) return rest.text();
    for (const part of parts()) {
      const value = matters(part) ? take(part) : undefined;
      if (value !== undefined) fields[nameOf(part)] = value;
    }
    return JSON.stringify(fields);
  };
  return {
    fill(text) {
      const fields = objectIn(text);
      for (const part of parts()) {
        const { [nameOf(part)]: value } = fields ?? {};
        if (put(part, value) && fields !== undefined) Reflect.deleteProperty(fields, nameOf(part));
      }
      rest.fill(fields === undefined ? text : JSON.stringify(fields));
    },
    text: together,
    changed(listener) {
      rest.changed(listener);
      $(PARTS).on('change keyup paste', listener);
    },
    shown: rest.shown,
    verdicts() {
      const node = owner();
      const broken = anObject(text, type)(rest.text());
      const fields = objectIn(together());
      const problems = node && fields ? problemsIn(fields, checks, node) : new Map<string, Problem>();
      const own = parts().map((part) => {
        const name = nameOf(part);
        const problem = matters(part) && take(part) !== undefined ? problems.get(name) : undefined;
        if (problem) problems.delete(name);
        return { target: $(part), result: problem === undefined || sentenceOf(text, problem) };
      });
      // The rest of what is wrong stands in the JSON.
      const others = broken ? sentenceOf(text, broken) : sentencesOf(text, type, problems);
      return [...own, { target: rest.shown(), result: others === '' || others }];
    },
  };
}

/** The node whose form with such fields is open. */
function owner(): EditorNode | undefined {
  const id = $('.twilio-form:has([data-option])').attr('data-node');
  return id === undefined ? undefined : (RED.nodes.node(id) ?? undefined);
}

/** The plain field of an `options` property whose form has fields for some of its members. */
export function optionsField(text: Text, type: string, checks: OptionChecks = {}): PlainField {
  return {
    property: 'options',
    read: (typed) => objectIn(typed) ?? typed,
    write: (value) => (typeof value === 'object' ? JSON.stringify(value ?? {}) : asText(value)),
    control: () => optionsControl(text, type, checks),
  };
}

/** The definition of an `options` property: a JSON object, whose members of these names are judged. */
export function optionsProperty(text: Text, type: string, checks: OptionChecks = {}): PropertyDef {
  return {
    value: {},
    label: text(`${type}.label.options`),
    validate(saved, options) {
      const source = asText(saved);
      const broken = anObject(text, type)(source);
      if (broken) return rule(text, () => broken).call(this, saved, options);
      const sentences = sentencesOf(text, type, problemsIn(objectIn(source) ?? {}, checks, this));
      return sentences === '' || sentences;
    },
  };
}
