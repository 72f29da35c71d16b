import assert from 'node:assert/strict';
import { nodeTypeOf } from '../../editor/node-type';
import { fieldsOf } from '../support/fields';
import { CREDENTIALS, real, reply, sendSms, simulated, smsIn, tab } from '../support/flows';
import { useEditor } from '../support/shared-editor';
import { postSigned } from '../support/twilio';
import { FORM_CONTENTS } from './form-contents';

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

  const { input, shown, marked: mark, write, choose } = fieldsOf(editor);

  const unfold = () => editor.unfold();

  it('are in the palette, in three categories, with their labels and icons', async () => {
    const { page } = editor;
    const category = page
      .locator('.red-ui-palette-category')
      .filter({ has: page.locator('[data-palette-type^=twilio]') });
    const headers = await category.locator('.red-ui-palette-header').allInnerTexts();
    assert.deepEqual(headers.map((header) => header.trim()).sort(), ['Twilio', 'Twilio calls', 'Twilio messages']);
    const broken = await category.locator('.red-ui-palette-node').evaluateAll((nodes) =>
      nodes
        .map((node) => {
          const label = node.querySelector('.red-ui-palette-label');
          const parts = [...(label?.childNodes ?? [])].map((part) =>
            part instanceof HTMLBRElement
              ? getComputedStyle(part).display === 'none'
                ? ''
                : ' '
              : (part.textContent ?? ''),
          );
          return {
            whole: node.getAttribute('data-palette-label') ?? '',
            shown: parts.join('').replaceAll(/\s+/g, ' ').trim(),
            isCut: label !== null && label.scrollWidth > label.clientWidth,
            lines: 1 + (label?.querySelectorAll('br').length ?? 0) - parts.filter((part) => part === '').length,
            height: (node as HTMLElement).offsetHeight,
          };
        })
        .filter(
          ({ whole, shown, isCut, lines, height }) =>
            whole !== shown || isCut || (height > 0 && Math.abs(height - (8 + 20 * lines)) > 2),
        ),
    );
    assert.deepEqual(broken, [], 'no word of a label is broken or cut');
    for (const [set, { label }] of Object.entries(FORM_CONTENTS)) {
      const type = nodeTypeOf(set);
      const node = category.locator(`[data-palette-type="${type}"]`);
      // The palette breaks a label that is too long for the font of this machine.
      const palette = await node.locator('.red-ui-palette-label').innerText();
      assert.equal(palette.replace(/\s/g, ''), label.replace(/\s/g, ''));
      const image = await node
        .locator('.red-ui-palette-icon')
        .evaluate((element) => getComputedStyle(element).backgroundImage);
      const url = /url\("(.+)"\)/.exec(image)?.[1] ?? '';
      const icon = await fetch(url);
      assert.equal(icon.status, 200, url);
      assert.match(icon.headers.get('content-type') ?? '', /image\/svg/);
      assert.match(url, new RegExp(`${type}\\.svg$`));
    }
  });

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

  /** Property, wrong, right, and what has to be chosen for the property to matter. */
  type Mistake = [string, string, string, Record<string, string>?];
  const mistakes: Record<string, Mistake[]> = {
    'twilio-sms-in': [
      ['filterFrom', 'Anna!', '+1415*, 12345, whatsapp:+14155550123'],
      ['filterTo', '4155550100', '+14155550100'],
      ['filterBody', '(', '(a|b)', { filterBodyMatch: 'regex' }],
      ['deadline', '99', '14', { respond: 'flow' }],
      ['replyText', '', 'Thank you', { respond: 'text' }],
      ['replyMedia', 'picture.jpg', 'https://example.com/picture.jpg', { respond: 'text' }],
    ],
    'twilio-send-sms': [
      ['to', '0170 1234567', '+49 170 1234567'],
      ['from', 'a name that is too long', 'Ringflow', { sender: 'number' }],
      ['messagingServiceSid', 'XY1', `MG${'0'.repeat(32)}`, { sender: 'service' }],
      ['media', 'picture.jpg', 'https://example.com/picture.jpg'],
      ['options', '{ validity', '{ "validityPeriod": 60 }'],
    ],
    'twilio-reply': [['media', 'picture.jpg', '']],
    'twilio-say': [
      ['url', 'a.mp3', 'https://example.com/a.mp3', { mode: 'audio' }],
      ['loop', '-1', '2'],
      ['seconds', '0', '3', { mode: 'silence' }],
    ],
    'twilio-gather': [
      ['numDigits', '0', '4'],
      ['finishOnKey', '12', '#'],
      ['timeout', 'soon', 'auto'],
    ],
    'twilio-menu': [
      ['prompt', 'a.mp3', 'https://example.com/a.mp3', { promptMode: 'audio' }],
      ['tries', '0', '3'],
      ['timeout', 'soon', 'auto'],
    ],
    'twilio-record': [
      ['maxLength', '0', '60'],
      ['silence', '-1', '0'],
      ['finishOnKey', 'x', '#*'],
    ],
    'twilio-dial': [
      ['to', '911', '+12125550188, +12125550199'],
      ['callerId', '555', '+14155550100'],
      ['timeout', '0', '20'],
      ['timeLimit', '0', '3600'],
      ['to', 'sip:a@example.com', 'client:alice, bob', { kind: 'client' }],
      ['to', 'alice', 'sip:alice@example.com', { kind: 'sip' }],
      ['whisper', 'Hello', '', { kind: 'conference' }],
    ],
    'twilio-enqueue': [
      ['holdUrl', 'a.mp3', 'https://example.com/a.mp3', { hold: 'audio' }],
      ['queue', '', 'support'],
    ],
    'twilio-conversation': [
      ['fillerAfter', 'soon', '1500'],
      ['maxDuration', '0', '600'],
    ],
    'twilio-stream': [['frame', '10', '100']],
  };
  for (const [type, all] of Object.entries(mistakes)) {
    it(`${type}: marks what cannot be, and the node, until it is right`, async () => {
      const id = await editor.drop(type, 400, 420);
      await editor.edit(id);
      await unfold();
      await input('account').selectOption('account');
      for (const [property, wrong, right, choices = {}] of all) {
        for (const [name, value] of Object.entries(choices)) await input(name).selectOption(value);
        await write(property, right);
        await write(property, wrong);
        await mark(property).waitFor();
        await write(property, right);
        await mark(property).waitFor({ state: 'detached' });
      }
      await editor.done();
      assert.deepEqual(await editor.problems(id), []);
      const [[property, wrong] = ['', '']] = all.slice(-1);
      await editor.edit(id);
      await unfold();
      await write(property, wrong);
      await editor.done();
      assert.equal((await editor.problems(id)).length, 1);
      await editor.page.locator(`[id="${id}"] .red-ui-flow-node-error`).waitFor();
      await editor.remove(id);
    });
  }

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

  it('twilio account: shows the credentials that the way to sign in needs, and none on the simulator', async () => {
    await editor.editConfig('twilio-config', 'real-account');
    const visible = async () => {
      const names = 'accountSid authToken secondaryAuthToken apiKey apiSecret clientId clientSecret'.split(' ');
      const seen = await Promise.all(names.map(async (name) => ((await input(name).isVisible()) ? [name] : [])));
      return seen.flat().join(' ');
    };
    assert.equal(await visible(), 'accountSid authToken secondaryAuthToken');
    assert.equal(await input('silentRecordings').isVisible(), false);
    await input('auth').selectOption('apiKey');
    assert.equal(await visible(), 'accountSid authToken secondaryAuthToken apiKey apiSecret');
    await mark('apiKey').waitFor();
    await input('auth').selectOption('oauth');
    assert.equal(await visible(), 'accountSid authToken secondaryAuthToken clientId clientSecret');
    await input('environment').selectOption('simulator');
    assert.equal(await visible(), '');
    await editor.form.locator('#twilio-config-row-simulator').waitFor();
    assert.equal(await input('silentRecordings').inputValue(), 'drop');
    assert.equal(await input('silentRecordings').isVisible(), true);
    await editor.cancel();
  });

  it('twilio account: marks a public URL of another scheme, and a path that another account has', async () => {
    await editor.editConfig('twilio-config', 'real-account');
    await write('publicUrl', 'ftp://example.com');
    await mark('publicUrl').waitFor();
    await write('path', '/twilio');
    await mark('path').waitFor();
    await write('publicUrl', 'https://example.com');
    await mark('publicUrl').waitFor({ state: 'detached' });
    await editor.cancel();
  });

  it('twilio account: asks to move a password from the public URL, and shows it in no URL once it is moved', async () => {
    await editor.editConfig('twilio-config', 'real-account');
    const note = editor.form.locator('#twilio-config-note-loginInUrl');
    await note.waitFor({ state: 'hidden' });
    await write('publicUrl', 'https://user:password@example.com');
    await note.waitFor();
    await write('publicUrl', 'https://example.com');
    await note.waitFor({ state: 'hidden' });
    await write('publicUser', 'user');
    await write('publicPassword', 'password');
    assert.equal(await input('publicPassword').getAttribute('type'), 'password');
    assert.doesNotMatch(await editor.form.locator('.twilio-form').innerText(), /user:password@example\.com\/real/);
    await editor.cancel();
  });

  it('twilio account: shows how many unauthorized requests there were, and why', async () => {
    await editor.editConfig('twilio-config', 'real-account');
    const told = editor.form.locator('#twilio-config-rejected');
    await told.getByText('No unauthorized requests').waitFor();
    await editor.cancel();
    for (const token of ['guessed', 'guessed again']) {
      const { status } = await postSigned(nodeRed.url, { Body: 'forged' }, { path: '/real/message', token });
      assert.equal(status, 403);
    }
    await editor.editConfig('twilio-config', 'real-account');
    await told.getByText('2 since the account was deployed').waitFor();
    assert.match(await told.innerText(), /https:\/\/example\.com\/node-red\/real\/message/);
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
