import { isNotTaken, type FlowDelivery } from '../model/flow-delivery';
import type { Channel } from '../model/message';
import { flowDeliveryText } from './flow-delivery';
import type { Strings } from './strings';

function lookup(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/**
 * The status as text: `Delivered`, or `Undelivered: the phone is off or has no signal (30003)`. For a message of the person
 * (`out`): which nodes took it, or why none did.
 */
export function deliveryText(
  side: 'in' | 'out',
  delivery: { status: string; errorCode: number | null; reason: string; flow?: FlowDelivery },
  channel: Channel,
  strings: Strings,
): string {
  const { flow } = delivery;
  // When no node took it, this text says more than the error of the webhook.
  if (flow && (delivery.errorCode === null || isNotTaken(flow))) return flowDeliveryText(flow, channel, strings);
  const status =
    lookup(side === 'out' ? strings.sentStatus : strings.receivedStatus, delivery.status) ?? delivery.status;
  if (delivery.errorCode === null) return delivery.reason === '' ? status : strings.failure(status, delivery.reason);
  // The server's own message has more detail, such as an HTTP status or a URL.
  const reason = delivery.reason || (lookup(strings.errors, String(delivery.errorCode)) ?? '');
  return strings.failure(status, strings.errorCode(delivery.errorCode, reason));
}

/** What to do about an error code, or an empty string. */
export function adviceFor(errorCode: number | null, strings: Strings): string {
  return lookup(strings.advice, String(errorCode)) ?? '';
}
