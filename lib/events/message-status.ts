import { channelOf, type Channel } from '../addresses/channel';
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
  /** `accepted`, `scheduled`, `queued`, `sending`, `sent`, `delivered`, `undelivered`, `failed`, `read` or `canceled`. */
  status: string;
  errorCode?: number;
  errorMessage?: string;
  messagingServiceSid?: string;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

/** The event of a message's status callback. */
export function messageStatusEvent(params: Params): MessageStatusEvent {
  const to = text(params, 'To') ?? '';
  return present<MessageStatusEvent>({
    event: 'message-status',
    accountSid: text(params, 'AccountSid') ?? '',
    messageSid: text(params, 'MessageSid') ?? text(params, 'SmsSid') ?? '',
    from: text(params, 'From') ?? '',
    to,
    channel: channelOf(to),
    status: text(params, 'MessageStatus') ?? text(params, 'SmsStatus') ?? '',
    errorCode: number(params, 'ErrorCode'),
    errorMessage: text(params, 'ErrorMessage'),
    messagingServiceSid: text(params, 'MessagingServiceSid'),
    raw: params,
  });
}
