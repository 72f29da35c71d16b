/**
 * Fields for some members of a node's `options` object, `<x-option property="…" />`. The object stays one property: what
 * has a field stands in its field, all the rest as JSON, and both are put together when the form is saved.
 */

import { jsonControl, type Control } from './controls';
import type { PlainField } from './fields';
import { objectIn } from './json-rows';
import { asText, rule, type NodeCheck } from './rules';
import type { Text } from './strings';
import { jsonObject, type Problem } from './validators';

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

/** The first member with a problem. */
function wrongMember(
  fields: Fields,
  checks: OptionChecks,
  node: EditorNode,
): { name: string; problem: Problem } | undefined {
  for (const [name, check] of Object.entries(checks)) {
    const problem = fields[name] === undefined ? undefined : check(asText(fields[name]), node);
    if (problem) return { name, problem };
  }
  return undefined;
}

function optionsControl(node: () => EditorNode | undefined, checks: OptionChecks): Control {
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
      const heard = (): void => {
        $(PARTS).add(rest.shown()).removeClass('input-error');
        listener();
      };
      rest.changed(heard);
      $(PARTS).on('change keyup paste', heard);
    },
    shown() {
      const owner = node();
      const fields = objectIn(together());
      const wrong = owner === undefined || fields === undefined ? undefined : wrongMember(fields, checks, owner);
      const part = parts().find((one) => nameOf(one) === wrong?.name && matters(one));
      return part === undefined ? rest.shown() : $(part);
    },
  };
}

/** The plain field of an `options` property whose form has fields for some of its members. */
export function optionsField(checks: OptionChecks = {}): PlainField {
  const node = (): EditorNode | undefined => {
    const id = $('.twilio-form:has([data-option])').attr('data-node');
    return id === undefined ? undefined : (RED.nodes.node(id) ?? undefined);
  };
  return {
    property: 'options',
    read: (text) => objectIn(text) ?? text,
    write: (value) => (typeof value === 'object' ? JSON.stringify(value ?? {}) : asText(value)),
    control: () => optionsControl(node, checks),
  };
}

/** The definition of an `options` property: a JSON object, whose members of these names are judged. */
export function optionsProperty(text: Text, type: string, checks: OptionChecks = {}): PropertyDef {
  return {
    value: {},
    label: text(`${type}.label.options`),
    validate(saved, options) {
      const source = asText(saved);
      const broken = jsonObject(source);
      if (broken) return rule(text, () => broken).call(this, saved, options);
      const wrong = wrongMember(objectIn(source) ?? {}, checks, this);
      if (wrong === undefined) return true;
      const label = options.label === undefined ? '' : `${options.label}: `;
      return rule(text, () => wrong.problem).call(this, saved, { label: `${label}${wrong.name}` });
    },
  };
}
