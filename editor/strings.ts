/**
 * The strings of the editor.
 *
 * Node-RED keeps one catalogue for each set of nodes, `locales/<lang>/<set>.json`, under the namespace
 * `<package>/<set>`. Strings of one node lie there under its type (`twilio-sms-in.label.deadline`). Strings that several
 * nodes share lie in `locales/<lang>/common.json` under `common`; the build copies that block into the catalogue of
 * every set, so any node finds them as `common.label.account`. A form uses `data-i18n` with such a key; Node-RED puts
 * the set's namespace before it. Code asks a `Text` for it.
 */

/** Gives the string for a key of one set's catalogue, with `__name__` filled in from `values`. */
export type Text = (key: string, values?: Record<string, string>) => string;

/** The strings of one set, such as `sms-in`. */
export function strings(set: string): Text {
  return (key, values) => RED._(`@ringflow/node-red-twilio/${set}:${key}`, values);
}
