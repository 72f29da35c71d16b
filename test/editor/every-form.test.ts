/** What holds for the form of every node: it keeps what is saved, and its node says what it does. */
import assert from 'node:assert/strict';
import { CREDENTIALS, real, simulated, tab } from '../support/flows';
import { NODE_TYPES } from '../support/node-types';
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

/** What else a node needs so that all its fields for numbers are shown and checked. */
const WITH_NUMBERS: Readonly<Record<string, Record<string, unknown>>> = {
  'sms-in': { respond: 'flow', fetchMedia: 'buffer' },
  'whatsapp-in': { respond: 'flow', fetchMedia: 'buffer' },
  'call-in': { respond: 'flow' },
  'recording-in': { fetchAudio: 'buffer' },
  'send-sms': { to: '+14155550123', toType: 'str' },
  'send-whatsapp': { to: '+14155550123', toType: 'str' },
  'make-call': { to: '+14155550123', toType: 'str', wait: true },
  ask: { to: '+14155550123', toType: 'str' },
  dial: { to: '+14155550123', toType: 'str' },
  say: { mode: 'silence' },
  verify: { operation: 'createService', friendlyName: 'Shop', friendlyNameType: 'str' },
};

/** The account's fields for numbers. */
const NUMBERS_OF_ACCOUNT = ['sendRate', 'validityPeriod', 'patience'];

const VARIABLE = '${HOW_MANY}';

/** The fields of a type for numbers. */
interface Numbers {
  /** The properties that are numbers. */
  own: string[];
  /** The properties with a TypedInput that is for a number first. */
  typed: string[];
  /** The members of `options`. */
  options: string[];
}

/** TypedInputs for texts of several lines, and what has to be selected for them. */
const LINES: readonly [type: string, property: string, choices?: Record<string, string>][] = [
  ['send-sms', 'body'],
  ['send-whatsapp', 'body'],
  ['reply', 'body'],
  ['ask', 'body'],
  ['say', 'text'],
  ['menu', 'invalidPrompt'],
  ['gather', 'prompt'],
  ['record', 'prompt'],
  ['dial', 'whisper'],
  ['enqueue', 'holdText', { hold: 'text' }],
  ['make-call', 'say'],
  ['call-control', 'text', { operation: 'say' }],
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

  const unfold = () => editor.unfold();

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

  /** The fields of a type for numbers, found in its form and its definition. */
  const numbersOf = (type: string): Promise<Numbers> =>
    editor.page.evaluate((wanted) => {
      const { nodes } = Reflect.get(globalThis, 'RED') as Registry;
      const form = document.createElement('div');
      form.innerHTML = document.querySelector(`script[data-template-name="${wanted}"]`)?.innerHTML ?? '';
      const fields = [...form.querySelectorAll<HTMLElement>('[inputmode=numeric]')];
      const options = fields.flatMap(({ dataset }) => dataset['option'] ?? []);
      const own = fields.filter(({ dataset }) => dataset['option'] === undefined).map(({ id }) => id);
      const typed = Object.entries(nodes.getType(wanted)?.defaults ?? {}).filter(([, { value }]) => value === 'num');
      return {
        own: own.map((id) => id.replace(/^.*-/, '')),
        typed: typed.map(([name]) => name.replace(/Type$/, '')),
        options,
      };
    }, type);

  it('keeps an environment variable in every field for a number', async () => {
    let fields = 0;
    for (const type of NODE_TYPES) {
      const { own, typed, options } = await numbersOf(type);
      const names = [...own, ...typed];
      if (names.length + options.length === 0) continue;
      fields += names.length + options.length;
      const variables = (of: string[]) => Object.fromEntries(of.map((name) => [name, VARIABLE]));
      const more = options.length === 0 ? {} : { options: variables(options) };
      const id = await put(type, { ...WITH_NUMBERS[type.replace('twilio-', '')], ...variables(names), ...more });
      await editor.edit(id);
      await unfold();
      assert.equal(await editor.form.locator('.input-error:visible').count(), 0, type);
      await editor.done();
      const saved = await editor.saved(id);
      for (const name of names) assert.equal(saved[name], VARIABLE, `${type} ${name}`);
      for (const name of typed) assert.equal(saved[`${name}Type`], 'num', `${type} ${name}`);
      for (const name of options)
        assert.equal((saved['options'] as Record<string, unknown>)[name], VARIABLE, `${type} ${name}`);
      assert.deepEqual(await editor.problems(id), [], type);
      await editor.remove(id);
    }
    assert.ok(fields >= 30, String(fields));

    // As a person types it.
    await editor.editConfig('twilio-config', 'real-account');
    await unfold();
    for (const name of NUMBERS_OF_ACCOUNT) {
      const field = editor.form.locator(`#node-config-input-${name}`);
      await field.fill(VARIABLE);
      await field.press('Tab');
    }
    assert.equal(await editor.form.locator('.input-error:visible').count(), 0);
    await editor.done();
    const account = await editor.saved('real-account');
    for (const name of NUMBERS_OF_ACCOUNT) assert.equal(account[name], VARIABLE, name);
  });

  for (const [set, property, choices = {}] of LINES) {
    it(`has room for several lines of text, and keeps the lines: ${set}`, async () => {
      const text = 'First line\nsecond line “quoted”\n\nlast line';
      const id = await put(`twilio-${set}`);
      await editor.edit(id);
      await unfold();
      for (const [name, value] of Object.entries(choices))
        await editor.form.locator(`#node-input-${name}`).selectOption(value);
      if ((await editor.form.locator(`#node-input-${property}Type`).inputValue()) !== 'str') {
        await container(property).locator('.red-ui-typedInput-type-select').click();
        await editor.fromMenu('str');
      }
      const lines = container(property).locator('.twilio-lines');
      assert.equal(await lines.inputValue(), '', 'not the name of a property of the message');
      await lines.fill(text);
      await editor.done();
      assert.equal((await editor.saved(id))[property], text, `${set} ${property}`);
      await editor.edit(id);
      await unfold();
      assert.equal(await lines.inputValue(), text);
      // Another type, and back again.
      await container(property).locator('.red-ui-typedInput-type-select').click();
      await editor.fromMenu('msg');
      assert.equal(await lines.isVisible(), false);
      await container(property).locator('.red-ui-typedInput-type-select').click();
      await editor.fromMenu('str');
      assert.equal(await lines.inputValue(), text);
      await editor.done();
      assert.equal((await editor.saved(id))[property], text, `${set} ${property}`);
      await editor.remove(id);
    });
  }

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
