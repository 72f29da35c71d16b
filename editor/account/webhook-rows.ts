/** The webhook rows of forms, and the account that they show. */

import { accountStatus, type AccountStatus } from './account-status';
import { asText, current } from '../properties/current';
import type { Text } from '../strings';
import { phoneUrl } from './phone';
import { webhookAddress, webhookKind, type WebhookKind } from './webhook-url';

/** What the URLs of an account depend on. */
export interface Account {
  id: string;
  field(property: 'environment' | 'publicUrl' | 'path'): string;
  /** Whether the account's own form shows the URLs. */
  own: boolean;
}

/** An account with its saved values. */
export const savedAccount = (node: EditorNode): Account => ({
  id: node.id,
  field: (property) => asText(node[property]),
  own: false,
});

/** An account with the values in its open form. */
export const typedAccount = (node: EditorNode): Account => ({
  id: node.id,
  field: (property) => current(node, property),
  own: true,
});

/** Requests the status of a deployed account; undefined when it is not deployed. */
export async function fetchAccount(id: string): Promise<AccountStatus | undefined> {
  try {
    const answer: unknown = await $.ajax({ url: `twilio/account/${encodeURIComponent(id)}`, dataType: 'json' });
    return accountStatus(answer);
  } catch {
    return undefined;
  }
}

/** The sentence with the link to the phone of a simulated account. Another sentence when the account is not deployed. */
export const phoneSentence = (
  text: Text,
  id: string,
  status: AccountStatus | undefined,
  event: 'message' | 'call' = 'message',
): string => {
  const key = event === 'message' ? 'common.webhook.phone' : 'common.webhook.phoneCall';
  return status?.environment === 'simulator' ? text(key, { phone: phoneUrl(id) }) : text(`${key}Later`);
};

const host = (): { origin: string; httpNodeRoot: string } => ({
  origin: window.location.origin,
  httpNodeRoot: RED.settings.httpNodeRoot === false ? '' : (RED.settings.httpNodeRoot ?? ''),
});

function copy(text: Text, input: JQuery, button: JQuery): void {
  const value = String(input.val());
  if (RED.clipboard?.copyText?.(value, button, text('common.action.copied'))) return;
  navigator.clipboard.writeText(value).catch(() => {
    // Browsers allow the clipboard on secure pages only. Selects the URL, so that it can be copied with the keyboard.
    input.trigger('select');
  });
}

/** A URL and the hint below it. */
interface Shown {
  url: string;
  /** HTML. */
  hint: string;
  /** What is requested from the deployed account: the URL with its variables replaced, or the link to its phone. */
  asks?: 'address' | 'phone';
}

/** Sending nodes send this URL to Twilio with each message, so it is not entered in the Console. */
const NOT_IN_CONSOLE = 'message-status';

/** What a person does on the phone so that a webhook of this kind is sent. */
const eventOf = (kind: WebhookKind): 'message' | 'call' =>
  kind === 'message' || kind === 'message-status' ? 'message' : 'call';

function describe(text: Text, account: Account, kind: WebhookKind, place: string): Shown {
  const simulated = account.field('environment') === 'simulator';
  const publicUrl = simulated ? '' : account.field('publicUrl');
  const { url, reach } = webhookAddress({ ...host(), publicUrl, path: account.field('path') }, kind);
  // The account's form has all URLs. Only the first one has the hint that is for all of them.
  const hasHintAbove = account.own && kind !== 'message';
  if (simulated) {
    if (hasHintAbove) return { url, hint: '' };
    const hint = text('common.webhook.simulator');
    return account.own ? { url, hint } : { url, hint, asks: 'phone' };
  }
  const where = text(`common.webhook.where.${place}`);
  const hasShortHint = hasHintAbove || kind === NOT_IN_CONSOLE;
  if (reach === 'variable') {
    return { url, hint: hasShortHint ? where : `${where} ${text('common.webhook.variable')}`, asks: 'address' };
  }
  return { url, hint: reach === 'public' || hasShortHint ? where : text('common.webhook.local') };
}

/**
 * Fills the webhook rows of a form.
 * @param account undefined when none is chosen
 */
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
      // Another account can have been chosen in the meantime.
      if (row.dataset['shown'] !== `${account.id} ${shown.url}`) return;
      const url = status?.urls[kind];
      if (shown.asks === 'phone')
        $(row)
          .find('.twilio-hint')
          .html(`${shown.hint} ${phoneSentence(text, account.id, status, eventOf(kind))}`);
      else if (url !== undefined) $(row).find('input').val(url);
    });
  });
}

/** Prepares the copy buttons of a form's webhook rows. */
export function prepareCopy(text: Text, form: JQuery): void {
  form.find('.twilio-webhook').each((_index, row) => {
    const button = $(row).find('button');
    button.on('click', () => {
      copy(text, $(row).find('input'), button);
    });
  });
}
