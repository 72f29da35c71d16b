import { AccountField, Name } from '../../editor/form/fields';
import { Filters, Webhook } from '../../editor/form/trigger';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Webhook kind="transcription" />
      <Filters
        fields={['status', 'from', 'to']}
        parties="either"
        statuses={['completed', 'failed', 'started', 'content', 'stopped', 'error']}
      />
    </>
  );
}
