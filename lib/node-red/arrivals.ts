/** By the SID of a call: settles when the last message that has reached a step of it is in the call. */
const arrivals = new Map<string, Promise<void>>();

/** How long a message waits for those before it, in milliseconds. A field that is never read must not end the call. */
const MAX_WAIT_MS = 2000;

/**
 * Lets the messages of a call enter their steps in the order in which they have arrived, also when the fields of one of them
 * are read from somewhere slow, such as a context on disk.
 * @returns what `enter` returns or throws
 */
export function inOrderOfArrival<T>(callSid: string, enter: () => Promise<T>, maxWaitMs = MAX_WAIT_MS): Promise<T> {
  const before = arrivals.get(callSid);
  const entering = before === undefined ? enter() : atMost(before, maxWaitMs).then(enter);
  const settled: Promise<void> = entering.then(forget, forget);
  arrivals.set(callSid, settled);
  return entering;

  function forget(): void {
    if (arrivals.get(callSid) === settled) arrivals.delete(callSid);
  }
}

/** Resolves with `before`, or when the time is over. */
const atMost = (before: Promise<void>, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms).unref();
    void before.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
