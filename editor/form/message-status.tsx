import { AccountField, Name } from './fields';
import { Filters, Webhook } from './trigger';

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const STATUSES = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'undelivered',
  'failed',
  'canceled',
];

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
