/** What a node says about itself, and what its form says about a text or an account. */
import assert from 'node:assert/strict';
import { CREDENTIALS, real, simulated, tab } from '../support/flows';
import { useEditor } from '../support/shared-editor';

interface EditorNodes {
  getType(type: string): { category: string; defaults: Record<string, { value: unknown }> } | undefined;
  node(id: string): Record<string, unknown> & { _def: { label(): string } };
}

interface Registry {
  nodes: EditorNodes;
}

/** The properties of a node, and its label. */
const LABELS: readonly [type: string, properties: Record<string, unknown>, label: string][] = [
  ['send-sms', { to: '+14155550123', toType: 'str' }, 'SMS to +14155550123'],
  ['send-sms', { to: 'phone', toType: 'msg' }, 'SMS to msg.phone'],
  ['send-sms', { to: '', toType: 'str' }, 'send sms'],
  ['send-sms', { to: '$x', toType: 'jsonata' }, 'send sms'],
  ['send-sms', { to: 'OWNER', toType: 'env' }, 'SMS to ${OWNER}'],
  ['send-sms', { to: '#:(disk)::owner', toType: 'global' }, 'SMS to global.owner'],
  ['send-whatsapp', { to: '+14155550123', toType: 'str' }, 'WhatsApp to +14155550123'],
  ['make-call', { to: 'client:ada', toType: 'str' }, 'call client:ada'],
  ['ask', { to: '+14155550123', toType: 'str' }, 'ask +14155550123'],
  [
    'reply',
    { body: 'Thank you,\nwe will call you back soon.', bodyType: 'str' },
    'reply: “Thank you, we will call you…',
  ],
  ['reply', {}, 'reply'],
  ['sms-in', { filterTo: '+14155550100', filterBody: 'stop' }, 'sms in: +14155550100, “stop”'],
  ['sms-in', {}, 'sms in'],
  ['call-in', { filterFrom: '+49*' }, 'call in: from +49*'],
  ['sms-status', { filterStatus: ['failed', 'undelivered'] }, 'sms status: failed, undelivered'],
  ['say', { text: 'Hello', textType: 'str' }, 'say: Hello'],
  ['say', { mode: 'silence', seconds: '2', secondsType: 'num' }, 'say: 2 s silence'],
  [
    'menu',
    {
      choices: [
        { keys: '1', words: '', label: 'sales' },
        { keys: '2', words: 'support' },
      ],
    },
    'menu: sales, support',
  ],
  ['gather', { input: 'speech' }, 'gather: Speech'],
  ['dial', { kind: 'number', to: '+14155550123', toType: 'str' }, 'dial +14155550123'],
  ['dial', { kind: 'conference', to: 'team', toType: 'str' }, 'conference team'],
  ['enqueue', { queue: 'support', queueType: 'str' }, 'enqueue: support'],
  ['hang-up', { reason: 'busy' }, 'hang up: busy'],
  ['twiml', { twiml: '<Response><Say>Hi</Say><Hangup/></Response>', twimlType: 'str' }, 'twiml: Say, Hangup'],
  ['twiml', { twiml: '<Response', twimlType: 'str' }, 'twiml'],
  ['lookup', { fields: ['caller_name', 'sim_swap'] }, 'lookup: Caller name, SIM swap'],
];

describe('every form', function () {
  this.timeout(120_000);
  const { editor } = useEditor({
    flows: [tab, simulated(), real({ id: 'real-account', path: '/real', publicUrl: '' })],
    credentials: { 'real-account': CREDENTIALS },
    viewport: { width: 1024, height: 768 },
    expected: /Failed to load resource: the server responded with a status of (409|502)/,
  });

  const container = (property: string) => editor.form.locator(`#node-input-${property} + .red-ui-typedInput-container`);

  /** Puts a new node on the flow. @returns its id */
  const put = (type: string, properties: Record<string, unknown> = {}) =>
    editor.put(type, { account: 'account', ...properties });

  it('belongs to a node that says what it does', async () => {
    for (const [set, properties, label] of LABELS) {
      const id = await put(`twilio-${set}`, properties);
      const shown = await editor.page.evaluate((wanted) => {
        const node = (Reflect.get(globalThis, 'RED') as Registry).nodes.node(wanted);
        return node._def.label.call(node);
      }, id);
      assert.equal(shown, label);
      await editor.remove(id);
    }
  });

  it('counts the SMS segments of a text', async () => {
    const id = await put('twilio-reply');
    await editor.edit(id);
    const counted = editor.form.locator('#twilio-segments-body');
    assert.equal(await counted.innerText(), '', 'a text of the message is not known');
    await container('body').locator('.red-ui-typedInput-type-select').click();
    await editor.fromMenu('str');
    await container('body').locator('.twilio-lines').fill('a'.repeat(161));
    await counted.filter({ hasText: /^161 characters, 2 SMS segments/ }).waitFor();
    await container('body').locator('.twilio-lines').fill('ş');
    await counted.filter({ hasText: /^1 characters?, 1 SMS segment\. .+70 characters because of: ş/ }).waitFor();
    await editor.cancel();
    await editor.remove(id);
  });

  it('of the account tests the connection with what is typed, and says what to do', async () => {
    await editor.editConfig('twilio-config', 'real-account');
    const result = editor.form.locator('#twilio-config-test-result');
    const test = editor.form.locator('#twilio-config-test');
    // Nothing of the tests can reach Twilio.
    await test.click();
    await result.filter({ hasText: /Twilio/ }).waitFor();
    assert.doesNotMatch(await result.innerText(), new RegExp(CREDENTIALS.authToken));
    await editor.form.locator('#node-config-input-accountSid').fill('AC1');
    await result.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    await test.click();
    await result.filter({ hasText: /The Account SID must be "AC"/ }).waitFor();
    await editor.cancel();
  });
});
