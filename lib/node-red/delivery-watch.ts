import { LRUCache } from 'lru-cache';
import type { MessageStatusEvent } from '../events/message-status';
import { messageStatusOrder } from '../events/status-order';
import type { Endpoint } from '../webhooks/endpoint';
import type { AccountNode } from './account-node';
import { translate, type Node, type Red } from './red';
import { reported } from './reported-error';
import { statuses, type StatusDot } from './status';

/** How many sent messages a node remembers. */
const MAX_MESSAGES = 1000;

const FAILED = new Set(['failed', 'undelivered']);

/** Shows the delivery status of the messages that a node sent. */
export interface DeliveryWatch {
  /** Subscribes to the status callbacks of an account, until the node closes. Call it before a message is sent. */
  watch(accountNode: AccountNode): void;
  /** Remembers a message that was sent. */
  sent(messageSid: unknown): void;
}

/** Shows the status callbacks of a node's own messages in its status. */
export function watchDelivery(red: Red, node: Node, status: StatusDot): DeliveryWatch {
  const mine = new LRUCache<string, true>({ max: MAX_MESSAGES });
  const isInOrder = messageStatusOrder(MAX_MESSAGES);
  const show = ({ messageSid, status: delivery, to, errorCode }: MessageStatusEvent): void => {
    // A status that arrives after a later one is ignored.
    if (!mine.has(messageSid) || !isInOrder(messageSid, delivery)) return;
    const text = translate(red, 'status.delivery', { status: delivery, who: to });
    if (FAILED.has(delivery)) status.show(statuses.error(errorCode === undefined ? text : `${text} (${errorCode})`));
    else if (delivery === 'delivered' || delivery === 'read') status.show(statuses.done(text));
    else status.show(statuses.busy(text));
  };
  const subscribe = (endpoint: Endpoint): (() => void) =>
    endpoint.subscribe<'message-status'>({
      kind: 'message-status',
      filter: { accepts: (event) => mine.has(event.messageSid) },
      wantsFilteredOut: false,
      answer: () => ({ by: 'empty' }),
      receive: show,
      failed: (error) => {
        node.error(reported(error));
      },
      unauthorized: () => undefined,
    });
  /** By the id of the account node. A deployment can replace its endpoint while this node goes on. */
  const subscriptions = new Map<string, { endpoint: Endpoint; unsubscribe: () => void }>();
  let isClosed = false;
  node.on('close', () => {
    isClosed = true;
    for (const { unsubscribe } of subscriptions.values()) unsubscribe();
  });
  return {
    watch({ id, endpoint }) {
      const known = subscriptions.get(id);
      if (isClosed || endpoint === undefined || endpoint === known?.endpoint) return;
      known?.unsubscribe();
      subscriptions.set(id, { endpoint, unsubscribe: subscribe(endpoint) });
    },
    sent(messageSid) {
      if (typeof messageSid === 'string') mine.set(messageSid, true);
    },
  };
}
