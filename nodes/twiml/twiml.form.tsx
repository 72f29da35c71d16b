import { AccountField, Checkbox, Name, TypedField } from '../../editor/form/fields';
import { Note } from '../../editor/form/layout';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField hint />
      <TypedField property="twiml" icon="code" hint />
      <Checkbox property="replaceLiveCall" hint />
      <Note name="how" />
    </>
  );
}
