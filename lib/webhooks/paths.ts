/** The path of a request's URL, without its query. */
export function pathOf(url = '/'): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** The account's path and the webhook's name in a path: `/twilio/message` → `/twilio` and `message`. */
export function splitWebhookPath(path: string): { base: string; name: string } {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  const slash = path.lastIndexOf('/', end - 1);
  return { base: path.slice(0, slash), name: path.slice(slash + 1, end) };
}

/** An account's path in the form that is compared: a leading slash, no trailing slash, and `''` for the root. */
export function normalizePath(path: string): string {
  const bare = percentEncoded(path.trim()).replace(/^\/+|\/+$/g, '');
  return bare === '' ? '' : `/${bare}`;
}

/** A path as it appears in a request: spaces and non-ASCII letters are percent-encoded once. */
function percentEncoded(path: string): string {
  try {
    return encodeURI(decodeURI(path));
  } catch {
    return encodeURI(path);
  }
}
