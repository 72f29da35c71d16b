import { AccountField, Checkbox, ListField, Name, Outputs, Select, TypedField } from '../../editor/form/fields';
import { Section } from '../../editor/form/layout';

export default function Form() {
  return (
    <>
      <Name />
      <Select property="promptMode" icon="bullhorn" choices={['text', 'audio']} />
      <TypedField property="prompt" icon="comment-o" placeholder hint />
      <ListField property="choices" icon="list-ol" hint />
      <Outputs />
      <TypedField property="tries" icon="repeat" hint />
      <TypedField property="invalidPrompt" icon="times-circle-o" placeholder hint />
      <TypedField property="nothingPrompt" icon="question-circle-o" placeholder hint />
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
