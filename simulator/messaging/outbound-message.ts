import { ownNumber } from '../numbering/own-numbers';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { deliveryErrorMessage, UNREACHABLE_RECIPIENTS } from './recipients';
import { bareAddress, createMessage, touchMessage, type NewMessage } from './message';
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
interface Journey {
  world: SimulatorContext;
  record: MessageRecord;
  /** The error that it ends with, if any. */
  errorCode: number | undefined;
  /** Callbacks held back to be shuffled; undefined when they go out at once. */
  held: FormPairs[] | undefined;
}

// Twilio takes about so long, give or take; short enough that nobody waits, long enough that each status is seen.
const CALLBACK_DELAY = 20;
const SENDING_DELAY = [150, 250] as const;
const DELIVERY_DELAY = [250, 500] as const;

/**
 * Sends a message: it is on the shelf when this returns, and the clock carries it on through
 * queued → sent → delivered (or undelivered, or failed), each posted to its status callback.
 *
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function sendMessage(world: SimulatorContext, message: OutboundMessage): MessageRecord {
  const { sendAt, template, ...content } = message;
  const first: MessageStatus =
    sendAt !== undefined ? 'scheduled' : message.messagingServiceSid === undefined ? 'queued' : 'accepted';
  const record = createMessage(world, { ...content, status: first });
  const unreachable = UNREACHABLE_RECIPIENTS[bareAddress(message.to)];
  const planned = record.foreign ? undefined : world.faults.strikeMessage();
  const isFreeText = record.view.channel === 'whatsapp' && template !== true;
  const isLate = isFreeText && !world.sessions.isOpen(message.from, message.to);
  const journey: Journey = {
    world,
    record,
    errorCode: planned ?? unreachable?.code ?? (isLate ? 63016 : undefined),
    held: world.faults.current().reorder ? [] : undefined,
  };
  const last: MessageStatus = journey.errorCode === undefined ? 'delivered' : 'undelivered';
  const ending = planned === undefined ? (unreachable?.status ?? last) : last;

  const steps: Step[] = [];
  if (sendAt !== undefined) steps.push({ status: 'queued', after: Math.max(0, sendAt - world.timers.now()) });
  if (first === 'accepted') steps.push({ status: 'queued', after: CALLBACK_DELAY });
  if (ending !== 'failed') steps.push({ status: 'sent', after: jitter(world, record, 'sent', SENDING_DELAY) });
  steps.push({ status: ending, after: jitter(world, record, 'delivered', DELIVERY_DELAY) });

  const endCallback = world.timers.after(CALLBACK_DELAY, () => {
    post(journey, first);
  });
  const endSteps = walk(journey, steps);
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
export function cancelMessage(world: SimulatorContext, record: MessageRecord): boolean {
  if (record.view.status !== 'scheduled') return false;
  record.cancel();
  record.view.status = 'canceled';
  touchMessage(world, record);
  post({ world, record, errorCode: undefined, held: undefined }, 'canceled');
  return true;
}

/**
 * The person reads a message on WhatsApp.
 * https://www.twilio.com/docs/whatsapp/api#monitor-the-status-of-your-whatsapp-outbound-message
 *
 * @returns false when it was not delivered, or cannot be read there
 */
export async function readMessage(world: SimulatorContext, record: MessageRecord): Promise<boolean> {
  const { view } = record;
  if (view.channel !== 'whatsapp' || view.direction === 'inbound' || view.status !== 'delivered') return false;
  view.status = 'read';
  touchMessage(world, record);
  post({ world, record, errorCode: undefined, held: undefined }, 'read');
  await record.posted;
  return true;
}

/** Takes the steps one after the other, by the clock. The returned function stops it. */
function walk(journey: Journey, steps: readonly Step[]): () => void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    release(journey);
    return () => undefined;
  }
  let stop = journey.world.timers.after(step.after, () => {
    take(journey, step.status);
    stop = walk(journey, rest);
  });
  return () => {
    stop();
  };
}

function take(journey: Journey, status: MessageStatus): void {
  const { world, record, errorCode } = journey;
  record.view.status = status;
  if (status === 'sent') record.view.dateSent = new Date(world.timers.now()).toISOString();
  if ((status === 'undelivered' || status === 'failed') && errorCode !== undefined) {
    record.view.errorCode = errorCode;
    record.view.errorMessage = deliveryErrorMessage(errorCode);
  }
  touchMessage(world, record);
  post(journey, status);
  if (status !== 'delivered') return;
  const own = ownNumber(world, bareAddress(record.view.to));
  if (own !== undefined) {
    const { from, to, body, media } = record.view;
    world.background(world.arrive({ from, to, body, media: media.map((item) => item.url) }));
  }
}

function post(journey: Journey, status: MessageStatus): void {
  if (journey.record.statusCallback === undefined) return;
  const params = statusParams(journey, status);
  if (journey.held === undefined) deliver(journey, params);
  else journey.held.push(params);
}

/** The journey is over: what was held back goes out, in an order that Twilio could have chosen too. */
function release(journey: Journey): void {
  const { held, record, world } = journey;
  if (held === undefined) return;
  journey.held = undefined;
  for (const params of world.ids.shuffle(held, `order ${record.sid}`)) deliver(journey, params);
}

function deliver(journey: Journey, params: FormPairs): void {
  const { world, record } = journey;
  const callback = record.statusCallback;
  if (callback === undefined) return;
  record.posted = record.posted.then(async () => {
    await world.sender.send({ url: callback.url, method: callback.method, params });
  });
  world.background(record.posted);
}

/** https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
function statusParams({ world, record, errorCode }: Journey, status: MessageStatus): FormPairs {
  const { view } = record;
  const params: [string, string][] = [
    ['SmsSid', view.sid],
    ['SmsStatus', status],
    ['MessageStatus', status],
    ['To', view.to],
    ['MessageSid', view.sid],
    ['AccountSid', world.accountSid],
    ['From', view.from],
    ['ApiVersion', API_VERSION],
  ];
  if (view.messagingServiceSid !== null) params.push(['MessagingServiceSid', view.messagingServiceSid]);
  const isFailure = (status === 'undelivered' || status === 'failed') && errorCode !== undefined;
  if (isFailure) params.push(['ErrorCode', String(errorCode)], ['ErrorMessage', deliveryErrorMessage(errorCode)]);
  if (view.channel === 'whatsapp') {
    params.push(['ChannelPrefix', 'whatsapp'], ['ChannelToAddress', bareAddress(view.to)]);
    params.push(['ChannelInstallSid', `XE${world.ids.hex('whatsapp')}`], ['StructuredMessage', 'false']);
    if (isFailure) params.push(['ChannelStatusMessage', deliveryErrorMessage(errorCode)]);
    if (['delivered', 'read', 'undelivered', 'failed'].includes(status)) {
      params.push(['EventType', status.toUpperCase()]);
    }
  } else if (status === 'delivered' || status === 'undelivered') {
    params.push(['RawDlrDoneDate', compactDate(world.timers.now())]);
  }
  return params;
}

/** YYMMDDhhmm, as carriers write it. */
function compactDate(ms: number): string {
  return new Date(ms).toISOString().replace(/\D/g, '').slice(2, 12);
}

function jitter(
  world: SimulatorContext,
  record: MessageRecord,
  what: string,
  [least, most]: readonly [number, number],
): number {
  return Math.round(least + world.ids.fraction(`${what} ${record.sid}`) * (most - least));
}
