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
import { AccountsSection, Note, Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <TypedField property="to" icon="mobile" hint />
      <TypedLines property="body" icon="comment-o" segments />
      <TypedField property="media" icon="picture-o" hint />
      <Select property="sender" icon="user-o" choices={['number', 'service']} />
      <TypedField property="from" icon="phone" when="sender=number" hint />
      <TypedField property="messagingServiceSid" icon="server" api="MessagingServiceSid" when="sender=service" hint />
      <Note name="reach" warning />
      <Section name="more" icon="sliders">
        <Checkbox property="track" hint />
        <Select property="results" icon="list-ol" choices={['together', 'each', 'both']} strings="common" hint />
        <OptionField property="sendAt" icon="calendar" when="sender=service" placeholder hint />
        <OptionField property="validityPeriod" icon="hourglass-end" kind="number" unit="seconds" placeholder hint />
        <OptionField property="smartEncoded" kind="check" hint />
        <OptionField property="shortenUrls" kind="check" when="sender=service" hint />
        <OptionField property="sendAsMms" kind="check" />
        <OptionField property="provideFeedback" kind="check" hint />
        <OptionField property="riskCheck" icon="shield" kind="choice" choices={['default', 'enable', 'disable']} />
        <JsonField property="options" icon="list-ul" hint />
        <Problem property="options" />
        <Note name="maxPrice" warning />
      </Section>
      <AccountsSection />
    </>
  );
}
