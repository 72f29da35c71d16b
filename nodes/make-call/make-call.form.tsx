import {
  AccountField,
  Checkbox,
  Checkboxes,
  JsonField,
  Name,
  NumberField,
  Outputs,
  Select,
  TypedField,
} from '../../editor/form/fields';
import { AccountsSection, Note, Section } from '../../editor/form/layout';
import { TypedCode, TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <TypedField property="to" icon="phone" hint />
      <TypedField property="from" icon="user-o" hint />
      <Select property="answer" icon="comment-o" choices={['say', 'twiml', 'url', 'flow']} />
      <TypedLines property="say" icon="bullhorn" when="answer=say" hint />
      <TypedField property="voice" icon="microphone" when="answer=say" placeholder hint />
      <TypedField property="language" icon="language" when="answer=say" placeholder />
      <TypedCode property="twiml" icon="code" when="answer=twiml" hint />
      <TypedField property="url" icon="link" when="answer=url" hint />
      <Note name="flow" when="answer=flow" />
      <Outputs />
      <Section name="ending" icon="clock-o" open>
        <Checkbox property="wait" hint />
        <NumberField property="maxWait" icon="hourglass-end" unit="seconds" when="wait=true" hint />
      </Section>
      <Note name="reach" warning strings="common" />
      <Section name="machine" icon="android">
        <Select
          property="machineDetection"
          icon="question-circle-o"
          choices={['default', 'Enable', 'DetectMessageEnd']}
          hint
        />
        <Checkbox property="asyncAmd" when="machineDetection=Enable|DetectMessageEnd" hint />
      </Section>
      <Section name="progress" icon="tasks">
        <Checkboxes
          property="statusEvents"
          icon="flag-o"
          choices={['initiated', 'ringing', 'answered', 'completed']}
          hint
        />
      </Section>
      <Section name="more" icon="sliders">
        <TypedField property="timeout" icon="bell-o" hint />
        <TypedField property="timeLimit" icon="stop-circle-o" hint />
        <TypedField property="sendDigits" icon="keyboard-o" hint />
        <Checkbox property="record" hint />
        <Checkbox property="transcribe" when="answer=say|twiml" hint />
        <TypedField
          property="transcriptionLanguage"
          icon="language"
          when="answer=say|twiml transcribe=true"
          placeholder
        />
        <JsonField property="options" icon="list-ul" hint />
      </Section>
      <AccountsSection />
    </>
  );
}
