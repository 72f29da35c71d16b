/** What is stored under `key` in this browser, or null. A browser that forbids storage simply remembers nothing. */
export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
