import { AccountField, CodeField, Name, NumberField, Select } from '../../editor/form/fields';
import { Note, Section } from '../../editor/form/layout';
import { TriggerSetup } from '../../editor/form/setup';
import { Filters, Webhook } from '../../editor/form/trigger';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Webhook kind="call" />
      <TriggerSetup shows="call" />
      <Section name="answer" icon="reply" strings="common" open>
        <Select property="respond" icon="reply" choices={['flow', 'twiml', 'reject', 'empty']} />
        <NumberField property="deadline" icon="clock-o" unit="seconds" when="respond=flow" hint />
        <CodeField property="twiml" icon="code" when="respond=twiml" hint />
        <Note name="reject" when="respond=reject" />
        <Note name="empty" when="respond=empty" />
      </Section>
      <Filters fields={['from', 'to']} parties="received" />
    </>
  );
}
