import { ownNumber } from '../numbering/own-numbers';
import type { SimulatorContext } from '../model/context';
import { deliveryErrorMessage, UNREACHABLE_RECIPIENTS } from './recipients';
import { stripChannel, createMessage, touchMessage, type NewMessage } from './message';
import { statusParams } from './status-params';
import type { MessageStatus } from '../model/simulator';
import type { FormPairs } from '../model/webhooks';
import type { MessageRecord } from '../model/message-records';

/** A validated outbound message. */
export interface OutboundMessage extends Omit<NewMessage, 'status'> {
  /** In milliseconds since 1970. Default: now. */
  sendAt?: number | undefined;
  /** True for a template, which WhatsApp delivers at any time. */
  template?: boolean | undefined;
}

interface Step {
  status: MessageStatus;
  /** The delay after the previous step. */
  afterMs: number;
}

/** The delivery of a message. */
interface Delivery {
  context: SimulatorContext;
  record: MessageRecord;
  /** The final error, if any. */
  errorCode: number | undefined;
  /** Callbacks to send at the end, in random order. Undefined: callbacks are sent immediately. */
  delayedCallbacks: FormPairs[] | undefined;
}

// Similar to Twilio. Long enough to see each status.
const QUEUE_DELAY_MS = 20;
const SENDING_DELAY_MS = [150, 250] as const;
const DELIVERY_DELAY_MS = [250, 500] as const;

/**
 * Creates a message and starts its delivery: queued → sent → delivered (or undelivered, or failed). The status callback gets
 * each change of the status, so not the initial one. Only a message of a Messaging Service becomes `queued` later.
 *
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export function sendMessage(context: SimulatorContext, message: OutboundMessage): MessageRecord {
  const { sendAt, template, ...content } = message;
  const first: MessageStatus =
    sendAt !== undefined ? 'scheduled' : message.messagingServiceSid === undefined ? 'queued' : 'accepted';
  const record = createMessage(context, { ...content, status: first });
  const unreachable = UNREACHABLE_RECIPIENTS[stripChannel(message.to)];
  const planned = record.isFromTwilio ? undefined : context.faults.consumeMessageFailure();
  const isFreeText = record.view.channel === 'whatsapp' && template !== true;
  const isLate = isFreeText && !context.serviceWindows.isOpen(message.from, message.to);
  const delivery: Delivery = {
    context,
    record,
    errorCode: planned ?? unreachable?.code ?? (isLate ? 63016 : undefined),
    delayedCallbacks: context.faults.current().reorder ? [] : undefined,
  };
  const last: MessageStatus = delivery.errorCode === undefined ? 'delivered' : 'undelivered';
  const ending = planned === undefined ? (unreachable?.status ?? last) : last;

  const steps: Step[] = [];
  if (sendAt !== undefined) steps.push({ status: 'queued', afterMs: Math.max(0, sendAt - context.timers.now()) });
  if (first === 'accepted') steps.push({ status: 'queued', afterMs: QUEUE_DELAY_MS });
  if (ending !== 'failed') steps.push({ status: 'sent', afterMs: jitter(context, record, 'sent', SENDING_DELAY_MS) });
  steps.push({ status: ending, afterMs: jitter(context, record, 'delivered', DELIVERY_DELAY_MS) });

  record.cancel = runSteps(delivery, steps);
  return record;
}

/**
 * Cancels a scheduled message.
 * @returns false for another status
 */
export function cancelMessage(context: SimulatorContext, record: MessageRecord): boolean {
  if (record.view.status !== 'scheduled') return false;
  record.cancel();
  record.view.status = 'canceled';
  touchMessage(context, record);
  postStatus({ context, record, errorCode: undefined, delayedCallbacks: undefined }, 'canceled');
  return true;
}

/**
 * The person reads a WhatsApp message.
 * https://www.twilio.com/docs/whatsapp/api#monitor-the-status-of-your-whatsapp-outbound-message
 *
 * @returns false for another channel, direction or status
 */
export async function markMessageRead(context: SimulatorContext, record: MessageRecord): Promise<boolean> {
  const { view } = record;
  if (view.channel !== 'whatsapp' || view.direction === 'inbound' || view.status !== 'delivered') return false;
  view.status = 'read';
  touchMessage(context, record);
  postStatus({ context, record, errorCode: undefined, delayedCallbacks: undefined }, 'read');
  await record.lastCallback;
  return true;
}

/** Runs the steps one after the other. The returned function cancels them. */
function runSteps(delivery: Delivery, steps: readonly Step[]): () => void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    sendDelayedCallbacks(delivery);
    return () => undefined;
  }
  let stop = delivery.context.timers.after(step.afterMs, () => {
    setStatus(delivery, step.status);
    stop = runSteps(delivery, rest);
  });
  return () => {
    stop();
  };
}

function setStatus(delivery: Delivery, status: MessageStatus): void {
  const { context, record, errorCode } = delivery;
  record.view.status = status;
  if (status === 'sent') record.view.dateSent = new Date(context.timers.now()).toISOString();
  if ((status === 'undelivered' || status === 'failed') && errorCode !== undefined) {
    record.view.errorCode = errorCode;
    record.view.errorMessage = deliveryErrorMessage(errorCode);
  }
  touchMessage(context, record);
  postStatus(delivery, status);
  if (status !== 'delivered') return;
  const own = ownNumber(context, stripChannel(record.view.to));
  if (own !== undefined) {
    const { from, to, body, media } = record.view;
    context.track(context.receiveMessage({ from, to, body, media: media.map((item) => item.url) }));
  }
}

function postStatus(delivery: Delivery, status: MessageStatus): void {
  if (delivery.record.statusCallback === undefined) return;
  const params = statusParams(delivery.context, delivery.record, status, delivery.errorCode);
  if (delivery.delayedCallbacks === undefined) sendCallback(delivery, params);
  else delivery.delayedCallbacks.push(params);
}

/** Sends the delayed callbacks in random order, at the end of the delivery. */
function sendDelayedCallbacks(delivery: Delivery): void {
  const { delayedCallbacks, record, context } = delivery;
  if (delayedCallbacks === undefined) return;
  delivery.delayedCallbacks = undefined;
  for (const params of context.ids.shuffle(delayedCallbacks, `order ${record.sid}`)) sendCallback(delivery, params);
}

function sendCallback(delivery: Delivery, params: FormPairs): void {
  const { context, record } = delivery;
  const callback = record.statusCallback;
  if (callback === undefined) return;
  record.lastCallback = record.lastCallback.then(async () => {
    await context.sender.send({ url: callback.url, method: callback.method, params });
  });
  context.track(record.lastCallback);
}

function jitter(
  context: SimulatorContext,
  record: MessageRecord,
  name: string,
  [min, max]: readonly [number, number],
): number {
  return Math.round(min + context.ids.fraction(`${name} ${record.sid}`) * (max - min));
}
