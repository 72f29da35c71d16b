/** The webhook URLs that the editor shows. */

import { parsePublicUrl } from '../../lib/validation/public-url';
import { normalizePath } from '../../lib/validation/webhook-path';
import { isVariable } from '../validators/check';

/** The kinds of webhooks that forms show: the last part of each URL. */
export const WEBHOOK_KINDS = [
  'message',
  'message-status',
  'call',
  'call-status',
  'recording',
  'transcription',
] as const;

export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** The kind of a row. */
export const webhookKind = (name: string | undefined): WebhookKind | undefined =>
  WEBHOOK_KINDS.find((kind) => kind === name);

/** The account's fields, and the URL that the editor was loaded from. */
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

/** A URL, and whether it can be given to Twilio. */
export interface WebhookAddress {
  url: string;
  /** `public`: Twilio can call it. `local`: the account has no public URL. `variable`: known when the flow starts. */
  reach: 'public' | 'local' | 'variable';
}

const withoutSlash = (text: string): string => text.trim().replace(/\/+$/, '');

/** The public URL with its `user:pass@`; the text itself when it is not valid yet; `''` when there is none. */
function publicBase(text: string): string {
  try {
    const url = parsePublicUrl(text);
    if (url === undefined) return '';
    return url.auth === undefined ? url.base : url.base.replace('://', `://${url.auth}@`);
  } catch {
    return withoutSlash(text);
  }
}

/** The path in its normal form. An environment variable stays as it is. */
const pathOf = (text: string): string => (isVariable(text) ? text : normalizePath(text));

/** The URL for one kind of webhook: `<publicUrl><path>/<kind>`. Without a public URL it is a URL of this machine. */
export function webhookAddress(parts: WebhookParts, kind: WebhookKind): WebhookAddress {
  const base = isVariable(parts.publicUrl) ? parts.publicUrl : publicBase(parts.publicUrl);
  const local = `${withoutSlash(parts.origin)}${withoutSlash(parts.httpNodeRoot)}`;
  const url = `${base === '' ? local : base}${pathOf(parts.path)}/${kind}`;
  if (isVariable(parts.publicUrl) || isVariable(parts.path)) return { url, reach: 'variable' };
  return { url, reach: base === '' ? 'local' : 'public' };
}
