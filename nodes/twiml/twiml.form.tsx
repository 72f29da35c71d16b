import { AccountField, Checkbox, Name, Select, TypedField } from '../../editor/form/fields';
import { Note } from '../../editor/form/layout';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField hint />
      <TypedField property="twiml" icon="code" hint />
      <Select property="goOn" icon="forward" choices={['at-once', 'result']} hint />
      <Checkbox property="replaceLiveCall" when="goOn=at-once" hint />
      <Note name="how" when="goOn=at-once" />
      <Note name="result" when="goOn=result" />
    </>
  );
}
