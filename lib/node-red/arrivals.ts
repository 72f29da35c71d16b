/** By the SID of a call: settles when the last message that has reached a step of it is in the call. */
const arrivals = new Map<string, Promise<void>>();

/**
 * Lets the messages of a call enter their steps in the order in which they have arrived, also when the fields of one of them
 * are read from somewhere slow, such as a context on disk.
 * @returns what `enter` returns or throws
 */
export function inOrderOfArrival<T>(callSid: string, enter: () => Promise<T>): Promise<T> {
  const before = arrivals.get(callSid);
  const entering = before === undefined ? enter() : before.then(enter);
  const settled: Promise<void> = entering.then(forget, forget);
  arrivals.set(callSid, settled);
  return entering;

  function forget(): void {
    if (arrivals.get(callSid) === settled) arrivals.delete(callSid);
  }
}
