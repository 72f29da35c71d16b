import { useCallback, useState } from 'preact/hooks';
import { stored } from '../api/local-storage';

/** Like `useState`, and remembered in this browser. `read` says what a stored value means, undefined for nothing useful. */
export function useRemembered<T>(
  name: string,
  initial: T,
  read: (value: unknown) => T | undefined,
): [T, (value: T) => void] {
  const key = `twilio-phone:${name}`;
  const [value, setValue] = useState(() => {
    try {
      return read(JSON.parse(stored(key) ?? 'null')) ?? initial;
    } catch {
      return initial;
    }
  });
  const change = useCallback(
    (next: T) => {
      setValue(() => next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Forbidden or full: the choice lasts as long as the page.
      }
    },
    [key],
  );
  return [value, change];
}
