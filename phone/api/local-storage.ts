/** Which storage: of all tabs of this browser, or of this tab. */
export type StorageScope = 'browser' | 'tab';

function storage(scope: StorageScope): Storage {
  return scope === 'tab' ? sessionStorage : localStorage;
}

/** The value in the storage, or null. The browser may block access. */
export function readStorage(key: string, scope: StorageScope = 'browser'): string | null {
  try {
    return storage(scope).getItem(key);
  } catch {
    return null;
  }
}

/** Stores a value. Has no effect when the storage is blocked or full. */
export function writeStorage(key: string, value: string, scope: StorageScope = 'browser'): void {
  try {
    storage(scope).setItem(key, value);
  } catch {
    // The page works without it.
  }
}
