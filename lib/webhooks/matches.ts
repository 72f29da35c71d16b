import { bareAddress } from '../addresses/address-pattern';
import type { EventOf, Kind } from '../events/kinds';
import { attempt } from './answers';
import type { Subscribers, Subscription } from './subscribers';

/** The subscribers that get an event. */
export interface Matches<K extends Kind> {
  /** Their filter accepts it. */
  accepting: Subscription<K>[];
  /** Their filter does not accept it, but they have a second output for it. */
  filteredOut: Subscription<K>[];
  /** Their filter failed. */
  undecided: { subscriber: Subscription<K>; error: unknown }[];
}

/** The subscribers that get an event, by what their filters say. */
export function match<K extends Kind>(subscribers: Subscribers<K>, event: EventOf[K]): Matches<K> {
  const found: Matches<K> = { accepting: [], filteredOut: [], undecided: [] };
  for (const subscriber of subscribers.candidates(bareAddress(event.from ?? ''), bareAddress(event.to ?? ''))) {
    attempt(subscriber, () => {
      if (subscriber.matches?.(event) === false) return;
      try {
        if (subscriber.filter.accepts(event)) found.accepting.push(subscriber);
        else if (subscriber.wantsFilteredOut) found.filteredOut.push(subscriber);
      } catch (error) {
        // The event is not lost: it leaves by the second output, or goes to Catch with the error.
        if (!subscriber.wantsFilteredOut) found.undecided.push({ subscriber, error });
        else {
          found.filteredOut.push(subscriber);
          subscriber.failed(error);
        }
      }
    });
  }
  return found.accepting.some(({ claims }) => claims === true) ? claimed(found) : found;
}

/** What is left of the subscribers when one of them has claimed the event. */
function claimed<K extends Kind>({ accepting, filteredOut, undecided }: Matches<K>): Matches<K> {
  const gets = ({ claims, seesClaimed }: Subscription<K>): boolean => claims === true || seesClaimed === true;
  return {
    accepting: accepting.filter(gets),
    filteredOut: filteredOut.filter(gets),
    undecided: undecided.filter(({ subscriber }) => gets(subscriber)),
  };
}
