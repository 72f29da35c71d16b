import {
  AccountField,
  Checkbox,
  JsonField,
  Name,
  OptionField,
  Outputs,
  Problem,
  Select,
  TypedField,
} from '../../editor/form/fields';
import { Note, Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

const INTERRUPTIONS = ['any', 'speech', 'dtmf', 'none'];

export default function Form() {
  return (
    <>
      <Name />
      <TypedLines property="greeting" icon="comment-o" placeholder hint />
      <TypedLines property="systemPrompt" icon="file-text-o" placeholder hint />
      <Select property="answers" icon="reply" choices={['whole', 'chunks']} hint />
      <Note name="how" />
      <Outputs />
      <Section name="voice" icon="microphone" open>
        <TypedField property="language" icon="language" placeholder hint />
        <TypedField property="voice" icon="volume-up" placeholder hint />
        <TypedField property="ttsProvider" icon="cloud" placeholder />
        <TypedField property="transcriptionProvider" icon="cloud" placeholder />
      </Section>
      <Section name="interruptions" icon="hand-paper-o">
        <Select property="interruptible" icon="hand-paper-o" choices={INTERRUPTIONS} />
        <Select property="welcomeInterruptible" icon="hand-paper-o" choices={INTERRUPTIONS} />
        <Checkbox property="dtmf" hint />
      </Section>
      <Section name="silence" icon="clock-o">
        <TypedField property="filler" icon="hourglass-half" placeholder hint />
        <TypedField property="fillerAfter" icon="clock-o" hint />
        <TypedField property="silencePrompt" icon="question-circle-o" placeholder hint />
        <TypedField property="silenceAfter" icon="clock-o" hint />
        <TypedField property="maxDuration" icon="stop-circle-o" hint />
      </Section>
      <Section name="more" icon="sliders">
        <OptionField property="hints" icon="list-ul" placeholder hint />
        <OptionField property="applicationReconnect" kind="check" hint />
        <JsonField property="options" icon="list-ul" hint />
        <Problem property="options" />
        <AccountField hint />
      </Section>
    </>
  );
}
