import { API_VERSION, type SimulatorContext } from '../model/context';
import { stripChannel } from './message';
import { deliveryErrorMessage } from './recipients';
import { externalUserId } from './whatsapp';
import type { MessageRecord } from '../model/message-records';
import type { MessageStatus } from '../model/simulator';
import type { FormPairs } from '../model/webhooks';

/**
 * The parameters of a status callback.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export function statusParams(
  context: SimulatorContext,
  { view }: MessageRecord,
  status: MessageStatus,
  errorCode: number | undefined,
): FormPairs {
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
  // No ErrorMessage: Twilio does not send one.
  if (isFailure) params.push(['ErrorCode', String(errorCode)]);
  if (view.channel === 'whatsapp') {
    // A captured callback for `queued` has no parameters of the channel. Seen once.
    if (status !== 'queued' && status !== 'canceled') params.push(...channelParams(context, view.to, status));
    if (isFailure) params.push(['ChannelStatusMessage', deliveryErrorMessage(errorCode)]);
  } else if (status === 'delivered' || status === 'undelivered') {
    params.push(['RawDlrDoneDate', compactDate(context.timers.now())]);
  }
  return params;
}

/**
 * The parameters of a channel. `StructuredMessage` and `ExternalUserId` are not on Twilio's page: others have captured them.
 * `EventType` is on that page, and captured callbacks of 2026 do not have it. Not settled.
 */
function channelParams(context: SimulatorContext, to: string, status: MessageStatus): [string, string][] {
  const isReported = status === 'delivered' || status === 'read';
  const params: [string, string][] = [
    ['ChannelPrefix', 'whatsapp'],
    ['ChannelToAddress', maskedAddress(to)],
    ['ChannelInstallSid', `XE${context.ids.hex('whatsapp')}`],
  ];
  if (status === 'sent') params.push(['StructuredMessage', 'false']);
  if (isReported) params.push(['ExternalUserId', externalUserId(context, stripChannel(to))]);
  if (isReported || status === 'undelivered' || status === 'failed') params.push(['EventType', status.toUpperCase()]);
  return params;
}

/**
 * The last four digits of a number are masked: `+1650380XXXX`. Twilio does not document this. It is in callbacks that others
 * have published. https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
function maskedAddress(address: string): string {
  return stripChannel(address).replace(/\d{4}$/, 'XXXX');
}

/** YYMMDDhhmm, the format of `RawDlrDoneDate`. */
function compactDate(ms: number): string {
  return new Date(ms).toISOString().replace(/\D/g, '').slice(2, 12);
}
