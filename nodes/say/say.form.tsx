import { AccountField, Checkbox, Name, Outputs, Select, TypedField } from '../../editor/form/fields';
import { Note, Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <Select property="mode" icon="bullhorn" choices={['text', 'audio', 'silence']} />
      <TypedLines property="text" icon="comment-o" when="mode=text" hint />
      <TypedField property="url" icon="music" when="mode=audio" hint />
      <TypedField property="seconds" icon="clock-o" when="mode=silence" hint />
      <Select property="goOn" icon="arrow-right" choices={['at-once', 'spoken']} hint />
      <Checkbox property="hungUp" when="goOn=spoken" hint />
      <Outputs />
      <Note name="how" />
      <Section name="more" icon="sliders">
        <TypedField property="voice" icon="microphone" when="mode=text" placeholder hint />
        <TypedField property="language" icon="language" when="mode=text" placeholder />
        <TypedField property="loop" icon="repeat" when="mode=text|audio" hint />
        <AccountField hint />
      </Section>
    </>
  );
}
