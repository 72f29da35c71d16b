import { useCallback, useEffect, useState } from 'preact/hooks';
import { readStorage, writeStorage } from '../api/local-storage';

/**
 * Like `useState`, but kept in localStorage. `read` checks a stored value and returns undefined when it is not valid.
 * @param ofTab each tab keeps its own value; a new tab starts with the last one of any tab
 */
export function useLocalStorage<T>(
  name: string,
  initial: T,
  read: (value: unknown) => T | undefined,
  ofTab = false,
): [T, (value: T) => void] {
  const key = `twilio-phone:${name}`;
  const [value, setValue] = useState(() => {
    try {
      const stored = (ofTab ? readStorage(key, 'tab') : null) ?? readStorage(key);
      return read(JSON.parse(stored ?? 'null')) ?? initial;
    } catch {
      return initial;
    }
  });
  useEffect(() => {
    // Keeps the value after a reload, even when another tab has changed the value of the browser.
    if (ofTab) writeStorage(key, JSON.stringify(value), 'tab');
  }, [key, ofTab, value]);
  const change = useCallback(
    (next: T) => {
      // Without a storage, the value is kept until the page is closed.
      setValue(() => next);
      writeStorage(key, JSON.stringify(next));
    },
    [key],
  );
  return [value, change];
}
