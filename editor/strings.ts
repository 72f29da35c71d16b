/**
 * The strings of the editor.
 *
 * Node-RED has one catalogue for each set of nodes, `locales/<lang>/<set>.json`, with the namespace `<package>/<set>`.
 * The strings of a node are under its type, such as `twilio-sms-in.label.deadline`. The strings that several nodes share
 * are in `locales/<lang>/common.json` under `common`. The build adds them to the catalogue of the account node's set.
 * Forms name a key in `data-i18n`; code uses a `Text`.
 */
import { isShared, namespaceOf, SHARED_NAMESPACE } from '../lib/namespaces';

/** Returns the string of a key, with `__name__` replaced by the values. */
export type Text = (key: string, values?: Record<string, string>) => string;

/** The strings of a set, such as `sms-in`. */
export function strings(set: string): Text {
  const own = namespaceOf(set);
  return (key, values) => RED._(`${isShared(key) ? SHARED_NAMESPACE : own}:${key}`, values);
}
