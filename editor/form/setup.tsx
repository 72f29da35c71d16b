/** The setup in forms: the ways in for webhooks, the doctor, and the webhooks of numbers. `editor/setup` fills it. */

import { i18n } from './context';
import { Checkbox, TextField } from './fields';
import { FIELD_STYLE, Icon } from './rows';

/** The ways in, in the order of the list. */
const WAYS = ['nginx', 'caddy', 'traefik', 'cloudflared', 'ngrok', 'tailscale', 'homeAssistant', 'flowFuse'];

/** A row with a label, a button and a hint. */
const ButtonRow = ({ id, title, icon, shows }: { id: string; title: string; icon: string; shows?: string }) => (
  <div class="form-row">
    <span class="twilio-label" id={`${id}-label`}>
      <Icon name={icon} />
      <span data-i18n={i18n(`setup.${title}.title`)} />
    </span>
    <span style={FIELD_STYLE}>
      <button
        type="button"
        class="red-ui-button"
        id={id}
        data-shows={shows}
        aria-describedby={`${id}-hint`}
        data-i18n={i18n(`setup.${title}.button`)}
      />
    </span>
    <div class="twilio-hint" id={`${id}-hint`} data-i18n={i18n(`setup.${title}.hint`)} />
  </div>
);

/** Where the editor code shows a result. */
const Result = ({ id }: { id: string }) => (
  <div class="twilio-setup">
    <output id={id} />
  </div>
);

/** The account's setup: ways in, the doctor, and the webhooks of all its numbers. */
export const AccountSetup = () => (
  <>
    <div class="form-row" id="twilio-config-row-way" data-when="environment=twilio">
      <label for="twilio-config-way">
        <Icon name="sign-in" />
        <span data-i18n={i18n('setup.way.title')} />
      </label>
      <select id="twilio-config-way" style={FIELD_STYLE}>
        <option value="" data-i18n={i18n('setup.way.choose')} />
        {WAYS.map((way) => (
          <option value={way} data-i18n={i18n(`setup.way.name.${way}`)} />
        ))}
      </select>
    </div>
    <div data-when="environment=twilio">
      <Result id="twilio-config-way-text" />
    </div>
    <ButtonRow id="twilio-config-doctor-run" title="doctor" icon="stethoscope" />
    <Result id="twilio-config-doctor" />
    <ButtonRow id="twilio-config-numbers-show" title="numbers" icon="phone" />
    <Result id="twilio-config-numbers" />
    <TextField property="fallbackUrl" icon="life-ring" when="environment=twilio" placeholder hint />
    <Checkbox property="webhooksOnDeploy" hint />
  </>
);

/** The webhooks of the numbers that a trigger listens to. */
export const TriggerSetup = ({ shows }: { shows: 'sms' | 'whatsapp' | 'call' }) => (
  <>
    <ButtonRow id="twilio-numbers-show" title="numbers" icon="phone" shows={shows} />
    <Result id="twilio-numbers" />
  </>
);
