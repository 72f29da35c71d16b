/**
 * The strings of the editor.
 *
 * Node-RED keeps one catalogue for each set of nodes, `locales/<lang>/<set>.json`, under the namespace
 * `<package>/<set>`. Strings of one node lie there under its type (`twilio-sms-in.label.deadline`). Strings that several
 * nodes share lie in `locales/<lang>/common.json` under `common`, which the build puts into the catalogue of the account's
 * set. A form uses `data-i18n` with a key of either; the build puts the account's namespace before the shared ones, and
 * Node-RED that of the set before all others. Code asks a `Text` for it.
 */
import { isShared, namespaceOf, SHARED_NAMESPACE } from '../lib/namespaces';

/** Gives the string for a key of one set's catalogue, with `__name__` filled in from `values`. */
export type Text = (key: string, values?: Record<string, string>) => string;

/** The strings of one set, such as `sms-in`. */
export function strings(set: string): Text {
  const own = namespaceOf(set);
  return (key, values) => RED._(`${isShared(key) ? SHARED_NAMESPACE : own}:${key}`, values);
}
