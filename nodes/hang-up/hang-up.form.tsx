import { AccountField, Name, Select } from '../../editor/form/fields';

export default function Form() {
  return (
    <>
      <Name />
      <Select property="reason" icon="phone" choices={['hangup', 'busy', 'rejected']} hint />
      <AccountField hint />
    </>
  );
}
