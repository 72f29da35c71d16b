/** The addresses that Twilio calls, as the editor shows them. Pure: the browser's own address comes in as a value. */

import { isVariable } from './validators';

/** The last parts of the addresses, one for each kind of webhook that an account answers. */
export const WEBHOOK_KINDS = [
  'message',
  'message-status',
  'call',
  'call-status',
  'recording',
  'transcription',
] as const;

export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** The kind that a form's row names. */
export const webhookKind = (name: string | undefined): WebhookKind | undefined =>
  WEBHOOK_KINDS.find((kind) => kind === name);

/** What an address is made of: the account's fields, and where the editor itself was loaded from. */
export interface WebhookParts {
  /** The account's public URL; empty when it has none. */
  publicUrl: string;
  /** The account's path. */
  path: string;
  /** The origin of the editor's page, such as `http://localhost:1880`. */
  origin: string;
  /** Node-RED's `httpNodeRoot`. */
  httpNodeRoot: string;
}

/** An address, and what must be said about it. */
export interface WebhookAddress {
  url: string;
  /** `public`: can be given to Twilio; `local`: no public URL yet; `variable`: known when the flow starts. */
  reach: 'public' | 'local' | 'variable';
}

const withoutSlash = (text: string): string => text.trim().replace(/\/+$/, '');

/** The address for one kind of webhook: `<publicUrl><path>/<kind>`, or the local one when there is no public URL. */
export function webhookAddress(parts: WebhookParts, kind: WebhookKind): WebhookAddress {
  const base = withoutSlash(parts.publicUrl);
  const path = withoutSlash(parts.path);
  const tail = `${path === '' || path.startsWith('/') ? path : `/${path}`}/${kind}`;
  const local = `${withoutSlash(parts.origin)}${withoutSlash(parts.httpNodeRoot)}`;
  const url = `${base === '' ? local : base}${tail}`;
  if (isVariable(parts.publicUrl) || isVariable(parts.path)) return { url, reach: 'variable' };
  return { url, reach: base === '' ? 'local' : 'public' };
}
