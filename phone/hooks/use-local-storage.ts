import { useCallback, useState } from 'preact/hooks';
import { readStorage } from '../api/local-storage';

/** Like `useState`, but kept in localStorage. `read` checks a stored value and returns undefined when it is not valid. */
export function useLocalStorage<T>(
  name: string,
  initial: T,
  read: (value: unknown) => T | undefined,
): [T, (value: T) => void] {
  const key = `twilio-phone:${name}`;
  const [value, setValue] = useState(() => {
    try {
      return read(JSON.parse(readStorage(key) ?? 'null')) ?? initial;
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
        // Storage is blocked or full: the value is kept until the page is closed.
      }
    },
    [key],
  );
  return [value, change];
}
