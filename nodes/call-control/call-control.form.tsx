import { AccountField, Name, Select, TypedField } from '../../editor/form/fields';
import { AccountsSection, Note } from '../../editor/form/layout';
import { TypedCode, TypedLines } from '../../editor/form/long-text';

const OPERATIONS = [
  'hang-up',
  'transfer',
  'say',
  'play',
  'send-digits',
  'record-start',
  'record-pause',
  'record-resume',
  'record-stop',
  'participants',
  'hold',
  'unhold',
  'mute',
  'unmute',
  'remove',
  'announce',
];

const WITH_CONFERENCE = 'operation=participants|hold|unhold|mute|unmute|remove|announce';

export default function Form() {
  return (
    <>
      <Name />
      <Select property="operation" icon="tasks" choices={OPERATIONS} />
      <TypedField property="conference" icon="users" when={WITH_CONFERENCE} hint />
      <Select property="announceTo" icon="bullhorn" choices={['all', 'participant']} when="operation=announce" />
      <TypedField property="callSid" icon="phone" api="CallSid" hint />
      <Select property="transferTo" icon="share" choices={['address', 'twiml']} when="operation=transfer" />
      <TypedField property="to" icon="user-o" when="operation=transfer transferTo=address" hint />
      <TypedCode property="twiml" icon="code" when="operation=transfer transferTo=twiml" hint />
      <TypedLines property="text" icon="comment-o" when="operation=say" hint />
      <TypedField property="url" icon="music" when="operation=play|hold|announce" hint />
      <TypedField property="digits" icon="th" when="operation=send-digits" hint />
      <Note name="goesOn" when="operation=say|play|send-digits" />
      <Note name="transfer" when="operation=transfer" />
      <AccountField hint />
      <AccountsSection />
    </>
  );
}
