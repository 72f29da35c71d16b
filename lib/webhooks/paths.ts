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
