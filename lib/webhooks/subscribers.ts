import type { EventOf, Kind } from '../events/kinds';
import type { Filter } from '../events/event-filter';

/** How a trigger answers Twilio about an event that its filters accept. */
export type Answer =
  /** No answer of its own. Another trigger may have one; otherwise Twilio gets empty TwiML. */
  | { by: 'empty' }
  /** A fixed TwiML document, sent at once. */
  | { by: 'document'; twiml: string }
  /**
   * The flow answers. `deadline`: seconds until Twilio gets another document instead. `late`: called then, and returns
   * this TwiML document. Without it the document is empty TwiML.
   */
  | { by: 'flow'; deadlineSeconds: number; late?: () => string };

/** Why a flow did not answer: its deadline passed, or a deployment stopped it. */
export type MissedReason = 'deadline' | 'deployment';

/** A node, as a person recognizes it. */
export interface NodeDescription {
  id: string;
  type: string;
  /** Its name, or the palette label of its type. */
  name: string;
  /** Its filters that do not accept an event, in words. Empty when all accept it. */
  filter: string;
}

/** What a node registers to get a kind of event. */
export interface Subscription<K extends Kind> {
  kind: K;
  /** The id of the node that subscribes. */
  nodeId?: string;
  /** Whether the event is for this node at all, before its filters: `sms-in` ignores WhatsApp messages. */
  matches?: (event: EventOf[K]) => boolean;
  filter: Filter<EventOf[K]>;
  /** Whether it also receives what its filter does not accept. */
  wantsFilteredOut: boolean;
  /** Whether it takes what it accepts, so that no other subscriber gets it. Those with {@link seesClaimed} still do. */
  claims?: boolean;
  /** Whether it also gets what another subscriber has claimed. */
  seesClaimed?: boolean;
  /** How to answer Twilio. Called once for each accepted event. */
  answer(event: EventOf[K]): Answer;
  /** Called with a copy of the event. `accepted`: whether its filter accepts it. */
  receive(event: EventOf[K], accepted: boolean): void;
  /**
   * Called when its filter, `answer` or `receive` threw an error.
   * @param undecided a copy of the event, when its filter threw and nothing else passes the event on
   */
  failed(error: unknown, undecided?: EventOf[K]): void;
  /**
   * Called when its flow has not answered Twilio in time, before Twilio gets another document.
   * @param event a copy of the event
   */
  missed?(event: EventOf[K], reason: MissedReason): void;
  /** Whether a deployment has stopped its flow, so that nothing in it can answer about a SID. Called after deployments. */
  isStopped?(sid: string): boolean;
  /** Describes the node. With an event: also which of its filters do not accept it. */
  describe?(event?: EventOf[K]): NodeDescription;
  /** Called when a webhook of this kind was unauthorized (403). */
  unauthorized(reason: string): void;
}

/**
 * The subscriptions to one kind of event. A filter for whole addresses is found through a map, so that a thousand triggers
 * for a thousand numbers cost an event no more than one trigger does.
 */
export class Subscribers<K extends Kind> {
  private readonly order = new Map<Subscription<K>, number>();
  private readonly scanned = new Set<Subscription<K>>();
  /** By address. Lists are replaced and never changed, because `candidates` returns them. */
  private readonly byAddress = {
    from: new Map<string, readonly Subscription<K>[]>(),
    to: new Map<string, readonly Subscription<K>[]>(),
  };
  private next = 0;

  get size(): number {
    return this.order.size;
  }

  /** @returns a function that removes the subscription */
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

  /** The subscriptions whose filter may accept an event with these addresses, in the order in which they were added. */
  candidates(from: string, to: string): readonly Subscription<K>[] {
    const byTo = this.byAddress.to.get(to) ?? [];
    const byFrom = this.byAddress.from.get(from) ?? [];
    if (this.scanned.size === 0 && byFrom.length === 0) return byTo;
    const found = [...this.scanned, ...byTo, ...byFrom];
    return found.sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }
}
