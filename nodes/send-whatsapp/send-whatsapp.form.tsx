import {
  AccountField,
  Checkbox,
  JsonField,
  Name,
  OptionField,
  Problem,
  Select,
  TypedField,
} from '../../editor/form/fields';
import { AccountsSection, JsonRows, Note, Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <TypedField property="to" icon="mobile" hint />
      <Select property="mode" icon="comments-o" choices={['text', 'template']} />
      <Note name="window" when="mode=text" />
      <TypedLines property="body" icon="comment-o" when="mode=text" />
      <TypedField property="media" icon="picture-o" when="mode=text" hint />
      <TypedField property="contentSid" icon="file-text-o" api="ContentSid" when="mode=template" hint />
      <div data-when="mode=template">
        <div class="twilio-template" id="twilio-template-body"></div>
      </div>
      <JsonRows name="variables" icon="tags" when="mode=template" />
      <TypedField property="contentVariables" icon="tags" when="mode=template" hint />
      <TypedField property="from" icon="whatsapp" hint />
      <TypedField property="messagingServiceSid" icon="server" api="MessagingServiceSid" hint />
      <Note name="reach" warning />
      <Section name="more" icon="sliders">
        <Checkbox property="track" hint />
        <Select property="results" icon="list-ol" choices={['together', 'each', 'both']} strings="common" hint />
        <OptionField property="sendAt" icon="calendar" placeholder hint />
        <OptionField property="validityPeriod" icon="hourglass-end" kind="number" unit="seconds" placeholder />
        <JsonField property="options" icon="list-ul" hint />
        <Problem property="options" />
        <Note name="maxPrice" warning />
      </Section>
      <AccountsSection />
    </>
  );
}
