import { AccountField, Name } from './fields';
import { Filters, Webhook } from './trigger';

/**
 * The statuses that Twilio reports. It reports the first status of a message, `accepted` or `scheduled`, to the request that
 * created it, and `sending` not at all: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
const STATUSES = ['queued', 'sent', 'delivered', 'read', 'undelivered', 'failed', 'canceled'];

/** The form of a node that receives the delivery statuses of messages. */
export const MessageStatusForm = () => (
  <>
    <Name />
    <AccountField />
    <Webhook kind="message-status" />
    <Filters
      fields={['status', 'error', 'from', 'to', 'order']}
      parties="sent"
      meanings="common.messageStatus"
      statuses={STATUSES}
    />
  </>
);
