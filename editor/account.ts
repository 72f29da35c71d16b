/** The account, as the forms of other nodes and its own form see it. */

import { accountStatus, type AccountStatus } from './account-status';
import { asText, current } from './rules';
import type { Text } from './strings';
import { hasVariable } from './validators';
import { webhookAddress, webhookKind, type WebhookKind } from './webhook-url';

/** An account, as far as its addresses depend on it. */
export interface Account {
  id: string;
  field(property: 'environment' | 'publicUrl' | 'path'): string;
  /** Whether its own form is the one that shows the addresses. */
  own: boolean;
}

/** An account as it is saved in the editor. */
export const savedAccount = (node: EditorNode): Account => ({
  id: node.id,
  field: (property) => asText(node[property]),
  own: false,
});

/** An account as it is typed in its open form. */
export const typedAccount = (node: EditorNode): Account => ({
  id: node.id,
  field: (property) => current(node, property),
  own: true,
});

/** Where the phone of a simulated account is, relative to the editor. */
export const phoneAddress = (id: string): string => `twilio/simulator/${encodeURIComponent(id)}/phone`;

/** Asks the deployed account about itself; undefined when it is not deployed. */
export async function fetchAccount(id: string): Promise<AccountStatus | undefined> {
  try {
    const answer: unknown = await $.ajax({ url: `twilio/account/${encodeURIComponent(id)}`, dataType: 'json' });
    return accountStatus(answer);
  } catch {
    return undefined;
  }
}

const host = (): { origin: string; httpNodeRoot: string } => ({
  origin: window.location.origin,
  httpNodeRoot: RED.settings.httpNodeRoot === false ? '' : (RED.settings.httpNodeRoot ?? ''),
});

function copy(text: Text, input: JQuery, button: JQuery): void {
  const value = String(input.val());
  if (RED.clipboard?.copyText?.(value, button, text('common.action.copied'))) return;
  navigator.clipboard.writeText(value).catch(() => {
    // Browsers give the clipboard to secure pages only; a selected address can still be copied by hand.
    input.trigger('select');
  });
}

/** An address, and the sentences beneath it. */
interface Shown {
  url: string;
  /** HTML from the catalogue. */
  hint: string;
}

/** Sending nodes give these to Twilio themselves, so nobody has to paste them. */
const PASTED_NOWHERE = 'message-status';

function describe(text: Text, account: Account, kind: WebhookKind, place: string): Shown {
  const simulated = account.field('environment') === 'simulator';
  const publicUrl = simulated ? '' : account.field('publicUrl');
  const { url, reach } = webhookAddress({ ...host(), publicUrl, path: account.field('path') }, kind);
  // The account's form lists all its addresses; what is true of each is said once, beside the first.
  const said = account.own && kind !== 'message';
  if (simulated) {
    if (said) return { url, hint: '' };
    const isMessage = kind === 'message' || kind === 'message-status';
    const phone =
      account.own || !isMessage ? '' : ` ${text('common.webhook.phoneOnce', { phone: phoneAddress(account.id) })}`;
    return { url, hint: `${text('common.webhook.simulator')}${phone}` };
  }
  const where = text(`common.webhook.where.${place}`);
  if (reach === 'public' || said || kind === PASTED_NOWHERE) return { url, hint: where };
  return {
    url,
    hint: reach === 'local' ? text('common.webhook.local') : `${where} ${text('common.webhook.variable')}`,
  };
}

/** Fills the webhook rows of a form. `account` undefined: none is chosen yet. */
export function showWebhooks(text: Text, form: JQuery, account: Account | undefined): void {
  form.find('.twilio-webhook').each((_index, row) => {
    const kind = webhookKind(row.dataset['webhook']);
    if (!kind) return;
    const shown = account
      ? describe(text, account, kind, row.dataset['where'] ?? kind)
      : { url: '', hint: text('common.webhook.none') };
    $(row).find('input').val(shown.url);
    $(row)
      .find('button')
      .prop('disabled', shown.url === '');
    $(row).find('.twilio-hint').html(shown.hint);
    if (!account || !hasVariable(shown.url)) return;
    // The editor cannot see environment variables, the deployed account can.
    void fetchAccount(account.id).then((status) => {
      const url = status?.urls[kind];
      if (url !== undefined && $(row).find('input').val() === shown.url) $(row).find('input').val(url);
    });
  });
}

/** Makes the copy buttons of a form's webhook rows work. */
export function prepareCopy(text: Text, form: JQuery): void {
  form.find('.twilio-webhook').each((_index, row) => {
    const button = $(row).find('button');
    button.on('click', () => {
      copy(text, $(row).find('input'), button);
    });
  });
}
