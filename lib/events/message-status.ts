import { channelOf, type Channel } from '../addresses/channel';
import { knownTwilioCode } from '../errors/known-twilio-codes';
import { number, present, text, type Params } from './params';

/**
 * A delivery status of an outgoing message.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export interface MessageStatusEvent {
  event: 'message-status';
  accountSid: string;
  messageSid: string;
  from: string;
  to: string;
  channel: Channel;
  /**
   * `sent`, `delivered`, `undelivered`, `failed` or `read`; with a Messaging Service also `queued` and `canceled`. Twilio
   * sends no callback for `accepted`, `scheduled` and `sending`.
   */
  status: string;
  errorCode?: number;
  /** Why it failed, or what to do: see {@link errorMessageOf}. */
  errorMessage?: string;
  messagingServiceSid?: string;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

/**
 * Describes the error of a callback, with Twilio's message if there is one. Twilio documents only its code and, on channels
 * such as WhatsApp, the channel's own words. The other entries come from this package's table of codes.
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
function errorMessageOf(params: Params, errorCode: number | undefined): string | undefined {
  const message = text(params, 'ErrorMessage');
  if (message !== undefined || errorCode === undefined) return message;
  const reason = text(params, 'ChannelStatusMessage');
  const hint = knownTwilioCode(errorCode)?.hint;
  if (reason === undefined) return hint ?? `See https://www.twilio.com/docs/api/errors/${errorCode}.`;
  if (hint === undefined) return reason;
  return `${reason}${/[.!?]$/.test(reason) ? '' : '.'} ${hint}`;
}

/** The event of a message's status callback. */
export function messageStatusEvent(params: Params): MessageStatusEvent {
  const to = text(params, 'To') ?? '';
  const errorCode = number(params, 'ErrorCode') || undefined;
  return present<MessageStatusEvent>({
    event: 'message-status',
    accountSid: text(params, 'AccountSid') ?? '',
    messageSid: text(params, 'MessageSid') ?? text(params, 'SmsSid') ?? '',
    from: text(params, 'From') ?? '',
    to,
    channel: channelOf(to),
    status: text(params, 'MessageStatus') ?? text(params, 'SmsStatus') ?? '',
    errorCode,
    errorMessage: errorMessageOf(params, errorCode),
    messagingServiceSid: text(params, 'MessagingServiceSid'),
    raw: params,
  });
}
