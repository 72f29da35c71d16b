import type { Red } from './red';

/** The topic that sends the editor how many calls wait in each step. */
export const CALLS_TOPIC = 'twilio/calls';

/** The shortest time between two numbers, in milliseconds. */
const INTERVAL_MS = 250;

const timers = new WeakMap<Red['events'], NodeJS.Timeout>();

/**
 * Sends the editors how many calls wait in each step, at most four times a second.
 * @param counts the number of calls, by the id of the node
 */
export function publishBadges(red: Red, counts: () => Readonly<Record<string, number>>): void {
  if (timers.has(red.events)) return;
  const timer = setTimeout(() => {
    timers.delete(red.events);
    (red.comms as typeof red.comms | undefined)?.publish(CALLS_TOPIC, counts(), true);
  }, INTERVAL_MS);
  timer.unref();
  timers.set(red.events, timer);
}
