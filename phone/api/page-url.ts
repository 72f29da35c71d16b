/**
 * Where the page lives: `<httpAdminRoot>/twilio/simulator/<account id>/phone`. The account's endpoints are its siblings,
 * the editor is at the root of it all.
 */

const MARK = '/twilio/simulator/';

/** Path of the editor, with its slash at the end, from the path of this page. */
export function editorPath(pathname: string): string {
  const at = pathname.lastIndexOf(MARK);
  return at < 0 ? '/' : `${pathname.slice(0, at)}/`;
}

/** Key in localStorage under which the editor keeps its login: it appends its own path, with dashes for slashes. */
export function tokenKey(pathname: string): string {
  return `auth-tokens${editorPath(pathname).slice(0, -1).replaceAll('/', '-')}`;
}

/** The bearer token in what the editor stored, or undefined when nobody is logged in. */
export function bearer(stored: string | null): string | undefined {
  if (stored === null) return undefined;
  try {
    const tokens: unknown = JSON.parse(stored);
    if (typeof tokens !== 'object' || tokens === null || !('access_token' in tokens)) return undefined;
    return typeof tokens.access_token === 'string' ? tokens.access_token : undefined;
  } catch {
    return undefined; // not ours to repair: the page asks for a login
  }
}
