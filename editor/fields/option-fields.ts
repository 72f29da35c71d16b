/**
 * Fields for some members of a node's `options` object, `<OptionField property="…" />`. The object stays one property:
 * members with a field are edited there, the rest as JSON. Both are put together when the form is saved.
 */

import { asText } from '../properties/current';
import type { Properties } from '../properties/properties';
import { rule, sentenceOf, type NodeCheck } from '../properties/rule';
import type { Text } from '../strings';
import type { Check, Problem } from '../validators/check';
import { jsonObject } from '../validators/validators';
import { jsonControl, type Control } from './controls';
import { objectIn } from './json-rows';
import { writeObject, type OwnField } from './own-fields';

/** The checks of the members, by name. */
export type OptionChecks = Readonly<Record<string, NodeCheck>>;

type Fields = Record<string, unknown>;
type Part = HTMLInputElement | HTMLSelectElement;

const PARTS = '.twilio-form [data-option]';

const isPart = (element: HTMLElement): element is Part =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement;

const parts = (): Part[] => $(PARTS).get().filter(isPart);

const nameOf = (part: Part): string => part.dataset['option'] ?? '';

/** A field that the form hides is not saved. */
const isActive = (part: Part): boolean => part.closest('[hidden]') === null;

/** Fills a field. @returns false when the field cannot show the value */
function fillPart(part: Part, value: unknown): boolean {
  if (part instanceof HTMLInputElement && part.type === 'checkbox') {
    part.checked = value === true;
    // A saved false stays, because Twilio can treat it differently from a missing parameter.
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

/** The value of a field; undefined when it is empty. */
function readPart(part: Part): unknown {
  if (part instanceof HTMLInputElement && part.type === 'checkbox') {
    if (part.checked) return true;
    return part.dataset['was'] === 'false' ? false : undefined;
  }
  const typed = part.value.trim();
  if (typed === '') return undefined;
  return part.dataset['kind'] === 'number' && /^\d+$/.test(typed) ? Number(typed) : typed;
}

/** The problems of the members, by name. */
function problemsIn(fields: Fields, checks: OptionChecks, node: EditorNode): Map<string, Problem> {
  const found = new Map<string, Problem>();
  for (const [name, check] of Object.entries(checks)) {
    const problem = fields[name] === undefined ? undefined : check(asText(fields[name]), node);
    if (problem) found.set(name, problem);
  }
  return found;
}

/** The label of a member's field, or the name of a member without a field. */
function labelOf(text: Text, type: string, name: string): string {
  const key = `${type}.label.${name}`;
  const label = text(key);
  // Node-RED returns the key when the catalogue does not have it.
  return label.endsWith(key) ? name : label;
}

/** The sentences about several members, each after its label. */
const sentencesOf = (text: Text, type: string, problems: Iterable<[string, Problem]>): string =>
  [...problems].map(([name, problem]) => `${labelOf(text, type, name)}: ${sentenceOf(text, problem)}`).join('. ');

const anObject = (text: Text, type: string): Check => jsonObject(text(`${type}.example.options`));

function optionsControl(text: Text, type: string, checks: OptionChecks): Control {
  const rest = jsonControl('options');
  const merged = (): string => {
    const fields = objectIn(rest.text());
    if (fields === undefined) return rest.text();
    for (const part of parts()) {
      const value = isActive(part) ? readPart(part) : undefined;
      if (value !== undefined) fields[nameOf(part)] = value;
    }
    return JSON.stringify(fields);
  };
  return {
    fill(text) {
      const fields = objectIn(text);
      for (const part of parts()) {
        const { [nameOf(part)]: value } = fields ?? {};
        if (fillPart(part, value) && fields !== undefined) Reflect.deleteProperty(fields, nameOf(part));
      }
      rest.fill(fields === undefined ? text : JSON.stringify(fields));
    },
    text: merged,
    onChange(listener) {
      rest.onChange(listener);
      $(PARTS).on('change keyup paste', listener);
    },
    visible: rest.visible,
    results() {
      const node = owner();
      const broken = anObject(text, type)(rest.text());
      const fields = objectIn(merged());
      const problems = node && fields ? problemsIn(fields, checks, node) : new Map<string, Problem>();
      const ofParts = parts().map((part) => {
        const name = nameOf(part);
        const problem = isActive(part) && readPart(part) !== undefined ? problems.get(name) : undefined;
        if (problem) problems.delete(name);
        return { name, target: $(part), result: problem === undefined || sentenceOf(text, problem) };
      });
      // Problems of members without a field are shown at the JSON.
      const others = broken ? sentenceOf(text, broken) : sentencesOf(text, type, problems);
      return [...ofParts, { name: 'options', target: rest.visible(), result: others === '' || others }];
    },
  };
}

/** The node whose form with option fields is open. */
function owner(): EditorNode | undefined {
  const id = $('.twilio-form:has([data-option])').attr('data-node');
  return id === undefined ? undefined : (RED.nodes.node(id) ?? undefined);
}

/** The field of an `options` property, when the form has fields for some of its members. */
export const optionsField = ({ text, type }: Properties, checks: OptionChecks = {}): OwnField => ({
  property: 'options',
  read: (typed) => objectIn(typed) ?? typed,
  write: writeObject,
  control: () => optionsControl(text, type, checks),
});

/** The definition of an `options` property: a JSON object with checks for some members. */
export const optionsProperty = ({ text, type }: Properties, checks: OptionChecks = {}): PropertyDef => ({
  value: {},
  label: text(`${type}.label.options`),
  validate(saved, options) {
    const source = asText(saved);
    const broken = anObject(text, type)(source);
    if (broken) return rule(text, () => broken).call(this, saved, options);
    const sentences = sentencesOf(text, type, problemsIn(objectIn(source) ?? {}, checks, this));
    return sentences === '' || sentences;
  },
});
