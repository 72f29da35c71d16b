import { AccountField, Checkbox, Name, Outputs, Select, TypedField } from '../../editor/form/fields';
import { Note, Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

const PARTIES = 'kind=number|client|sip';

const RECORDINGS = [
  'do-not-record',
  'record-from-answer',
  'record-from-ringing',
  'record-from-answer-dual',
  'record-from-ringing-dual',
];

export default function Form() {
  return (
    <>
      <Name />
      <Select property="kind" icon="phone" choices={['number', 'client', 'sip', 'conference', 'queue']} />
      <TypedField property="to" icon="user-o" hint />
      <Note name="conference" when="kind=conference" />
      <Note name="queue" when="kind=queue" />
      <Select property="order" icon="sort-amount-asc" when={PARTIES} choices={['together', 'in-turn']} hint />
      <TypedField property="callerId" icon="id-card-o" when={PARTIES} placeholder hint />
      <TypedField property="timeout" icon="clock-o" when={`${PARTIES}|queue`} placeholder hint />
      <Checkbox property="ringUntilAnswered" when={PARTIES} hint />
      <TypedLines property="whisper" icon="bullhorn" hint />
      <Checkbox property="accept" when={PARTIES} hint />
      <Outputs />
      <Checkbox property="hungUp" hint />
      <Section name="more" icon="sliders">
        <Select property="record" icon="microphone" choices={RECORDINGS} hint />
        <TypedField property="timeLimit" icon="hourglass-end" placeholder hint />
        <AccountField hint />
      </Section>
    </>
  );
}
