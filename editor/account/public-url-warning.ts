/** A warning in forms of nodes that receive webhooks, when their account has no public URL. */

import { asText, current, formOf } from '../properties/current';

/** Shows `<Note name="reach" />` while the node needs a public URL and its account has none. */
export function watchPublicUrl(node: EditorNode, needed: () => boolean): void {
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
