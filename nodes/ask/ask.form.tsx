import { AccountField, JsonField, Name, Problem, Select, TypedField } from '../../editor/form/fields';
import { AccountsSection, JsonRows, Note, Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

const TEXT = 'channel=sms';
const TEMPLATE = 'channel=whatsapp mode=template';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Select property="channel" icon="comments-o" choices={['sms', 'whatsapp']} />
      <TypedField property="to" icon="mobile" hint />
      <Select property="mode" icon="file-text-o" choices={['text', 'template']} when="channel=whatsapp" hint />
      <TypedLines property="body" icon="comment-o" segments />
      <TypedField property="media" icon="picture-o" hint />
      <TypedField property="contentSid" icon="file-text-o" api="ContentSid" when={TEMPLATE} hint />
      <div data-when={TEMPLATE}>
        <div class="twilio-template" id="twilio-template-body"></div>
      </div>
      <JsonRows name="variables" icon="tags" when={TEMPLATE} />
      <TypedField property="contentVariables" icon="tags" when={TEMPLATE} hint />
      <Select property="sender" icon="user-o" choices={['number', 'service']} when={TEXT} />
      <TypedField property="from" icon="phone" hint />
      <TypedField property="messagingServiceSid" icon="server" api="MessagingServiceSid" hint />
      <TypedField property="maxWait" icon="clock-o" hint />
      <Note name="reach" warning />
      <Note name="how" />
      <Section name="more" icon="sliders">
        <JsonField property="options" icon="list-ul" hint />
        <Problem property="options" />
      </Section>
      <AccountsSection />
    </>
  );
}
