import { rate } from '../../editor/action-validators';
import { fetchAccount, phoneSentence, prepareCopy, showWebhooks, typedAccount } from '../../editor/account';
import { showRejected } from '../../editor/rejected';
import { openForm } from '../../editor/fields';
import { asText, current, field, formOf, rule, type NodeCheck } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { all, publicUrl, required, secret, sender, sid, webhookPath, type Check } from '../../editor/validators';

const text = strings('twilio-config');

addStyle();

/** A check for fields that belong to Twilio and, when given, to one of these ways to authenticate. */
function onTwilio(check: Check, ...ways: string[]): NodeCheck {
  return (value, node) => {
    if (current(node, 'environment') === 'simulator') return undefined;
    return ways.length === 0 || ways.includes(current(node, 'auth')) ? check(value) : undefined;
  };
}

const credential = (type: 'text' | 'password', property: string, check: NodeCheck): CredentialDef => ({
  type,
  label: text(`twilio-config.label.${property}`),
  validate: rule(text, check),
});

const bare = (path: string): string => path.trim().replace(/\/+$/, '');

/** The names of the other accounts, by path. */
function takenPaths(node: EditorNode): Map<string, string> {
  const taken = new Map<string, string>();
  RED.nodes.eachConfig((other) => {
    if (other.type !== 'twilio-config' || other.id === node.id || other['d'] === true) return;
    taken.set(bare(asText(other['path'])), asText(other.name) || other.id);
  });
  return taken;
}

/** Two accounts on one path would answer each other's webhooks. */
const ownPath: NodeCheck = (value, node) => {
  const problem = webhookPath(value);
  if (problem) return problem;
  const account = takenPaths(node).get(bare(value));
  return account === undefined ? undefined : { key: 'pathTaken', values: { account } };
};

const FIRST_PATH = '/twilio';

/** The path of a new account: `/twilio`, `/twilio2` … */
function freePath(node: EditorNode): string {
  const taken = takenPaths(node);
  let path = FIRST_PATH;
  for (let count = 2; taken.has(path); count += 1) path = `${FIRST_PATH}${String(count)}`;
  return path;
}

RED.nodes.registerType('twilio-config', {
  category: 'config',
  defaults: {
    name: { value: '' },
    environment: { value: 'twilio' },
    auth: { value: 'token' },
    region: { value: '' },
    publicUrl: field(text, 'twilio-config.label.publicUrl', '', publicUrl),
    path: field(text, 'twilio-config.label.path', FIRST_PATH, ownPath),
    from: field(text, 'twilio-config.label.from', '', sender),
    messagingServiceSid: field(text, 'twilio-config.label.messagingServiceSid', '', sid('MG')),
    verifyServiceSid: field(text, 'twilio-config.label.verifyServiceSid', '', sid('VA')),
    sendRate: field(text, 'twilio-config.label.sendRate', '', rate),
    validateSignatures: { value: true },
  },
  credentials: {
    accountSid: credential('text', 'accountSid', onTwilio(all(required, sid('AC')))),
    authToken: credential('password', 'authToken', (value, node) => {
      const needed = current(node, 'auth') === 'token' ? all(required, secret) : secret;
      return onTwilio(needed)(value, node);
    }),
    secondaryAuthToken: credential('password', 'secondaryAuthToken', onTwilio(secret)),
    apiKey: credential('text', 'apiKey', onTwilio(all(required, sid('SK')), 'apiKey')),
    apiSecret: credential('password', 'apiSecret', onTwilio(all(required, secret), 'apiKey')),
    clientId: credential('text', 'clientId', onTwilio(all(required, secret), 'oauth')),
    clientSecret: credential('password', 'clientSecret', onTwilio(all(required, secret), 'oauth')),
  },
  paletteLabel: text('twilio-config.palette'),
  label() {
    return this.name || text(`twilio-config.unnamed.${asText(this['environment']) || 'twilio'}`);
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  oneditprepare() {
    openForm(this);
    const form = formOf(this);
    // A new account is none of Node-RED's nodes yet.
    if (!RED.nodes.node(this.id)) form.find('#node-config-input-path').val(freePath(this));
    prepareCopy(text, form);
    const show = (): void => {
      showWebhooks(text, form, typedAccount(this));
    };
    form
      .find('#node-config-input-environment, #node-config-input-publicUrl, #node-config-input-path')
      .on('change keyup input', show);
    show();
    const defaults = ['from', 'messagingServiceSid', 'verifyServiceSid', 'sendRate'];
    form.find('#twilio-config-section-defaults').prop(
      'open',
      defaults.some((property) => current(this, property) !== ''),
    );
    void fetchAccount(this.id).then((status) => {
      showRejected(text, form.find('#twilio-config-rejected'), status);
      form.find('#twilio-config-phone').html(phoneSentence(text, this.id, status));
    });
  },
});
