import { AccountField, Name } from '../../editor/form/fields';
import { Filters, Webhook } from '../../editor/form/trigger';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Webhook kind="message-status" />
      <Filters
        fields={['status', 'error', 'from', 'to', 'order']}
        parties="sent"
        meanings="common.messageStatus"
        statuses={[
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
        ]}
      />
    </>
  );
}
