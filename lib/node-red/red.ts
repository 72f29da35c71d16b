import { SHARED_NAMESPACE } from '../namespaces';
import type { Node, NodeAPI, NodeDef, NodeMessage, NodeMessageInFlow, NodeStatus } from 'node-red';

/** Node-RED's API as it is handed to a node file. */
export type Red = NodeAPI;

export type { Node, NodeDef, NodeMessage, NodeMessageInFlow, NodeStatus };

/** Strings of the catalogue with their places still open; Node-RED's language is the same until it ends. */
const templates = new WeakMap<Red, Map<string, string>>();

/**
 * A string of the catalogue that all sets share, `locales/<lang>/runtime.json`. It is looked up once, because a lookup
 * costs a busy flow more than the rest of its status; only what `count` makes singular or plural is looked up each time.
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
  return template.replace(/__([a-z]+)__/gi, (place, name: string) => String(values[name] ?? place));
}

/** A string that no catalogue has is its bare key. */
function lookUp(red: Red, key: string, values: Record<string, string | number>): string {
  const full = `${SHARED_NAMESPACE}:runtime.${key}`;
  const found = red._(full, values);
  return found === full ? `runtime.${key}` : found;
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
