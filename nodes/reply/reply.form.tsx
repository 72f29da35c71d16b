import { AccountField, Name, TypedField } from '../../editor/form/fields';
import { Note } from '../../editor/form/layout';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField hint />
      <TypedField property="body" icon="comment-o" />
      <TypedField property="media" icon="picture-o" hint />
      <Note name="how" />
    </>
  );
}
