import {
  AccountField,
  Checkboxes,
  JsonField,
  Name,
  NumberField,
  OptionField,
  Problem,
  TypedField,
} from '../../editor/form/fields';
import { AccountsSection, Note, Section } from '../../editor/form/layout';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <TypedField property="number" icon="phone" hint />
      <OptionField property="countryCode" icon="globe" placeholder hint />
      <Checkboxes
        property="fields"
        icon="database"
        names="twilio-lookup.packageName"
        choices={[
          'caller_name',
          'line_type_intelligence',
          'line_status',
          'sim_swap',
          'call_forwarding',
          'sms_pumping_risk',
          'phone_number_quality_score',
          'reassigned_number',
          'identity_match',
          'pre_fill',
          'validation',
        ]}
        hint
      />
      <Note name="free" />
      <Note name="costs" warning />
      <Section name="identity" icon="id-card-o">
        <Note name="identity" />
        <OptionField property="firstName" icon="user-o" />
        <OptionField property="lastName" icon="user-o" />
        <OptionField property="addressLine1" icon="home" />
        <OptionField property="addressLine2" icon="home" />
        <OptionField property="city" icon="building-o" />
        <OptionField property="state" icon="map-o" />
        <OptionField property="postalCode" icon="envelope-o" />
        <OptionField property="addressCountryCode" icon="globe" placeholder hint />
        <OptionField property="nationalId" icon="id-card-o" hint />
        <OptionField property="dateOfBirth" icon="birthday-cake" placeholder hint />
        <OptionField property="lastVerifiedDate" icon="calendar" placeholder hint />
        <OptionField property="verificationSid" icon="check-square-o" placeholder hint />
      </Section>
      <Section name="more" icon="sliders">
        <NumberField property="cacheMinutes" icon="clock-o" unit="minutes" hint />
        <JsonField property="options" icon="list-ul" hint />
        <Problem property="options" />
      </Section>
      <AccountsSection />
    </>
  );
}
