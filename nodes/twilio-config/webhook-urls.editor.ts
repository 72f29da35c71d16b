/** The webhook URLs in the account's form: those that the nodes of the editor use, and all of them when asked. */

import { asText } from '../../editor/properties/current';

/** The kind of webhook that each trigger receives. */
const KINDS: Readonly<Record<string, string>> = {
  'twilio-sms-in': 'message',
  'twilio-whatsapp-in': 'message',
  'twilio-sms-status': 'message-status',
  'twilio-whatsapp-status': 'message-status',
  'twilio-call-in': 'call',
  'twilio-call-status': 'call-status',
  'twilio-recording-in': 'recording',
  'twilio-transcription-in': 'transcription',
};

/** What is shown while no trigger uses the account. */
const FIRST = ['message', 'call'];

/** The kinds of webhooks that the triggers of an account receive. */
function usedKinds(account: string): string[] {
  const kinds = new Set<string>();
  RED.nodes.eachNode((node) => {
    const kind = KINDS[node.type];
    if (kind !== undefined && asText(node['account']) === account) kinds.add(kind);
  });
  return kinds.size === 0 ? FIRST : [...kinds];
}

/** Hides the URLs that no node uses, until the person asks for all of them. */
export function prepareUrls(node: EditorNode, form: JQuery): void {
  const kinds = usedKinds(node.id);
  const more = form.find('#twilio-config-all-urls');
  const rows = form.find('.twilio-webhook').get();
  const others = rows.filter((row) => !kinds.includes(row.dataset['webhook'] ?? ''));
  for (const row of others) row.hidden = true;
  more.prop('hidden', others.length === 0).on('click', () => {
    for (const row of others) row.hidden = false;
    more.prop('hidden', true);
    $(others).first().find('input').trigger('focus');
  });
}
