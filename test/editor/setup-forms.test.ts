import assert from 'node:assert/strict';
import { editorAccessibilityProblems } from '../support/axe';
import { simulated, smsIn, tab, trigger } from '../support/flows';
import { OUTSIDE_NUMBERS, useEditorAndTwilio } from '../support/shared-editor';
import { outsideAccount, PUBLIC_URL } from '../support/twilio-server';

const [US] = OUTSIDE_NUMBERS;
const OTHER = 'https://other.example.com/sms';

describe('the setup in the forms of accounts and triggers', function () {
  this.timeout(60_000);
  const { editor, nodeRed, twilio } = useEditorAndTwilio({
    flows: [
      tab,
      outsideAccount(),
      simulated({ id: 'on-simulator', path: '/simulated' }),
      simulated({ id: 'off', path: '/disabled', d: true }),
      smsIn({ x: 200, y: 60, wires: [[]] }),
      trigger('call-in', { id: 'call', x: 200, y: 120, account: 'account', respond: 'flow', wires: [[]] }),
      trigger('whatsapp-in', { id: 'whatsapp', x: 200, y: 180, account: 'account', wires: [[]] }),
    ],
    expected: /404/,
  });

  const button = (id: string) => editor.form.locator(`#${id}`);
  const output = (id: string) => editor.form.locator(`output#${id}`);
  const number = (): Record<string, unknown> => {
    const found = twilio.simulator.state().numbers.find(({ phoneNumber }) => phoneNumber === US);
    assert.ok(found);
    return { ...found };
  };
  const change = async (data: Record<string, string>): Promise<void> => {
    const { accountSid, authToken } = twilio.simulator;
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${String(number()['sid'])}.json`;
    await twilio.simulator.request({ method: 'post', uri, data, username: accountSid, password: authToken });
  };
  const item = (address: string) =>
    output('twilio-config-numbers').locator('.twilio-targets > li', { hasText: address });

  it('check an account, with what to do in each line, and a button that goes there', async () => {
    await change({ SmsUrl: OTHER });
    await editor.editConfig('twilio-config', 'account');
    await button('twilio-config-doctor-run').click();
    const findings = output('twilio-config-doctor').locator('.twilio-findings > li');
    await findings.first().waitFor();
    const states = await findings.evaluateAll((lines) =>
      Object.fromEntries(lines.map((line) => [line.getAttribute('data-check'), line.getAttribute('data-state')])),
    );
    assert.deepEqual(
      [states['credentials'], states['account'], states['roundTrip'], states['webhooks']],
      ['ok', 'ok', 'problem', 'problem'],
    );
    const text = await output('twilio-config-doctor').innerText();
    assert.doesNotMatch(text, /setup\.|undefined|__/);
    assert.ok(!text.includes(twilio.simulator.authToken));
    assert.match(text, /Webhooks of numbers – Problem: .*\+14155550100/);
    await output('twilio-config-doctor').locator('[data-check="roundTrip"] button').click();
    assert.ok(await button('node-config-input-publicUrl').evaluate((field) => field === document.activeElement));
    assert.deepEqual(await editorAccessibilityProblems(editor.page, '.twilio-form'), []);
    await editor.cancel();
  });

  it('show what numbers point at, replace it after a question, and put it back', async () => {
    await change({ SmsUrl: OTHER });
    await editor.editConfig('twilio-config', 'account');
    await button('twilio-config-numbers-show').click();
    await item(US).waitFor();
    assert.equal(await item(US).locator('[data-slot="messages"]').getAttribute('data-state'), 'foreign');
    await item(US).getByRole('button', { name: 'Set' }).click();
    await output('twilio-config-numbers').locator('.twilio-ask').waitFor();
    assert.equal(number()['smsUrl'], OTHER);
    assert.deepEqual(await editorAccessibilityProblems(editor.page, '.twilio-form'), []);
    await output('twilio-config-numbers').getByRole('button', { name: 'Replace' }).click();
    await item(US).getByRole('button', { name: 'Restore' }).waitFor();
    assert.equal(number()['smsUrl'], `${PUBLIC_URL}/twilio/message`);
    assert.equal(number()['voiceUrl'], `${PUBLIC_URL}/twilio/call`);
    await item(US).getByRole('button', { name: 'Restore' }).click();
    await output('twilio-config-numbers').getByText('as it was before').waitFor();
    assert.equal(number()['smsUrl'], OTHER);
    assert.equal(number()['voiceUrl'], '');
    await editor.cancel();
  });

  it('say what to type for each way in, which is not saved', async () => {
    await editor.editConfig('twilio-config', 'account');
    const ways = button('twilio-config-way');
    const values = await ways
      .locator('option')
      .evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value));
    assert.equal(values.length, 9);
    for (const way of values.slice(1)) {
      await ways.selectOption(way);
      const text = await output('twilio-config-way-text').innerText();
      assert.doesNotMatch(text, /setup\.|undefined/, way);
      assert.ok((await output('twilio-config-way-text').locator('pre').innerText()).length > 10, way);
    }
    await ways.selectOption('nginx');
    const { port } = new URL(nodeRed.url);
    assert.match(
      await output('twilio-config-way-text').innerText(),
      new RegExp(`location /twilio/[^]*127\\.0\\.0\\.1:${port};`),
    );
    await editor.done();
    assert.ok(!('way' in (await editor.saved('account'))));
  });

  it('set the URL for messages in the form of "sms in", and nothing else', async () => {
    await change({ SmsUrl: '' });
    await editor.edit('in');
    await button('twilio-numbers-show').click();
    const line = output('twilio-numbers').locator('.twilio-targets > li', { hasText: US });
    await line.waitFor();
    assert.equal(await line.locator('[data-slot="calls"]').count(), 0);
    await line.getByRole('button', { name: 'Set' }).click();
    await output('twilio-numbers').getByText('points here now').waitFor();
    assert.equal(number()['smsUrl'], `${PUBLIC_URL}/twilio/message`);
    assert.equal(number()['voiceUrl'], '');
    assert.deepEqual(await editorAccessibilityProblems(editor.page, '.twilio-form'), []);
    await editor.cancel();
  });

  it('are in the forms of "call in" and "whatsapp in" too', async () => {
    await editor.edit('call');
    await button('twilio-numbers-show').click();
    await output('twilio-numbers').locator('[data-slot="calls"]').first().waitFor();
    await editor.cancel();
    await editor.edit('whatsapp');
    await button('twilio-numbers-show').click();
    await output('twilio-numbers').getByText('no WhatsApp senders').waitFor();
    await editor.cancel();
  });

  it('check a simulated account, whose signed request comes back', async () => {
    await editor.editConfig('twilio-config', 'on-simulator');
    await button('twilio-config-doctor-run').click();
    const line = output('twilio-config-doctor').locator('[data-check="roundTrip"]');
    await line.waitFor();
    assert.equal(await line.getAttribute('data-state'), 'ok');
    await editor.cancel();
  });

  it('say that an account is not deployed', async () => {
    await editor.editConfig('twilio-config', 'off');
    await button('twilio-config-doctor-run').click();
    await output('twilio-config-doctor').getByText('not deployed').waitFor();
    await editor.cancel();
  });
});
