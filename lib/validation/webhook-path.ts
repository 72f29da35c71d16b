/** An account's path in the form that is compared: a leading slash, no trailing slash, and `''` for the root. */
export function normalizePath(path: string): string {
  const bare = percentEncoded(path.trim()).replace(/^\/+|\/+$/g, '');
  return bare === '' ? '' : `/${bare}`;
}

/** Whether a text can be the path of requests: it has no query and no fragment. */
export const isWebhookPath = (path: string): boolean => !/[?#\\\u0000-\u001f\u007f]/.test(path.trim());

/** A path as it appears in a request: spaces and non-ASCII letters are percent-encoded once. */
function percentEncoded(path: string): string {
  const text = path.toWellFormed();
  try {
    return encodeURI(decodeURI(text));
  } catch {
    return encodeURI(text);
  }
}
