import { useEffect, useRef } from 'preact/hooks';
import { isPhoneKey } from '../model/keys';

function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}

/** Calls `onKey` for the keys 0 to 9, * and # of the keyboard, except in a text field. */
export function useKeyboardKeys(active: boolean, onKey: (key: string) => void): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    if (!active) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
      if (!isPhoneKey(event.key)) return;
      event.preventDefault();
      latest.current(event.key);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [active]);
}
