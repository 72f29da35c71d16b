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
  concerns?: (event: EventOf[K]) => boolean;
  filter: Filter<EventOf[K]>;
  /** Whether it also wants what its filter turns away. */
  wantsRejected: boolean;
  /** The answer that this trigger gives; asked for once for each accepted event. */
  answer(event: EventOf[K]): Answer;
  /** An event of its own copy; `accepted` tells which side of the filter it fell on. */
  receive(event: EventOf[K], accepted: boolean): void;
  /** The filter, the answer or `receive` threw. */
  failed(error: unknown): void;
  /** A request for this kind was turned away before it became an event. */
  turnedAway(reason: string): void;
}

/**
 * The subscribers of one kind. One that names whole addresses is found by them, so that a thousand triggers for a
 * thousand numbers cost an event no more than one trigger does.
 */
export class Subscribers<K extends Kind> {
  private readonly order = new Map<Subscription<K>, number>();
  private readonly scanned = new Set<Subscription<K>>();
  private readonly byAddress = new Map<string, Set<Subscription<K>>>();
  private next = 0;

  get size(): number {
    return this.order.size;
  }

  /** @returns a function that takes the subscription back */
  add(subscription: Subscription<K>): () => void {
    this.order.set(subscription, this.next++);
    const { index } = subscription.filter;
    const keys =
      subscription.wantsRejected || index === undefined ? [] : index.addresses.map((a) => `${index.field} ${a}`);
    if (keys.length === 0) this.scanned.add(subscription);
    for (const key of keys) {
      const found = this.byAddress.get(key) ?? new Set();
      this.byAddress.set(key, found.add(subscription));
    }
    return () => {
      this.order.delete(subscription);
      this.scanned.delete(subscription);
      for (const key of keys) {
        const found = this.byAddress.get(key);
        found?.delete(subscription);
        if (found?.size === 0) this.byAddress.delete(key);
      }
    };
  }

  [Symbol.iterator](): IterableIterator<Subscription<K>> {
    return this.order.keys();
  }

  /** Those who may want an event with these addresses, in the order in which they subscribed. */
  candidates(from: string, to: string): Subscription<K>[] {
    const found = [
      ...this.scanned,
      ...(this.byAddress.get(`to ${to}`) ?? []),
      ...(this.byAddress.get(`from ${from}`) ?? []),
    ];
    return found.length < 2 ? found : found.sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }
}
