/**
 * The URLs that Twilio may have signed for a WebSocket, the most likely first. Twilio signs the URL as it is in the
 * TwiML, which is `wss:`. Its pages do not say whether a trailing slash counts, so each URL is tried with and without
 * one. https://www.twilio.com/docs/usage/security#validating-requests
 * @param urls of the request, with `http:` or `https:`
 */
export function socketUrls(urls: readonly string[]): string[] {
  const found = urls.flatMap((url) => {
    const [, path = '', query = ''] = /^([^?]*)(\?.*)?$/s.exec(url) ?? [];
    const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
    const both = [`${path}${query}`, `${other}${query}`];
    return [...both.map((one) => one.replace(/^http/i, 'ws')), ...both];
  });
  return [...new Set(found)];
}
