import { i18n } from '../../editor/form/context';
import { Checkbox, Name, Select, TextField } from '../../editor/form/fields';
import { Note, Output, Section } from '../../editor/form/layout';
import { Row } from '../../editor/form/rows';
import { AccountSetup } from '../../editor/form/setup';
import { Webhook } from '../../editor/form/trigger';

export default function Form() {
  return (
    <>
      <Select property="environment" icon="cloud" choices={['simulator', 'twilio']} />
      <Name />
      <div class="form-row" id="twilio-config-row-simulator" data-when="environment=simulator">
        <div class="form-tips twilio-note">
          <span data-i18n="[html]twilio-config.note.simulator"></span>
          <p id="twilio-config-phone"></p>
        </div>
      </div>
      <Select
        property="silentRecordings"
        icon="microphone-slash"
        choices={['drop', 'save']}
        hint
        when="environment=simulator"
      />
      <Section name="credentials" icon="key" when="environment=twilio" open>
        <Select property="auth" icon="lock" choices={['token', 'apiKey', 'oauth']} />
        <TextField property="accountSid" icon="user-circle-o" placeholder hint />
        <TextField property="apiKey" icon="id-badge" placeholder when="auth=apiKey" />
        <TextField property="apiSecret" type="password" icon="key" when="auth=apiKey" hint />
        <TextField property="clientId" icon="id-badge" placeholder when="auth=oauth" />
        <TextField property="clientSecret" type="password" icon="key" when="auth=oauth" hint />
        <TextField property="authToken" type="password" icon="key" hint />
        <Note name="tokenWanted" warning when="auth=apiKey|oauth authToken=" />
        <TextField property="secondaryAuthToken" type="password" icon="refresh" hint />
        <Select property="region" icon="globe" choices={['default', 'ie1', 'au1']} hint />
        <Row property="test" icon="plug" forId="twilio-config-test">
          <button type="button" class="red-ui-button" id="twilio-config-test">
            <span data-i18n={i18n('twilio-config.action.test')} />
          </button>
          <div class="twilio-hint" id="twilio-config-test-result" aria-live="polite" />
        </Row>
      </Section>
      <Section name="webhooks" icon="link" open>
        <TextField property="publicUrl" icon="globe" placeholder hint when="environment=twilio" />
        <Note name="loginInUrl" warning />
        <TextField property="publicUser" icon="user" hint when="environment=twilio" />
        <TextField property="publicPassword" type="password" icon="key" when="environment=twilio" />
        <TextField property="path" icon="folder-o" hint />
        <Checkbox property="validateSignatures" hint when="environment=twilio" />
        <Checkbox property="allowGet" hint when="environment=twilio" />
        <Note name="signaturesOff" warning when="environment=twilio validateSignatures=false" />
        <Output name="rejected" icon="ban" />
        <AccountSetup />
      </Section>
      <Section name="urls" icon="clipboard">
        <Webhook kind="message" label="urlMessage" />
        <Webhook kind="message-status" label="urlStatus" />
        <Webhook kind="call" label="urlCall" />
        <Webhook kind="call-status" label="urlCallStatus" />
        <Webhook kind="recording" label="urlRecording" />
        <Webhook kind="transcription" label="urlTranscription" />
        <div class="form-row twilio-more">
          <button type="button" class="red-ui-button" id="twilio-config-all-urls">
            <span data-i18n={i18n('twilio-config.action.allUrls')} />
          </button>
        </div>
      </Section>
      <Section name="defaults" icon="paper-plane-o">
        <TextField property="from" icon="phone" placeholder hint />
        <TextField property="messagingServiceSid" icon="server" placeholder hint />
        <TextField property="verifyServiceSid" icon="shield" placeholder hint />
        <TextField property="sendRate" icon="tachometer" placeholder hint />
        <TextField property="validityPeriod" icon="hourglass-end" placeholder hint />
        <Checkbox property="smartEncoded" hint />
        <TextField property="statusCallback" icon="link" placeholder hint />
      </Section>
      <Section name="calls" icon="phone">
        <TextField property="voice" icon="microphone" placeholder hint />
        <TextField property="language" icon="language" placeholder hint />
        <TextField property="holdUrl" icon="music" placeholder hint />
        <TextField property="patience" icon="hourglass-end" placeholder hint />
        <Select property="store" icon="database" choices={['disk', 'memory']} hint />
      </Section>
    </>
  );
}
