import type { ServerResponse } from 'node:http';
import type { EventOf, Kind } from '../events/kinds';
import type { NodeDescription, Subscription } from './subscribers';

/**
 * The header of a response with the nodes that got the event, for the simulator. Its value is a {@link Delivery} as JSON, URL
 * encoded. Responses to Twilio do not have it.
 */
export const DELIVERY_HEADER = 'X-Simulator-Delivery';

/** A node as the simulator shows it. */
type NodeSummary = Omit<NodeDescription, 'filter'>;

/** What became of an event. */
export interface Delivery {
  /** The nodes whose filters accept the event. */
  takenBy: NodeSummary[];
  /** The nodes whose filters do not accept it, and in `filter` those filters in words. */
  filteredOut: (NodeDescription & {
    /** The node sends it to its second output. */
    secondOutput?: true;
  })[];
  /** When no node took it: the types of the nodes of other accounts that take such events. */
  elsewhere: string[];
}

/** The most nodes in each list. */
const MAX_NODES = 10;

const MAX_TEXT_LENGTH = 100;

/** The longest header, in bytes. Node.js accepts 16 KB for all headers of a response. */
const MAX_HEADER_BYTES = 8 * 1024;

const bounded = (text: string): string =>
  text.length <= MAX_TEXT_LENGTH ? text : `${text.slice(0, MAX_TEXT_LENGTH - 1)}…`;

const summaryOf = ({ id, type, name }: NodeDescription): NodeSummary => ({
  id: bounded(id),
  type: bounded(type),
  name: bounded(name),
});

/** Describes a subscriber. A node without a description is named by the kind of event. */
function describe<K extends Kind>(subscriber: Subscription<K>, event?: EventOf[K]): NodeDescription {
  return subscriber.describe?.(event) ?? { id: '', type: '', name: subscriber.kind, filter: '' };
}

/**
 * Finds out what becomes of an event.
 * @param subscribers all subscribers to its kind
 * @param accepting those whose filters accept it
 */
export function deliveryOf<K extends Kind>(
  event: EventOf[K],
  subscribers: Iterable<Subscription<K>>,
  accepting: readonly Subscription<K>[],
): Delivery {
  const delivery: Delivery = { takenBy: [], filteredOut: [], elsewhere: [] };
  for (const subscriber of subscribers) {
    if (accepting.includes(subscriber)) {
      if (delivery.takenBy.length < MAX_NODES) delivery.takenBy.push(summaryOf(describe(subscriber)));
    } else if (delivery.filteredOut.length < MAX_NODES && concerns(subscriber, event)) {
      const node = describe(subscriber, event);
      delivery.filteredOut.push({
        ...summaryOf(node),
        filter: bounded(node.filter),
        ...(subscriber.wantsFilteredOut ? { secondOutput: true } : {}),
      });
    }
  }
  return delivery;
}

/** Whether an event is for a subscriber at all, before its filter. An error is reported when the event is passed on. */
function concerns<K extends Kind>({ matches }: Subscription<K>, event: EventOf[K]): boolean {
  try {
    return matches?.(event) !== false;
  } catch {
    return false;
  }
}

/** The types of the nodes that subscribe, each once. */
export const typesOf = <K extends Kind>(subscribers: Iterable<Subscription<K>>): string[] => [
  ...new Set([...subscribers].map((subscriber) => describe(subscriber).type).filter((type) => type !== '')),
];

/** Sets the header of a response that is not sent yet. A list that is too long is cut. */
export function setDelivery(response: ServerResponse, { takenBy, filteredOut, elsewhere }: Delivery): void {
  if (response.headersSent) return;
  for (let count = MAX_NODES; count > 0; count -= 1) {
    const lists = [takenBy, filteredOut, elsewhere].map((list) => list.slice(0, count));
    const value = encodeURIComponent(
      JSON.stringify({ takenBy: lists[0], filteredOut: lists[1], elsewhere: lists[2] } satisfies Record<
        keyof Delivery,
        unknown
      >),
    );
    if (value.length > MAX_HEADER_BYTES) continue;
    response.setHeader(DELIVERY_HEADER, value);
    return;
  }
}

/**
 * Reports to the simulator which nodes get an event.
 * @param subscribers all subscribers to its kind
 * @param found those whose filters accept it, and the types of other accounts' nodes that take such events
 */
export function explainDelivery<K extends Kind>(
  response: ServerResponse,
  event: EventOf[K],
  subscribers: Iterable<Subscription<K>>,
  { accepting, elsewhere }: { accepting: readonly Subscription<K>[]; elsewhere: string[] },
): void {
  // When a subscriber has claimed the event, the others have not filtered it out.
  const isClaimed = accepting.some(({ claims }) => claims === true);
  const delivery = deliveryOf(event, isClaimed ? accepting : subscribers, accepting);
  setDelivery(response, { ...delivery, elsewhere });
}
