import assert from 'node:assert/strict';
import { fieldsOf } from '../support/fields';
import { CREDENTIALS, real, reply, sendSms, simulated, smsIn, tab } from '../support/flows';
import { useEditor } from '../support/shared-editor';

describe("the nodes in Node-RED's editor", function () {
  this.timeout(60_000);
  const { editor, nodeRed } = useEditor({
    flows: [
      tab,
      simulated(),
      real({ id: 'real-account', path: '/real', publicUrl: 'https://example.com/node-red/' }),
      real({ id: 'local-account', path: '/local', publicUrl: '' }),
      smsIn({ x: 150, y: 80, respond: 'flow', wires: [['reply']] }),
      reply({ x: 400, y: 80, body: 'It works', bodyType: 'str', wires: [[]] }),
      sendSms({ x: 150, y: 160, to: '+14155550123', toType: 'str', wires: [[]] }),
      smsIn({ id: 'real-in', x: 400, y: 160, account: 'real-account', wires: [[]] }),
    ],
    credentials: { 'real-account': CREDENTIALS, 'local-account': CREDENTIALS },
  });

  const { input, shown, write, choose } = fieldsOf(editor);

  const unfold = () => editor.unfold();

  it('save what is typed, as plain values of their types', async () => {
    await editor.edit('in');
    await unfold();
    await write('name', 'front desk');
    await write('deadline', '8');
    await write('filterFrom', '+1415*, +442071838750');
    await input('filterBodyMatch').selectOption('starts');
    await write('filterBody', 'book');
    await input('filterMedia').selectOption('without');
    await editor.done();
    const { name, deadline, filterFrom, filterBodyMatch, filterBody, filterMedia, rejected, respond, account } =
      await editor.saved('in');
    assert.deepEqual(
      { name, deadline, filterFrom, filterBodyMatch, filterBody, filterMedia, rejected, respond, account },
      {
        name: 'front desk',
        deadline: 8,
        filterFrom: '+1415*, +442071838750',
        filterBodyMatch: 'starts',
        filterBody: 'book',
        filterMedia: 'without',
        rejected: false,
        respond: 'flow',
        account: 'account',
      },
    );
    assert.deepEqual(await editor.problems('in'), []);
  });

  it('save options as an object, and a TypedInput with the type that is chosen', async () => {
    await editor.edit('send');
    await unfold();
    await choose('to', 'jsonata');
    await write('to', '"+1" & payload.number');
    await write('options', '{ "validityPeriod": 600 }');
    await input('track').check();
    await input('sender').selectOption('service');
    await shown('messagingServiceSid').waitFor();
    await shown('from').waitFor({ state: 'hidden' });
    await editor.done();
    const { to, toType, body, bodyType, options, track, sender } = await editor.saved('send');
    assert.deepEqual(
      { to, toType, body, bodyType, options, track, sender },
      {
        to: '"+1" & payload.number',
        toType: 'jsonata',
        body: 'payload',
        bodyType: 'msg',
        options: { validityPeriod: 600 },
        track: true,
        sender: 'service',
      },
    );
    assert.deepEqual(await editor.problems('send'), []);
  });

  it('sms in: has a second output for filtered-out events, when it is selected', async () => {
    await editor.edit('in');
    await unfold();
    await input('rejected').check();
    await editor.done();
    const { rejected, wires } = await editor.saved('in');
    assert.deepEqual({ rejected, wires }, { rejected: true, wires: [['reply'], []] });
    await editor.page.locator('[id="in"] .red-ui-flow-port-output').nth(1).waitFor();
    await editor.edit('in');
    await input('rejected').uncheck();
    await editor.done();
    assert.deepEqual((await editor.saved('in'))['wires'], [['reply']]);
  });

  it('reply: needs no account of its own', async () => {
    await editor.edit('reply');
    await input('account')
      .selectOption('_ADD_')
      .catch(() => undefined);
    await input('account').selectOption({ label: 'none' });
    await editor.done();
    assert.equal((await editor.saved('reply'))['account'], '');
    assert.deepEqual(await editor.problems('reply'), []);
  });

  it('show the address for Twilio: of the simulator, under the public URL, or that it is missing', async () => {
    await editor.edit('in');
    const url = editor.form.locator('#twilio-webhook-message');
    const hint = editor.form.locator('#twilio-webhook-message-hint');
    assert.equal(await url.inputValue(), `${nodeRed.url}/twilio/message`);
    await hint
      .filter({ hasText: /simulator calls this URL automatically.*\. Open the phone to text your flow/ })
      .waitFor();
    assert.equal(
      await hint.locator('a').evaluate((link) => (link as HTMLAnchorElement).href),
      `${nodeRed.admin}/twilio/simulator/account/phone`,
    );
    await input('account').selectOption('real-account');
    assert.equal(await url.inputValue(), 'https://example.com/node-red/real/message');
    assert.match(await hint.innerText(), /Paste it into the Twilio Console/);
    await editor.form.locator('#twilio-webhook-message-copy').click();
    await editor.page.waitForFunction(
      async () => (await navigator.clipboard.readText()) === 'https://example.com/node-red/real/message',
    );
    await input('account').selectOption('local-account');
    assert.equal(await url.inputValue(), `${nodeRed.url}/local/message`);
    assert.match(await hint.innerText(), /Twilio cannot call it. Set the Public URL/);
    await editor.cancel();
  });

  it('run as they were wired, once they are deployed from the editor', async () => {
    await editor.edit('in');
    await unfold();
    for (const filter of ['filterFrom', 'filterBody']) await write(filter, '');
    await editor.done();
    await editor.edit('reply');
    await write('body', 'Deployed by hand');
    await editor.done();
    await editor.deploy();
    const simulator = `${nodeRed.admin}/twilio/simulator/account`;
    const answer = await fetch(`${simulator}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ from: '+14155550123', to: '+14155550100', body: 'hello' }),
    });
    assert.equal(answer.status, 200);
    const { messages } = (await (await fetch(`${simulator}/state`)).json()) as { messages: { body: string }[] };
    assert.deepEqual(
      messages.map(({ body }) => body),
      ['hello', 'Deployed by hand'],
    );
  });
});
