/**
 * The strings of the editor. `locales/<lang>/<node>.json` has the strings of a node under its type, such as
 * `twilio-sms-in.label.deadline`. `common.json` has the strings that several nodes share, under `common`. The build puts
 * all of them into one catalogue. Forms name a key in `data-i18n`; code calls `text`.
 */
import { NAMESPACE } from '../lib/namespace';

/** Returns the string of a key, with `__name__` replaced by the values. */
export type Text = (key: string, values?: Record<string, string>) => string;

/** The strings of all nodes. */
export const text: Text = (key, values) => RED._(`${NAMESPACE}:${key}`, values);
