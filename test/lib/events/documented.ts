import type { Kind } from '../../../lib/events/kinds';

export const AccountSid = `AC${'1'.repeat(32)}`;
export const CallSid = `CA${'2'.repeat(32)}`;
export const sidOf = (prefix: string) => `${prefix}${'3'.repeat(32)}`;

/** A kind, the page of Twilio's documentation, the parameters there, and their event without `raw`. */
export type DocumentedEvent = [
  kind: Kind,
  page: string,
  params: Record<string, string>,
  event: Record<string, unknown>,
];
