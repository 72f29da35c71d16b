import { chooseFromAccount } from '../../editor/account/account-choices';
import { firstEnvironment } from '../../editor/account/only-account';
import { announcePhones } from '../../editor/account/phone';
import {
  fetchAccount,
  phoneSentence,
  prepareCopy,
  showWebhooks,
  typedAccount,
} from '../../editor/account/webhook-rows';
import { nodeEditor } from '../../editor/node/node-editor';
import { asText, current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { rule, type NodeCheck } from '../../editor/properties/rule';
import { prepareAccountSetup } from '../../editor/setup/prepare';
import { rate, webAddress } from '../../editor/validators/action-validators';
import { all, optional, required, type Check } from '../../editor/validators/check';
import { defaultSender, publicUrl, secret, sid, webhookPath, wholeNumber } from '../../editor/validators/validators';
import { showRejectedRequests } from './rejected-requests.editor';
import { prepareTest } from './test-connection.editor';
import { prepareUrls } from './webhook-urls.editor';

const set = properties('twilio-config');

const onTwilioNow = (node: EditorNode): boolean => current(node, 'environment') !== 'simulator';

/** A check of a field that only accounts at Twilio have and, if `ways` is given, only with these ways to authenticate. */
function onTwilio(check: Check, ...ways: string[]): NodeCheck {
  return (value, node) => {
    if (!onTwilioNow(node)) return undefined;
    return ways.length === 0 || ways.includes(current(node, 'auth')) ? check(value) : undefined;
  };
}

const credential = (type: 'text' | 'password', property: string, check: NodeCheck): CredentialDef => ({
  type,
  label: set.text(`twilio-config.label.${property}`),
  validate: rule(set.text, check),
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

/** Each account needs a path of its own, because webhooks are routed by the path. */
const ownPath: NodeCheck = (value, node) => {
  const problem = webhookPath(value);
  if (problem) return problem;
  const account = takenPaths(node).get(bare(value));
  return account === undefined ? undefined : { key: 'pathTaken', values: { account } };
};

/** The properties of the section "Sending defaults". */
const DEFAULTS = [
  'from',
  'messagingServiceSid',
  'verifyServiceSid',
  'sendRate',
  'validityPeriod',
  'smartEncoded',
  'statusCallback',
];

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
    publicUrl: set.field('publicUrl', '', publicUrl),
    path: set.field('path', FIRST_PATH, ownPath),
    from: set.field('from', '', defaultSender),
    messagingServiceSid: set.field('messagingServiceSid', '', sid('MG')),
    verifyServiceSid: set.field('verifyServiceSid', '', sid('VA')),
    sendRate: set.field('sendRate', '', rate),
    validityPeriod: set.field('validityPeriod', '', optional(wholeNumber(1, 36_000))),
    smartEncoded: { value: false },
    statusCallback: set.field('statusCallback', '', webAddress),
    store: { value: 'disk' },
    voice: { value: '' },
    language: { value: '' },
    holdUrl: set.field('holdUrl', '', optional(webAddress)),
    patience: set.field('patience', '', optional(wholeNumber(1, 600))),
    webhooksOnDeploy: { value: false },
    fallbackUrl: set.field('fallbackUrl', '', optional(webAddress)),
    validateSignatures: { value: true },
    allowGet: { value: false },
    silentRecordings: { value: 'drop' },
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
    publicUser: credential('text', 'publicUser', onTwilio(secret)),
    publicPassword: credential('password', 'publicPassword', onTwilio(secret)),
  },
  ...nodeEditor(set, {
    label: (node) => set.text(`twilio-config.unnamed.${asText(node['environment']) || 'twilio'}`),
    open(node, form) {
      // A new account is not one of the editor's nodes yet.
      if (!RED.nodes.node(node.id)) {
        form.find('#node-config-input-path').val(freePath(node));
        form.find('#node-config-input-environment').val(firstEnvironment()).trigger('change');
      }
      prepareCopy(set.text, form);
      chooseFromAccount(node, set.text, { property: 'from', what: 'incomingNumbers' });
      chooseFromAccount(node, set.text, { property: 'messagingServiceSid', what: 'messagingServices' });
      chooseFromAccount(node, set.text, { property: 'verifyServiceSid', what: 'verifyServices' });
      prepareAccountSetup(node, form);
      prepareTest(set.text, node, form);
      prepareUrls(node, form);
      const show = (): void => {
        const hasLogin = /^\s*(?:[a-z]+:\/\/)?[^/?#]*@/i.test(current(node, 'publicUrl'));
        form.find('#twilio-config-note-loginInUrl').prop('hidden', !hasLogin || !onTwilioNow(node));
        showWebhooks(set.text, form, typedAccount(node));
      };
      form
        .find('#node-config-input-environment, #node-config-input-publicUrl, #node-config-input-path')
        .on('change keyup input', show);
      show();
      form.find('#twilio-config-section-defaults').prop(
        'open',
        DEFAULTS.some((property) => !['', 'false'].includes(current(node, property))),
      );
      const ofCalls = ['voice', 'language', 'holdUrl', 'patience'];
      form
        .find('#twilio-config-section-calls')
        .prop(
          'open',
          ofCalls.some((property) => current(node, property) !== '') || current(node, 'store') === 'memory',
        );
      void fetchAccount(node.id).then((status) => {
        showRejectedRequests(set.text, form.find('#twilio-config-rejected'), status);
        form.find('#twilio-config-phone').html(phoneSentence(set.text, node.id, status));
      });
    },
  }),
});

announcePhones();
