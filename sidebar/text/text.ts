/** The strings of the sidebar: `locales/<lang>/sidebar.json`, a catalogue of its own that is loaded before those of nodes. */
const NAMESPACE = '@ringflow/node-red-twilio/twilio-sidebar';

/** Returns the string of a key, with `__name__` replaced by the values. */
export const text = (key: string, values: Record<string, string> = {}): string =>
  RED._(`${NAMESPACE}:sidebar.${key}`, values);

/** A string that may be missing, such as that of a kind of event that Twilio adds later. */
export function textOr(key: string, fallback: string): string {
  const full = `${NAMESPACE}:sidebar.${key}`;
  const found = RED._(full, {});
  return found === full || found === `sidebar.${key}` ? fallback : found;
}

/** The strings of the nodes' forms, which are read after those of the sidebar. See `lib/namespace.ts`. */
const NODES_NAMESPACE = '@ringflow/node-red-twilio/twilio-config';

/** A string that the forms of nodes have too, such as `setup.override.trunk`. */
export const nodesText = (key: string, values: Record<string, string> = {}): string =>
  RED._(`${NODES_NAMESPACE}:${key}`, values);
