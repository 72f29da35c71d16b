import { API_VERSION, type SimulatorContext } from '../model/context';
import { stripChannel } from './message';
import { deliveryErrorMessage } from './recipients';
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
    params.push(['ChannelPrefix', 'whatsapp'], ['ChannelToAddress', maskedAddress(view.to)]);
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
