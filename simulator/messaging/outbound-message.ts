import { ownNumber } from '../numbering/own-numbers';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { deliveryErrorMessage, UNREACHABLE_RECIPIENTS } from './recipients';
import { stripChannel, createMessage, touchMessage, type NewMessage } from './message';
import type { MessageStatus } from '../model/simulator';
import type { FormPairs } from '../model/webhooks';
import type { MessageRecord } from '../model/message-records';

/** A message that has passed every check and goes out. */
export interface OutboundMessage extends Omit<NewMessage, 'status'> {
  /** When to send it, in milliseconds since 1970; absent for now. */
  sendAt?: number | undefined;
  /** It comes from a template, which WhatsApp delivers at any time. */
  template?: boolean | undefined;
}

interface Step {
  status: MessageStatus;
  /** Milliseconds after the step before. */
  after: number;
}

/** The life of a message that is on its way. */
interface Delivery {
  context: SimulatorContext;
  record: MessageRecord;
  /** The error that it ends with, if any. */
  errorCode: number | undefined;
  /** Callbacks held back to be shuffled; undefined when they go out at once. */
  delayedCallbacks: FormPairs[] | undefined;
}

// Twilio takes about so long, give or take; short enough that nobody waits, long enough that each status is seen.
const CALLBACK_DELAY_MS = 20;
const SENDING_DELAY_MS = [150, 250] as const;
const DELIVERY_DELAY_MS = [250, 500] as const;

/**
 * Sends a message: it is on the shelf when this returns, and the clock carries it on through
 * queued → sent → delivered (or undelivered, or failed), each posted to its status callback.
 *
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
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
  if (sendAt !== undefined) steps.push({ status: 'queued', after: Math.max(0, sendAt - context.timers.now()) });
  if (first === 'accepted') steps.push({ status: 'queued', after: CALLBACK_DELAY_MS });
  if (ending !== 'failed') steps.push({ status: 'sent', after: jitter(context, record, 'sent', SENDING_DELAY_MS) });
  steps.push({ status: ending, after: jitter(context, record, 'delivered', DELIVERY_DELAY_MS) });

  const endCallback = context.timers.after(CALLBACK_DELAY_MS, () => {
    postStatus(delivery, first);
  });
  const endSteps = runSteps(delivery, steps);
  record.cancel = () => {
    endCallback();
    endSteps();
  };
  return record;
}

/**
 * Calls off a message that is scheduled.
 * @returns false when it is not
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
 * The person reads a message on WhatsApp.
 * https://www.twilio.com/docs/whatsapp/api#monitor-the-status-of-your-whatsapp-outbound-message
 *
 * @returns false when it was not delivered, or cannot be read there
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

/** Takes the steps one after the other, by the clock. The returned function stops it. */
function runSteps(delivery: Delivery, steps: readonly Step[]): () => void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    sendDelayedCallbacks(delivery);
    return () => undefined;
  }
  let stop = delivery.context.timers.after(step.after, () => {
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
  const params = statusParams(delivery, status);
  if (delivery.delayedCallbacks === undefined) sendCallback(delivery, params);
  else delivery.delayedCallbacks.push(params);
}

/** The delivery is over: what was held back goes out, in an order that Twilio could have chosen too. */
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

/** https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
function statusParams({ context, record, errorCode }: Delivery, status: MessageStatus): FormPairs {
  const { view } = record;
  const params: [string, string][] = [
    ['SmsSid', view.sid],
    ['SmsStatus', status],
    ['MessageStatus', status],
    ['To', view.to],
    ['MessageSid', view.sid],
    ['AccountSid', context.accountSid],
    ['From', view.from],
    ['ApiVersion', API_VERSION],
  ];
  if (view.messagingServiceSid !== null) params.push(['MessagingServiceSid', view.messagingServiceSid]);
  const isFailure = (status === 'undelivered' || status === 'failed') && errorCode !== undefined;
  if (isFailure) params.push(['ErrorCode', String(errorCode)], ['ErrorMessage', deliveryErrorMessage(errorCode)]);
  if (view.channel === 'whatsapp') {
    params.push(['ChannelPrefix', 'whatsapp'], ['ChannelToAddress', stripChannel(view.to)]);
    params.push(['ChannelInstallSid', `XE${context.ids.hex('whatsapp')}`], ['StructuredMessage', 'false']);
    if (isFailure) params.push(['ChannelStatusMessage', deliveryErrorMessage(errorCode)]);
    if (['delivered', 'read', 'undelivered', 'failed'].includes(status)) {
      params.push(['EventType', status.toUpperCase()]);
    }
  } else if (status === 'delivered' || status === 'undelivered') {
    params.push(['RawDlrDoneDate', compactDate(context.timers.now())]);
  }
  return params;
}

/** YYMMDDhhmm, as carriers write it. */
function compactDate(ms: number): string {
  return new Date(ms).toISOString().replace(/\D/g, '').slice(2, 12);
}

function jitter(
  context: SimulatorContext,
  record: MessageRecord,
  what: string,
  [least, most]: readonly [number, number],
): number {
  return Math.round(least + context.ids.fraction(`${what} ${record.sid}`) * (most - least));
}
