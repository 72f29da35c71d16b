/**
 * The page's URL is `<httpAdminRoot>/twilio/simulator/<account id>/phone`. The simulator's endpoints are in the same
 * folder. The editor is at `<httpAdminRoot>/`.
 */
const SIMULATOR_PATH = '/twilio/simulator/';

/** The editor's path, with a trailing slash. */
export function editorPath(pathname: string): string {
  const index = pathname.lastIndexOf(SIMULATOR_PATH);
  return index < 0 ? '/' : `${pathname.slice(0, index)}/`;
}

/** The localStorage key of the editor's login: `auth-tokens` and the editor's path, with dashes for slashes. */
export function loginStorageKey(pathname: string): string {
  return `auth-tokens${editorPath(pathname).slice(0, -1).replaceAll('/', '-')}`;
}

/** The bearer token in the editor's login, or undefined when the user is not logged in. */
export function parseAccessToken(login: string | null): string | undefined {
  if (login === null) return undefined;
  try {
    const tokens: unknown = JSON.parse(login);
    if (typeof tokens !== 'object' || tokens === null || !('access_token' in tokens)) return undefined;
    return typeof tokens.access_token === 'string' ? tokens.access_token : undefined;
  } catch {
    return undefined;
  }
}
