import { LRUCache } from 'lru-cache';
import type { MessageStatusEvent } from '../events/message-status';
import { messageStatusOrder } from '../events/status-order';
import type { AccountNode } from './account-node';
import { translate, type Node, type Red } from './red';
import { reported } from './reported-error';
import { statuses, type StatusDot } from './status';

/** How many sent messages a node remembers. */
const MAX_MESSAGES = 1000;

const FAILED = new Set(['failed', 'undelivered']);

/** Shows the delivery status of the messages that a node sent. */
export interface DeliveryWatch {
  /** Remembers a message that was sent. */
  sent(messageSid: unknown): void;
}

/** Subscribes a node to the status callbacks of its own messages, until the node closes. */
export function watchDelivery(red: Red, node: Node, accountNode: AccountNode, status: StatusDot): DeliveryWatch {
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
  const unsubscribe = accountNode.endpoint?.subscribe<'message-status'>({
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
  node.on('close', () => {
    unsubscribe?.();
  });
  return {
    sent(messageSid) {
      if (typeof messageSid === 'string') mine.set(messageSid, true);
    },
  };
}
