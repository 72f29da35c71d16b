import {
  AccountField,
  JsonField,
  Name,
  OptionField,
  Outputs,
  Problem,
  Select,
  TypedField,
} from '../../editor/form/fields';
import { AccountsSection, Note, Section } from '../../editor/form/layout';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Select property="operation" icon="tasks" choices={['start', 'check', 'cancel', 'createService']} />
      <TypedField property="service" icon="shield" api="ServiceSid" when="operation=start|check|cancel" hint />
      <TypedField property="to" icon="mobile" when="operation=start|check|cancel" hint />
      <TypedField property="channel" icon="paper-plane-o" when="operation=start|check" />
      <TypedField property="code" icon="key" when="operation=check" hint />
      <TypedField property="friendlyName" icon="tag" when="operation=createService" hint />
      <Note name="start" when="operation=start" />
      <Note name="check" when="operation=check" />
      <Note name="createService" when="operation=createService" />
      <Outputs />
      <Section name="more" icon="sliders" when="operation=start|createService">
        <OptionField property="locale" icon="language" when="operation=start" placeholder hint />
        <OptionField property="templateSid" icon="file-text-o" when="operation=start" placeholder hint />
        <OptionField property="customFriendlyName" icon="id-badge" when="operation=start" hint />
        <OptionField
          property="riskCheck"
          icon="shield"
          kind="choice"
          choices={['default', 'enable', 'disable']}
          when="operation=start"
        />
        <OptionField property="codeLength" icon="key" kind="number" when="operation=createService" placeholder hint />
        <OptionField property="lookupEnabled" kind="check" when="operation=createService" />
        <OptionField property="skipSmsToLandlines" kind="check" when="operation=createService" hint />
        <OptionField property="doNotShareWarningEnabled" kind="check" when="operation=createService" />
        <OptionField property="customCodeEnabled" kind="check" when="operation=createService" />
        <JsonField property="options" icon="list-ul" hint />
        <Problem property="options" />
      </Section>
      <AccountsSection />
    </>
  );
}
