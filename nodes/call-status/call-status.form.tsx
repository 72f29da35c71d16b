import { AccountField, Name } from '../../editor/form/fields';
import { Note } from '../../editor/form/layout';
import { Filters, Webhook } from '../../editor/form/trigger';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Webhook kind="call-status" />
      <Note name="final" />
      <Filters
        fields={['kind', 'status', 'direction', 'from', 'to', 'minDuration', 'maxDuration', 'order']}
        parties="either"
        statuses={[
          'queued',
          'initiated',
          'ringing',
          'in-progress',
          'completed',
          'busy',
          'no-answer',
          'canceled',
          'failed',
        ]}
      />
    </>
  );
}
