/** A warning in forms that need Twilio to call back: that the account has no address for it. */

import { asText, current, formOf } from './rules';

/** Shows `<x-note name="reach" />` while what is chosen needs a public URL and the account has none. */
export function watchReach(node: EditorNode, needed: () => boolean): void {
  const form = formOf(node);
  const note = form.find('#twilio-note-reach');
  const update = (): void => {
    const account = RED.nodes.node(current(node, 'account'));
    const isLocal =
      account !== null &&
      account !== undefined &&
      account['environment'] !== 'simulator' &&
      asText(account['publicUrl']).trim() === '';
    note.prop('hidden', !(isLocal && needed()));
  };
  form.on('change', 'select, input[type=checkbox]', update);
  update();
}
