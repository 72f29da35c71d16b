import { AccountField, Checkbox, Name, Outputs, Select, TypedField } from '../../editor/form/fields';
import { Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <Select property="promptMode" icon="bullhorn" choices={['text', 'audio']} />
      <TypedLines property="prompt" icon="comment-o" placeholder hint />
      <TypedField property="beep" icon="bell-o" hint />
      <TypedField property="maxLength" icon="clock-o" placeholder hint />
      <TypedField property="silence" icon="hourglass-end" placeholder hint />
      <TypedField property="finishOnKey" icon="stop-circle-o" placeholder hint />
      <TypedField property="trim" icon="scissors" hint />
      <Checkbox property="transcribe" hint />
      <Outputs />
      <Checkbox property="hungUp" hint />
      <Section name="more" icon="sliders">
        <AccountField hint />
      </Section>
    </>
  );
}
