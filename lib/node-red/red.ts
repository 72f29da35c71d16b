import { NAMESPACE } from '../namespace';
import { inLanguage } from './language';
import type { Node, NodeAPI, NodeDef, NodeMessage, NodeMessageInFlow, NodeStatus } from 'node-red';

/** Node-RED's API, as a node file gets it. */
export type Red = NodeAPI;

export type { Node, NodeDef, NodeMessage, NodeMessageInFlow, NodeStatus };

/** Strings of the catalogue with their placeholders. Node-RED's language does not change while it runs. */
const templates = new WeakMap<Red, Map<string, string>>();

/**
 * A string of `locales/<lang>/runtime.json`, which all nodes share. It is looked up once, because a lookup costs more than
 * the rest of a status. Only a string with `count`, which may be singular or plural, is looked up each time.
 * @param values fill the placeholders `__name__`
 */
export function translate(red: Red, key: string, values: Record<string, string | number> = {}): string {
  if ('count' in values) return lookUp(red, key, values);
  const known = templates.get(red) ?? new Map<string, string>();
  if (known.size === 0) templates.set(red, known);
  let template = known.get(key);
  if (template === undefined) {
    template = lookUp(red, key, Object.fromEntries(Object.keys(values).map((name) => [name, `__${name}__`])));
    known.set(key, template);
  }
  return template.replace(/__([a-z]+)__/gi, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** Looks a string up. A key that is in no catalogue is returned as it is. */
function lookUp(red: Red, key: string, values: Record<string, string | number>): string {
  const full = `${NAMESPACE}:runtime.${key}`;
  const found = red._(full, values);
  return found === full ? `runtime.${key}` : found;
}

/** The label of a node type in the palette, such as `sms in`. */
export function paletteLabel(red: Red, type: string): string {
  const full = `${NAMESPACE}:${type}.palette`;
  const found = red._(full);
  return found === full ? type : found;
}

/** The message of whatever was thrown, in Node-RED's language. */
export function messageOf(error: unknown): string {
  return inLanguage(error instanceof Error ? error.message : String(error));
}
