/** The value in localStorage, or null. The browser may block access to localStorage. */
export function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
