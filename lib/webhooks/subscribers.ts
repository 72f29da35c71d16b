import type { EventOf, Kind } from '../events/kinds';
import type { Filter } from '../events/event-filters';

/** How a trigger answers Twilio for what it accepts. */
export type Answer =
  /** Has nothing to say: another trigger may. */
  | { by: 'empty' }
  /** A TwiML document, at once. */
  | { by: 'document'; twiml: string }
  /** The flow, within so many seconds. */
  | { by: 'flow'; deadline: number };

/** One who wants to hear of a kind of event. */
export interface Subscription<K extends Kind> {
  kind: K;
  /** Whether this is the trigger's business at all, ahead of its filters: `sms-in` leaves WhatsApp to `whatsapp-in`. */
  matches?: (event: EventOf[K]) => boolean;
  filter: Filter<EventOf[K]>;
  /** Whether it also wants what its filter turns away. */
  wantsFilteredOut: boolean;
  /** The answer that this trigger gives; asked for once for each accepted event. */
  answer(event: EventOf[K]): Answer;
  /** An event of its own copy; `accepted` tells which side of the filter it fell on. */
  receive(event: EventOf[K], accepted: boolean): void;
  /** The filter, the answer or `receive` threw. */
  failed(error: unknown): void;
  /** A request for this kind was turned away before it became an event. */
  unauthorized(reason: string): void;
}

/**
 * The subscribers of one kind. One that names whole addresses is found by them, so that a thousand triggers for a
 * thousand numbers cost an event no more than one trigger does.
 */
export class Subscribers<K extends Kind> {
  private readonly order = new Map<Subscription<K>, number>();
  private readonly scanned = new Set<Subscription<K>>();
  /** By the address that they name. The lists are replaced, never changed, so that they can be given away. */
  private readonly byAddress = {
    from: new Map<string, readonly Subscription<K>[]>(),
    to: new Map<string, readonly Subscription<K>[]>(),
  };
  private next = 0;

  get size(): number {
    return this.order.size;
  }

  /** @returns a function that takes the subscription back */
  add(subscription: Subscription<K>): () => void {
    this.order.set(subscription, this.next++);
    const { index } = subscription.filter;
    if (subscription.wantsFilteredOut || index === undefined || index.addresses.length === 0) {
      this.scanned.add(subscription);
      return () => {
        this.order.delete(subscription);
        this.scanned.delete(subscription);
      };
    }
    const { addresses, field } = index;
    const lists = this.byAddress[field];
    for (const address of addresses) lists.set(address, [...(lists.get(address) ?? []), subscription]);
    return () => {
      this.order.delete(subscription);
      for (const address of addresses) {
        const others = (lists.get(address) ?? []).filter((other) => other !== subscription);
        if (others.length === 0) lists.delete(address);
        else lists.set(address, others);
      }
    };
  }

  [Symbol.iterator](): IterableIterator<Subscription<K>> {
    return this.order.keys();
  }

  /** Those who may want an event with these addresses, in the order in which they subscribed. */
  candidates(from: string, to: string): readonly Subscription<K>[] {
    const byTo = this.byAddress.to.get(to) ?? [];
    const byFrom = this.byAddress.from.get(from) ?? [];
    if (this.scanned.size === 0 && byFrom.length === 0) return byTo;
    const found = [...this.scanned, ...byTo, ...byFrom];
    return found.sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }
}
