import { twilioUrl } from '../validation/twilio-url';

/** Stands for any Account SID. */
const ANY_ACCOUNT = `AC${'0'.repeat(32)}`;

/** The URL of a request: `{AccountSid}` in its path stands for the SID. @returns undefined when it is not at Twilio */
export const requestUrl = (path: string, accountSid = ANY_ACCOUNT): URL | undefined =>
  twilioUrl(path.trim().replaceAll('{AccountSid}', accountSid));

/**
 * Whether a request costs money or cannot be undone: it deletes something, buys a phone number, redacts a message or
 * closes an account. The editor asks too.
 * @param method in lower case
 */
export function needsConfirmation(method: string, url: URL, parameters: Readonly<Record<string, unknown>>): boolean {
  if (method === 'get') return false;
  const given = new Map<string, string>();
  for (const [name, value] of [...url.searchParams, ...Object.entries(parameters)]) {
    given.set(name.toLowerCase(), String(value));
  }
  // Twilio's pages do not mention this way to delete. In case the API reads it, it needs the confirmation too.
  if (method === 'delete' || given.get('_method')?.toLowerCase() === 'delete') return true;
  const path = decoded(url.pathname).replace(/\/{2,}/g, '/');
  // An update of a phone number, with its SID in the path, is free.
  if (/\/IncomingPhoneNumbers/i.test(path)) return !/\/IncomingPhoneNumbers\/PN[0-9a-f]{32}/i.test(path);
  // https://www.twilio.com/docs/messaging/api/message-resource#redact-a-message
  if (/\/Messages\/[A-Z]{2}[0-9a-f]{32}/i.test(path)) return given.has('body');
  // A closed account cannot be opened again. https://www.twilio.com/docs/iam/api/account
  return /\/Accounts\/AC[0-9a-f]{32}(?:\.\w+)?\/?$/i.test(path) && given.get('status')?.toLowerCase() === 'closed';
}

/** The path without percent-encoding, as Twilio reads it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
