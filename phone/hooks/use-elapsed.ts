import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Whole seconds since the answer of a call, updated every second. Null before the answer.
 * @param answeredAt the server's time in milliseconds since 1970, or null
 * @param key changes with the call
 */
export function useElapsedSeconds(answeredAt: number | null, key: string): number | null {
  const [, setTick] = useState(0);
  const seen = useRef({ key, since: answeredAt });
  if (seen.current.key !== key) seen.current = { key, since: answeredAt };
  // The server's clock may differ. So the time of an answer that the page has seen is taken from this computer's clock.
  if (seen.current.since === null && answeredAt !== null) seen.current.since = Date.now();
  const { since } = seen.current;
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setInterval(() => setTick((tick) => tick + 1), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? null : Math.max(0, Math.floor((Date.now() - since) / 1000));
}
