/** The account, as the forms of other nodes and its own form see it. */

import { accountStatus, type AccountStatus } from './account-status';
import { asText, current } from '../properties/current';
import type { Text } from '../strings';
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

/** Asks the deployed account about itself; undefined when it is not deployed. */
export async function fetchAccount(id: string): Promise<AccountStatus | undefined> {
  try {
    const answer: unknown = await $.ajax({ url: `twilio/account/${encodeURIComponent(id)}`, dataType: 'json' });
    return accountStatus(answer);
  } catch {
    return undefined;
  }
}

/** Where the phone of a simulated account is. It comes with the deployed account, not with the choice made in a form. */
export const phoneSentence = (text: Text, id: string, status: AccountStatus | undefined): string =>
  status?.environment === 'simulator'
    ? text('common.webhook.phone', { phone: `twilio/simulator/${encodeURIComponent(id)}/phone` })
    : text('common.webhook.phoneLater');

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
  /** What only the deployed account can tell: the address with its variables filled in, or where its phone is. */
  asks?: 'address' | 'phone';
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
    const hint = text('common.webhook.simulator');
    return account.own || !isMessage ? { url, hint } : { url, hint, asks: 'phone' };
  }
  const where = text(`common.webhook.where.${place}`);
  const quiet = said || kind === PASTED_NOWHERE;
  if (reach === 'variable') {
    return { url, hint: quiet ? where : `${where} ${text('common.webhook.variable')}`, asks: 'address' };
  }
  return { url, hint: reach === 'public' || quiet ? where : text('common.webhook.local') };
}

/** Fills the webhook rows of a form. `account` undefined: none is chosen yet. */
export function showWebhooks(text: Text, form: JQuery, account: Account | undefined): void {
  form.find('.twilio-webhook').each((_index, row) => {
    const kind = webhookKind(row.dataset['webhook']);
    if (!kind) return;
    const shown: Shown = account
      ? describe(text, account, kind, row.dataset['where'] ?? kind)
      : { url: '', hint: text('common.webhook.none') };
    row.dataset['shown'] = `${account?.id ?? ''} ${shown.url}`;
    $(row).find('input').val(shown.url);
    $(row)
      .find('button')
      .prop('disabled', shown.url === '');
    $(row).find('.twilio-hint').html(shown.hint);
    if (!account || shown.asks === undefined) return;
    void fetchAccount(account.id).then((status) => {
      // Meanwhile another account may have been chosen.
      if (row.dataset['shown'] !== `${account.id} ${shown.url}`) return;
      const url = status?.urls[kind];
      if (shown.asks === 'phone')
        $(row)
          .find('.twilio-hint')
          .html(`${shown.hint} ${phoneSentence(text, account.id, status)}`);
      else if (url !== undefined) $(row).find('input').val(url);
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
