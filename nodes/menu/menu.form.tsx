import { AccountField, Checkbox, ListField, Name, Outputs, Select, TypedField } from '../../editor/form/fields';
import { Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <Select property="promptMode" icon="bullhorn" choices={['text', 'audio']} />
      <TypedLines property="prompt" icon="comment-o" placeholder hint />
      <ListField property="choices" icon="list-ol" hint />
      <Outputs />
      <TypedField property="tries" icon="repeat" hint />
      <TypedLines property="invalidPrompt" icon="times-circle-o" placeholder hint />
      <TypedLines property="nothingPrompt" icon="question-circle-o" placeholder hint />
      <TypedField property="timeout" icon="clock-o" placeholder hint />
      <TypedField property="language" icon="language" placeholder hint />
      <TypedField property="hints" icon="list-ul" placeholder hint />
      <Checkbox property="hungUp" hint />
      <Section name="more" icon="sliders">
        <AccountField hint />
      </Section>
    </>
  );
}
