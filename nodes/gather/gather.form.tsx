import { AccountField, Checkbox, Name, Outputs, Select, TypedField } from '../../editor/form/fields';
import { Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <Select property="promptMode" icon="bullhorn" choices={['text', 'audio']} />
      <TypedLines property="prompt" icon="comment-o" hint />
      <Select property="input" icon="keyboard-o" choices={['dtmf', 'speech', 'both']} />
      <TypedField property="numDigits" icon="hashtag" when="input=dtmf|both" hint />
      <TypedField property="finishOnKey" icon="stop-circle-o" when="input=dtmf|both" placeholder hint />
      <TypedField property="timeout" icon="clock-o" placeholder hint />
      <TypedField property="speechTimeout" icon="hourglass-end" when="input=speech|both" placeholder hint />
      <TypedField property="hints" icon="list-ul" when="input=speech|both" placeholder hint />
      <TypedField property="language" icon="language" placeholder hint />
      <Outputs />
      <Section name="outputs" icon="random" open>
        <Checkbox property="partial" when="input=speech|both" hint />
        <Checkbox property="hungUp" hint />
      </Section>
      <Section name="more" icon="sliders">
        <Checkbox property="sensitive" hint />
        <AccountField hint />
      </Section>
    </>
  );
}
