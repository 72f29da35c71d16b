import { AccountField, Checkbox, Name, Select } from '../../editor/form/fields';
import { Note } from '../../editor/form/layout';
import { TypedCode } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField hint />
      <TypedCode property="twiml" icon="code" hint />
      <Select property="goOn" icon="forward" choices={['at-once', 'result']} hint />
      <Checkbox property="replaceLiveCall" when="goOn=at-once" hint />
      <Note name="how" when="goOn=at-once" />
      <Note name="result" when="goOn=result" />
    </>
  );
}
