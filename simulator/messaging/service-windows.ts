import type { Timers } from '../core/clock';
import type { ServiceWindows } from '../model/message-records';

const WINDOW_MS = 24 * 3_600_000;

/**
 * Outside of the window only templates are delivered.
 * https://www.twilio.com/docs/whatsapp/key-concepts#the-24-hour-customer-service-window
 *
 * @param limit the maximum number of windows; the oldest are removed
 */
export function createServiceWindows(timers: Timers, limit = 10_000): ServiceWindows {
  const opened = new Map<string, number>();
  const key = (own: string, person: string): string => `${own} ${person}`;
  return {
    open(own, person) {
      const pair = key(own, person);
      opened.delete(pair);
      opened.set(pair, timers.now());
      const oldest = opened.keys().next();
      if (opened.size > limit && oldest.done !== true) opened.delete(oldest.value);
    },
    isOpen(own, person) {
      const since = opened.get(key(own, person));
      return since !== undefined && timers.now() - since < WINDOW_MS;
    },
  };
}
