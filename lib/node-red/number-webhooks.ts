import { kinds } from '../events/kinds';
import type { SetupOwner } from '../setup/owner';
import type { Slot, TargetKind } from '../setup/slots';
import { webhookUrl, type AccountNode } from './account-node';
import { storeOf } from './account-store';
import { isUrl } from '../validation/is-url';

/** The sender of an example. Only its channel counts. */
const senderOf = (to: string): string => (to.startsWith('whatsapp:') ? 'whatsapp:+14155550199' : '+14155550199');

/**
 * For each webhook of a number or sender, an example of an event. The triggers that accept it listen to the webhook.
 */
const examples = (To: string) =>
  ({
    messages: ['message', kinds.message.parse({ To, From: senderOf(To) })],
    calls: ['call', kinds.call.parse({ To, Direction: 'inbound' })],
    status: ['call-status', kinds['call-status'].parse({ To, Direction: 'inbound' })],
  }) as const;

/** The URLs that the deployed flows listen to for a phone number. */
export function listenedUrls(
  owner: AccountNode,
  phoneNumber: string,
): Partial<Record<'messages' | 'calls' | 'status', string>> {
  const found: Partial<Record<'messages' | 'calls' | 'status', string>> = {};
  for (const [slot, [kind, event]] of Object.entries(examples(phoneNumber))) {
    const url = webhookUrl(owner, kind);
    if (url !== undefined && owner.endpoint?.takes(kind, event) === true) found[slot as 'messages'] = url;
  }
  return found;
}

/** Whether a URL belongs to this account node. */
export function isOwnUrl(owner: AccountNode, url: URL): boolean {
  const example = webhookUrl(owner, 'message');
  if (example === undefined || !isUrl(example)) return false;
  const own = new URL(example.slice(0, -'message'.length));
  return url.host === own.host && url.pathname.startsWith(own.pathname);
}

/** The URLs of a number or sender, with a fallback for each that answers: the one of the account, or a second attempt. */
function wantedUrls(owner: AccountNode, kind: TargetKind, address: string): Partial<Record<Slot, string>> {
  const { messages, calls, status } = listenedUrls(owner, address);
  const { fallbackUrl } = owner.account.settings;
  const fallback = (url: string): string => fallbackUrl || url;
  const ofMessages = messages === undefined ? {} : { messages, messagesFallback: fallback(messages) };
  if (kind === 'whatsapp') {
    const ofStatuses = webhookUrl(owner, 'message-status');
    const isListened = owner.endpoint?.hasSubscribers('message-status') === true;
    return { ...ofMessages, ...(isListened && ofStatuses !== undefined ? { status: ofStatuses } : {}) };
  }
  return {
    ...ofMessages,
    ...(calls === undefined ? {} : { calls, callsFallback: fallback(calls) }),
    ...(status === undefined ? {} : { status }),
  };
}

/** A deployed account node, as the setup of its webhooks needs it. */
export const setupOwnerOf = (owner: AccountNode): SetupOwner => ({
  account: owner.account,
  store: storeOf(owner),
  wanted: (kind, address) => wantedUrls(owner, kind, address),
  isOwn: (url) => isOwnUrl(owner, url),
});
