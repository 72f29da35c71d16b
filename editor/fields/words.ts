/** Words for the names of parameters in Twilio's API. */

const ACRONYMS = new Set(['sid', 'url', 'sms', 'mms', 'sip', 'dtmf', 'ttl', 'id', 'ip', 'uri', 'http', 'api', 'isv']);

/** `friendlyName`, `FriendlyName` and `friendly_name` → `Friendly name`; `SmsUrl` → `SMS URL`. */
export function wordsOf(name: string): string {
  const words = name
    .replace(/[._-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (ACRONYMS.has(word.toLowerCase()) ? word.toUpperCase() : word.toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
