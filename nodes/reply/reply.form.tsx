import { AccountField, Name, TypedField } from '../../editor/form/fields';
import { Note } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField hint />
      <TypedLines property="body" icon="comment-o" segments />
      <TypedField property="media" icon="picture-o" hint />
      <Note name="how" />
    </>
  );
}
