import type { EventOf, Kind } from '../events/kinds';
import { attempt } from './answers';
import type { Matches } from './matches';
import type { Subscription } from './subscribers';

/**
 * Passes an event to the subscribers that get it. An error of one of them goes to its `failed`, so that the others still
 * get the event.
 * @param event of the first receiver
 * @param copy returns the event of each further receiver
 */
export function passOn<K extends Kind>(
  { accepting, filteredOut, undecided }: Matches<K>,
  event: EventOf[K],
  copy: () => EventOf[K],
): void {
  const receivers = [...accepting, ...filteredOut];
  const copies = receivers.map((_, index) => (index === 0 ? event : copy()));
  const leftover = undecided.map(({ subscriber, error }) => ({ subscriber, error, event: copy() }));
  receivers.forEach((subscriber, index) => {
    attempt(subscriber, () => {
      subscriber.receive(copies[index] ?? event, index < accepting.length);
    });
  });
  for (const { subscriber, error, event: own } of leftover) {
    attempt({ failed: () => undefined }, () => {
      subscriber.failed(error, own);
    });
  }
}

/** The ids of the nodes among subscribers. */
export const nodeIdsOf = <K extends Kind>(subscribers: readonly Subscription<K>[]): string[] =>
  subscribers.flatMap(({ nodeId }) => nodeId ?? []);
