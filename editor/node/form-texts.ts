/** The texts of a form, whose keys are in `data-i18n`. */

import { NAMESPACE } from '../../lib/namespace';

/**
 * Adds the namespace to the keys of the open forms, such as `:common.label.name` and `[html]:common.hint.name`. It is not in
 * the built pages, which would contain it more than a thousand times. Call it first in `oneditprepare`: TypedInputs copy the
 * keys, and Node-RED fills in the texts after it.
 * https://nodered.org/docs/creating-nodes/i18n
 */
export function nameTexts(): void {
  for (const part of document.querySelectorAll<HTMLElement>('.twilio-form [data-i18n]')) {
    const key = part.dataset['i18n'] ?? '';
    part.dataset['i18n'] = key.replace(/^(\[[^\]]+\])?:/, `$1${NAMESPACE}:`);
  }
}
