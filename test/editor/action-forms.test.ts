import assert from 'node:assert/strict';
import { action } from '../support/action-flows';
import { formAccessibilityProblems } from '../support/axe';
import { fieldsOf } from '../support/fields';
import { CREDENTIALS, real, sendSms, simulated, smsIn, tab } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { useEditor } from '../support/shared-editor';

const names = ['send-whatsapp', 'make-call', 'ask', 'call-control', 'verify', 'lookup', 'api'] as const;

describe("the actions in Node-RED's editor", function () {
  this.timeout(60_000);
  const { editor } = useEditor({
    flows: [
      tab,
      simulated(),
      real({ id: 'local-account', path: '/local', publicUrl: '' }),
      real({ id: 'wrong-account', path: '/wrong' }),
      ...names.map((name, index) => action(name, { id: name, x: 200, y: 60 + index * 60, wires: [] })),
      smsIn({ x: 500, y: 60, wires: [[]] }),
      sendSms({ x: 200, y: 400, wires: [[]], options: { validityPeriod: 600, smartEncoded: false, attempt: 2 } }),
    ],
    credentials: { 'local-account': CREDENTIALS, 'wrong-account': { ...CREDENTIALS, authToken: '' } },
    // A browser logs what a list that cannot be had is answered with.
    expected: /Failed to load resource: the server responded with a status of (404|409)/,
  });

  const { input, typed, shown, marked, box, write, choose } = fieldsOf(editor);
  const note = (name: string) => editor.form.locator(`#twilio-note-${name}`);
  /** Waits until a sentence is below a field, and checks that the field names it for screen readers. */
  async function says(property: string, sentence: RegExp): Promise<void> {
    await marked(property).waitFor();
    const problem = editor.form.locator(`#twilio-problem-${property}`);
    await problem.filter({ hasText: sentence }).waitFor();
    const inner = typed(property).locator('input:visible');
    const field = (await inner.count()) > 0 ? inner : shown(property);
    assert.match((await field.first().getAttribute('aria-describedby')) ?? '', new RegExp(`problem-${property}( |$)`));
    assert.equal(await field.first().getAttribute('aria-invalid'), 'true');
  }

  /** Chooses from the list of what the account has. */
  async function pick(property: string, label: string): Promise<void> {
    await typed(property).locator('.twilio-choose').click();
    await editor.form.locator('.twilio-choices:visible [role=option]', { hasText: label }).click();
  }

  const valueOf = (property: string) => typed(property).locator('.red-ui-typedInput-input').inputValue();

  /** Puts a node into the editor as an import does, and tells nobody else. */
  const add = (node: FlowNode) => editor.add(node);

  /** Opens a node's form with every section unfolded. */
  async function edit(id: string): Promise<void> {
    await editor.edit(id);
    await unfold();
  }

  const unfold = () => editor.unfold();

  it('are saved as they were when nothing is changed', async () => {
    for (const name of names) {
      const before = await editor.saved(name);
      await editor.edit(name);
      await editor.done();
      const after = await editor.saved(name);
      assert.deepEqual(after, { ...after, ...before }, name);
    }
  });

  it('keep an environment variable in a field for a number', async () => {
    await add(action('make-call', { id: 'from-env', x: 500, y: 200, wait: true, maxWait: '${MAX_WAIT}', wires: [[]] }));
    await edit('from-env');
    assert.equal(await input('maxWait').inputValue(), '${MAX_WAIT}');
    await editor.done();
    assert.equal((await editor.saved('from-env'))['maxWait'], '${MAX_WAIT}');
    assert.deepEqual(await editor.problems('from-env'), []);
    await edit('from-env');
    await write('maxWait', '${MAX_WAIT} s');
    await says('maxWait', /^Enter a whole number from 1 to 14400/);
    await write('maxWait', '60');
    await editor.done();
    assert.equal((await editor.saved('from-env'))['maxWait'], 60);
    await editor.remove('from-env');
  });

  it('send sms: options with a field of their own are filled in, judged and saved into the options', async () => {
    await edit('send');
    assert.equal(await input('validityPeriod').inputValue(), '600');
    assert.equal(await valueOf('options'), '{"attempt":2}');
    await write('validityPeriod', '99999');
    await says('validityPeriod', /^Enter a whole number from 1 to 36000/);
    await write('validityPeriod', '900');
    await marked('validityPeriod').waitFor({ state: 'detached' });
    await input('sendAsMms').check();
    await input('riskCheck').selectOption('disable');
    await note('maxPrice').waitFor({ state: 'hidden' });
    await write('options', '{"attempt":2,"maxPrice":1}');
    await note('maxPrice').waitFor();
    await editor.done();
    assert.deepEqual((await editor.saved('send'))['options'], {
      validityPeriod: 900,
      smartEncoded: false,
      sendAsMms: true,
      riskCheck: 'disable',
      attempt: 2,
      maxPrice: 1,
    });
  });

  it('say below a field what is wrong with it', async () => {
    await edit('make-call');
    await choose('to', 'str');
    await write('to', '0170 1234567');
    await says('to', /^Enter a number with \+ and country code/);
    await write('to', 'sip:ada');
    await says('to', /^Enter a number with \+ and country code/);
    await input('answer').selectOption('url');
    await says('url', /^Required$/);
    await write('url', 'https://${HOST}/voice');
    await says('url', /^An environment variable must be the whole value, such as \$\{NAME\}/);
    await write('url', '${VOICE_URL}');
    await marked('url').waitFor({ state: 'detached' });
    await choose('to', 'jsonata');
    await write('to', '(');
    await says('to', /expression/i);
    await choose('to', 'str');
    await write('to', '+14155550123');
    await marked('to').waitFor({ state: 'detached' });
    await editor.cancel();
    await edit('api');
    await write('parameters', '{"colour": 1}');
    await says('parameters', /^This operation has no parameter “colour”$/);
    assert.equal(
      await typed('parameters').locator('.red-ui-typedInput-type-select').getAttribute('aria-label'),
      null,
      'a button is not named after a mistake',
    );
    await editor.cancel();
  });

  it('verify: validates the recipient again when another channel is selected', async () => {
    await edit('verify');
    await choose('to', 'str');
    await write('to', '+14155550123');
    await typed('channel').locator('.red-ui-typedInput-option-trigger').click();
    await editor.fromMenu('email');
    await says('to', /^Enter an email address/);
    await editor.cancel();
  });

  it('lookup: mark every wrong part of the options, each with its sentence', async () => {
    await edit('lookup');
    await box('fields', 'identity_match').check();
    await write('countryCode', 'USA');
    await write('addressCountryCode', 'Germany');
    await says('countryCode', /^Enter a two-letter country code/);
    await says('addressCountryCode', /^Enter a two-letter country code/);
    await marked('options').waitFor({ state: 'detached' });
    await editor.done();
    assert.match((await editor.problems('lookup')).join(), /^Country: Enter .+\. Address country: Enter/);
    await edit('lookup');
    await write('countryCode', '');
    await write('addressCountryCode', '');
    await write('options', '{"countryCode": "USA"}');
    await says('options', /^Country: Enter a two-letter country code/);
    await write('options', '{"countryCode"');
    await says('options', /JSON/);
    await write('options', '{}');
    await box('fields', 'identity_match').uncheck();
    await editor.done();
    assert.deepEqual(await editor.problems('lookup'), []);
  });

  it('send sms: schedules through a Messaging Service only', async () => {
    await edit('send');
    assert.equal(await input('sendAt').isVisible(), false);
    await input('sender').selectOption('service');
    await write('sendAt', 'tomorrow');
    await marked('sendAt').waitFor();
    await write('sendAt', '2026-12-24T18:00:00Z');
    await marked('sendAt').waitFor({ state: 'detached' });
    await input('sender').selectOption('number');
    await editor.done();
    const { options } = await editor.saved('send');
    assert.equal((options as Record<string, unknown>)['sendAt'], undefined);
    assert.deepEqual(await editor.problems('send'), []);
  });

  it('send sms, send whatsapp: warn in plain sight when delivery cannot be reported', async () => {
    await add(sendSms({ id: 'tracked-sms', x: 500, y: 300, account: 'local-account', track: true, wires: [[]] }));
    await add(action('send-whatsapp', { id: 'tracked', x: 500, y: 340, account: 'local-account', track: true }));
    for (const id of ['tracked-sms', 'tracked']) {
      await editor.edit(id);
      await editor.form.locator('#twilio-section-more:not([open])').waitFor();
      await note('reach')
        .filter({ hasText: /Delivery cannot be tracked/ })
        .waitFor();
      await unfold();
      await input('track').uncheck();
      await note('reach').waitFor({ state: 'hidden' });
      await editor.cancel();
      await editor.remove(id);
    }
  });

  it('send whatsapp: offers the templates of the account, and a row for each variable', async () => {
    await edit('send-whatsapp');
    assert.match(await note('window').innerText(), /within the last 24 hours.*63016/s);
    await input('mode').selectOption('template');
    await write('contentSid', `HX${'0'.repeat(32)}`);
    await pick('contentSid', 'appointment_reminder (en)');
    assert.match(await valueOf('contentSid'), /^HX[0-9a-f]{32}$/);
    assert.match(await editor.form.locator('#twilio-template-body').innerText(), /on \{\{1\}\} at \{\{2\}\}/);
    const first = editor.form.locator('#twilio-variable-1');
    assert.equal(await first.getAttribute('placeholder'), 'Monday');
    await first.fill('Friday');
    await editor.form.locator('#twilio-variable-2').fill('9:30');
    assert.equal(await valueOf('contentVariables'), '{"1":"Friday","2":"9:30"}');
    assert.deepEqual(await formAccessibilityProblems(editor.page), []);
    await write('contentVariables', '{"1":"Monday"}');
    assert.deepEqual(
      [await first.inputValue(), await editor.form.locator('#twilio-variable-2').inputValue()],
      ['Monday', ''],
    );
    await choose('contentVariables', 'jsonata');
    await first.waitFor({ state: 'hidden' });
    await write('contentVariables', '{"1": payload.day}');
    await editor.done();
    const { mode, contentSidType, contentVariables, contentVariablesType } = await editor.saved('send-whatsapp');
    assert.deepEqual(
      { mode, contentSidType, contentVariables, contentVariablesType },
      {
        mode: 'template',
        contentSidType: 'str',
        contentVariables: '{"1": payload.day}',
        contentVariablesType: 'jsonata',
      },
    );
  });

  it('send whatsapp: another template does not inherit variables that it does not use', async () => {
    const variables = '{"1":"Friday","2":"9:30"}';
    await add(
      action('send-whatsapp', { id: 'template', x: 500, y: 340, mode: 'template', contentVariables: variables }),
    );
    await edit('template');
    await pick('contentSid', 'appointment_reminder (en)');
    assert.equal(await valueOf('contentVariables'), variables);
    await editor.done();
    await edit('template');
    await editor.form.locator('#twilio-template-body', { hasText: 'on {{1}}' }).waitFor();
    assert.equal(await valueOf('contentVariables'), variables, 'what is saved stays');
    await pick('contentSid', 'boarding_pass (en)');
    assert.equal(await valueOf('contentVariables'), '{"1":"Friday"}');
    await editor.form.locator('#twilio-variable-2').waitFor({ state: 'detached' });
    await editor.cancel();
    await editor.remove('template');
  });

  it('send whatsapp: says what a time to send at needs, in the words of its own form', async () => {
    await edit('send-whatsapp');
    await write('sendAt', '2026-12-24T18:00:00Z');
    await says('sendAt', /^Requires a Messaging Service. Enter its SID$/);
    await write('messagingServiceSid', `MG${'0'.repeat(32)}`);
    await marked('sendAt').waitFor({ state: 'detached' });
    await editor.cancel();
  });

  it('say why the account has nothing to choose from', async () => {
    await edit('verify');
    await input('account').selectOption('wrong-account');
    await typed('service').locator('.twilio-choose').click();
    const said = editor.form.locator('.twilio-choices:visible [role=status]');
    await said.filter({ hasText: /auth token is missing\. Open the account node/i }).waitFor();
    await editor.cancel();
  });

  it('sms in: says that the phone comes once the account is deployed', async () => {
    await add(simulated({ id: 'new-account', path: '/new' }));
    await edit('in');
    await input('account').selectOption('new-account');
    const hint = editor.form.locator('#twilio-webhook-message-hint');
    await hint
      .filter({ hasText: /After you deploy the account, you can open a phone here to text your flow/ })
      .waitFor();
    await editor.cancel();
    await editor.remove('new-account');
  });

  it('verify: offers the services of the account, and the fields of the operation', async () => {
    await edit('verify');
    await pick('service', 'Simulator');
    assert.match(await valueOf('service'), /^VA[0-9a-f]{32}$/);
    const visible = async () => {
      const all = ['service', 'to', 'channel', 'code', 'friendlyName', 'locale', 'codeLength'];
      return (await Promise.all(all.map(async (one) => ((await shown(one).isVisible()) ? [one] : []))))
        .flat()
        .join(' ');
    };
    assert.equal(await visible(), 'service to channel locale');
    await typed('channel').locator('.red-ui-typedInput-option-trigger').click();
    await editor.fromMenu('call');
    await write('locale', 'de');
    await editor.done();
    const started = await editor.saved('verify');
    assert.deepEqual(
      [started['channel'], started['channelType'], started['options']],
      ['call', 'str', { locale: 'de' }],
    );

    await edit('verify');
    await input('operation').selectOption('check');
    // Silent network authentication is checked by its channel, without a code.
    assert.equal(await visible(), 'service to channel code');
    await editor.done();
    const { outputs, wires, options } = await editor.saved('verify');
    assert.deepEqual({ wires, options }, { wires: [[], []], options: {} }, String(outputs));
    await editor.page.locator('[id="verify"] .red-ui-flow-port-output').nth(1).waitFor();

    await edit('verify');
    await input('operation').selectOption('createService');
    await unfold();
    assert.equal(await visible(), 'friendlyName codeLength');
    assert.match(await editor.form.locator('#twilio-hint-options').innerText(), /dtmfInputRequired/);
    await write('options', '[]');
    await editor.form
      .locator('#twilio-problem-options', { hasText: 'Must be an object, such as { "tags": { "shop": "north" } }' })
      .waitFor();
    await write('options', '{}');
    await write('friendlyName', 'x'.repeat(33));
    await marked('friendlyName').waitFor();
    await write('friendlyName', 'Shop');
    await write('codeLength', '3');
    await marked('codeLength').waitFor();
    await write('codeLength', '8');
    await editor.done();
    assert.deepEqual((await editor.saved('verify'))['options'], { codeLength: 8 });
    assert.deepEqual(await editor.problems('verify'), []);
  });

  it('make call: has a second output for the answered call, and saves what it is to be', async () => {
    await edit('make-call');
    await input('answer').selectOption('flow');
    await input('wait').check();
    await write('maxWait', '0');
    await marked('maxWait').waitFor();
    await write('maxWait', '90');
    await input('machineDetection').selectOption('DetectMessageEnd');
    await input('asyncAmd').check();
    await box('statusEvents', 'ringing').check();
    await write('timeout', '601');
    await marked('timeout').waitFor();
    await write('timeout', '20');
    await write('sendDigits', 'x');
    await marked('sendDigits').waitFor();
    await write('sendDigits', 'ww12#');
    await marked('sendDigits').waitFor();
    await write('sendDigits', '');
    await editor.done();
    await editor.page.locator('[id="make-call"] .red-ui-flow-port-output').nth(1).waitFor();
    const { answer, wait, maxWait, machineDetection, asyncAmd, statusEvents, timeout, timeoutType, sendDigits } =
      await editor.saved('make-call');
    assert.deepEqual(
      { answer, wait, maxWait, machineDetection, asyncAmd, statusEvents, timeout, timeoutType, sendDigits },
      {
        answer: 'flow',
        wait: true,
        maxWait: 90,
        machineDetection: 'DetectMessageEnd',
        asyncAmd: true,
        statusEvents: ['ringing'],
        timeout: '20',
        timeoutType: 'num',
        sendDigits: '',
      },
    );
    assert.deepEqual(await editor.problems('make-call'), []);
  });

  it('make call: the voice and the languages can come from the message', async () => {
    // A node from before these were TypedInputs.
    const old = { voiceType: undefined, languageType: undefined, transcriptionLanguageType: undefined };
    await add(action('make-call', { ...old, id: 'old-call', x: 500, y: 200, voice: 'Polly.Amy', wires: [[]] }));
    await edit('old-call');
    assert.equal(await valueOf('voice'), 'Polly.Amy');
    for (const property of ['voice', 'language']) {
      await choose(property, 'msg');
      await write(property, property);
    }
    await input('transcribe').check();
    await choose('transcriptionLanguage', 'env');
    await write('transcriptionLanguage', 'SPOKEN');
    await editor.done();
    const saved = await editor.saved('old-call');
    assert.deepEqual(
      ['voice', 'language', 'transcriptionLanguage'].map((property) => [saved[property], saved[`${property}Type`]]),
      [
        ['voice', 'msg'],
        ['language', 'msg'],
        ['SPOKEN', 'env'],
      ],
    );
    await editor.remove('old-call');
  });

  it('make call: offers the numbers of the account and its verified caller IDs', async () => {
    await edit('make-call');
    await typed('from').locator('.twilio-choose').click();
    const last = editor.form.locator('.twilio-choices:visible [role=option]').last();
    await last.filter({ hasText: /\+14155550190.*verified caller ID/s }).click();
    assert.equal(await valueOf('from'), '+14155550190');
    await editor.cancel();
  });

  it('make call: warns when Twilio has to call back and the account has no public URL', async () => {
    await edit('make-call');
    assert.equal(await note('reach').isVisible(), false);
    await input('account').selectOption('local-account');
    await note('reach').waitFor();
    await input('answer').selectOption('say');
    await input('wait').uncheck();
    await box('statusEvents', 'ringing').uncheck();
    await input('asyncAmd').uncheck();
    await note('reach').waitFor({ state: 'hidden' });
    await editor.cancel();
  });

  it('lookup: says what is free and what costs, and keeps answers as a number of minutes', async () => {
    await edit('lookup');
    assert.equal(await note('free').isVisible(), true);
    assert.equal(await note('costs').isVisible(), false);
    assert.equal(await input('firstName').isVisible(), false);
    await box('fields', 'identity_match').check();
    await note('costs').waitFor();
    await write('firstName', 'Ada');
    await write('dateOfBirth', '18151210');
    await box('fields', 'identity_match').uncheck();
    assert.equal(await input('firstName').isVisible(), true, 'what was written is not hidden, and so not lost');
    await box('fields', 'identity_match').check();
    assert.equal(await note('free').isVisible(), false);
    await write('countryCode', 'USA');
    await marked('countryCode').waitFor();
    await write('countryCode', 'US');
    await write('cacheMinutes', '60');
    await editor.done();
    const { fields, cacheMinutes, options } = await editor.saved('lookup');
    assert.deepEqual(
      { fields, cacheMinutes, options },
      {
        fields: ['identity_match'],
        cacheMinutes: 60,
        options: { countryCode: 'US', firstName: 'Ada', dateOfBirth: '18151210' },
      },
    );
    assert.deepEqual(await editor.problems('lookup'), []);
  });

  it('api: draws its form from the catalogue, and writes what is typed into the parameters', async () => {
    await edit('api');
    const row = (name: string) => editor.form.locator(`#twilio-parameter-${name}`);
    await input('resource').selectOption('availableNumbers');
    assert.equal(await input('operation').inputValue(), 'search');
    await marked('parameters').waitFor();
    await row('country').fill('DE');
    await row('type').selectOption('Mobile');
    await row('smsEnabled').selectOption('true');
    await row('areaCode').fill('89');
    const [above, field] = await Promise.all([input('resource').boundingBox(), row('areaCode').boundingBox()]);
    assert.deepEqual([field?.x, field?.width], [above?.x, above?.width], 'all fields stand in one column');
    assert.deepEqual(JSON.parse(await valueOf('parameters')), {
      country: 'DE',
      type: 'Mobile',
      smsEnabled: true,
      areaCode: 89,
    });
    await marked('parameters').waitFor({ state: 'detached' });
    await row('smsEnabled').selectOption('');
    assert.equal(await shown('limit').isVisible(), true);
    assert.equal(await shown('confirm').isVisible(), false);
    assert.match((await editor.form.locator('#twilio-docs a').getAttribute('href')) ?? '', /availablephonenumber/);
    assert.deepEqual(await formAccessibilityProblems(editor.page), []);
    await editor.done();
    const saved = await editor.saved('api');
    assert.deepEqual(
      [saved['resource'], saved['operation'], JSON.parse(String(saved['parameters'])), saved['limit']],
      ['availableNumbers', 'search', { country: 'DE', type: 'Mobile', areaCode: 89 }, 50],
    );
    assert.deepEqual(await editor.problems('api'), []);

    await edit('api');
    assert.deepEqual(
      [await input('resource').inputValue(), await input('operation').inputValue(), await row('country').inputValue()],
      ['availableNumbers', 'search', 'DE'],
    );
    await editor.cancel();
  });

  it('api: needs a confirmation for what costs money or cannot be undone', async () => {
    await add(action('api', { id: 'confirming', x: 500, y: 300, wires: [[]] }));
    await edit('confirming');
    await input('resource').selectOption('incomingNumbers');
    await input('operation').selectOption('release');
    await note('confirmed').waitFor();
    assert.equal(await shown('confirm').isVisible(), true);
    await says('confirm', /Otherwise nothing is sent/);
    await input('confirm').check();
    await marked('confirm').waitFor({ state: 'detached' });
    await input('confirm').uncheck();
    assert.equal(await shown('limit').isVisible(), false);
    await input('operation').selectOption('setWebhooks');
    await note('setWebhooks').waitFor();
    assert.equal(await shown('confirm').isVisible(), true);
    assert.equal(await note('confirmed').isVisible(), false);
    await input('operation').selectOption('list');
    assert.equal(await shown('confirm').isVisible(), false);
    await input('resource').selectOption('request');
    await note('request').waitFor();
    assert.equal(await shown('confirm').isVisible(), true);
    assert.equal(await note('confirmed').isVisible(), false);
    assert.equal(await marked('confirm').count(), 0);
    await input('method').selectOption('DELETE');
    await says('confirm', /Otherwise nothing is sent/);
    await input('method').selectOption('POST');
    await marked('confirm').waitFor({ state: 'detached' });
    await write('path', '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json');
    await says('confirm', /Otherwise nothing is sent/);
    await editor.done();
    assert.match((await editor.problems('confirming')).join(), /^Confirmed: .*Otherwise nothing is sent/);
    await editor.remove('confirming');
  });

  it('api: leaves a node without the property as it is, and shows that it may run', async () => {
    const node = action('api', { id: 'older', x: 500, y: 300, resource: 'messages', operation: 'delete', wires: [[]] });
    Reflect.deleteProperty(node, 'confirm');
    await add({ ...node, parameters: JSON.stringify({ sid: `SM${'0'.repeat(32)}` }) });
    assert.deepEqual(await editor.problems('older'), []);
    await edit('older');
    assert.equal(await input('confirm').isChecked(), true);
    await input('operation').selectOption('redact');
    await says('confirm', /Otherwise nothing is sent/);
    await editor.cancel();
    await edit('older');
    await editor.done();
    assert.equal((await editor.saved('older'))['confirm'], true);
    await editor.remove('older');
  });

  it('api: needs a new confirmation for another operation, and keeps the saved one', async () => {
    const numberSid = `PN${'0'.repeat(32)}`;
    const release = {
      resource: 'incomingNumbers',
      operation: 'release',
      parameters: JSON.stringify({ sid: numberSid }),
    };
    await add(action('api', { id: 'release', x: 500, y: 260, ...release, confirm: true, wires: [[]] }));
    await edit('release');
    assert.equal(await input('confirm').isChecked(), true);
    await editor.done();
    assert.equal((await editor.saved('release'))['confirm'], true);
    await edit('release');
    await input('operation').selectOption('buy');
    assert.equal(await input('confirm').isChecked(), false);
    await input('confirm').check();
    await input('resource').selectOption('messages');
    await editor.done();
    assert.equal((await editor.saved('release'))['confirm'], false);
    await editor.remove('release');
  });

  it('api: drops the parameters of the previous operation, but not those from a message', async () => {
    const search = {
      resource: 'availableNumbers',
      operation: 'search',
      parameters: '{"country":"DE","type":"Mobile"}',
    };
    await add(action('api', { id: 'search', x: 500, y: 260, ...search, wires: [[]] }));
    await edit('search');
    assert.equal(await valueOf('parameters'), search.parameters);
    await input('resource').selectOption('messages');
    assert.equal(await valueOf('parameters'), '{}');
    await marked('parameters').waitFor({ state: 'detached' });
    await choose('parameters', 'msg');
    await write('parameters', 'wanted');
    await input('resource').selectOption('calls');
    assert.equal(await valueOf('parameters'), 'wanted');
    await editor.cancel();
    await editor.remove('search');
  });

  it('api: sends requests of your own to Twilio only', async () => {
    await edit('api');
    await input('resource').selectOption('request');
    assert.equal(await input('operation').isVisible(), false);
    await write('path', 'https://example.com/');
    await marked('path').waitFor();
    await write('path', '/2010-04-01/Accounts/{AccountSid}/Queues.json');
    await write('parameters', '{"FriendlyName":"x"}');
    assert.equal(await input('json').isVisible(), false);
    await input('method').selectOption('POST');
    await input('json').check();
    await editor.done();
    const { resource, method, path, json, parameters } = await editor.saved('api');
    assert.deepEqual(
      { resource, method, path, json, parameters },
      {
        resource: 'request',
        method: 'POST',
        path: '/2010-04-01/Accounts/{AccountSid}/Queues.json',
        json: true,
        parameters: '{"FriendlyName":"x"}',
      },
    );
    assert.deepEqual(await editor.problems('api'), []);
  });

  it('offer the numbers of the account where one of them is needed', async () => {
    for (const [id, property] of [
      ['make-call', 'from'],
      ['send-whatsapp', 'from'],
      ['ask', 'from'],
    ] as const) {
      await edit(id);
      await pick(property, '+442079460100');
      assert.equal(await valueOf(property), '+442079460100');
      await editor.cancel();
    }
  });

  it('twilio account: has a unique path for a new account', async () => {
    const path = () => editor.form.locator('#node-config-input-path');
    await editor.editConfig('twilio-config', '_ADD_');
    assert.equal(await path().inputValue(), '/twilio2');
    assert.match(await editor.form.locator('#twilio-config-webhook-message').inputValue(), /\/twilio2\/message$/);
    await editor.form.locator('#node-config-input-environment').selectOption('simulator');
    await editor.form.locator('#node-config-input-path.input-error').waitFor({ state: 'detached' });
    await editor.done();
    await editor.editConfig('twilio-config', '_ADD_');
    assert.equal(await path().inputValue(), '/twilio3');
    await editor.cancel();
    await editor.editConfig('twilio-config', 'account');
    assert.equal(await path().inputValue(), '/twilio');
    await editor.cancel();
  });

  it('twilio account: takes a sending rate', async () => {
    await editor.editConfig('twilio-config', 'account');
    await unfold();
    const rate = editor.form.locator('#node-config-input-sendRate');
    await rate.fill('fast');
    await rate.press('Tab');
    await editor.form.locator('#node-config-input-sendRate.input-error').waitFor();
    await rate.fill('0.5');
    await rate.press('Tab');
    await editor.done();
    assert.equal((await editor.saved('account'))['sendRate'], '0.5');
  });

  it('twilio account: keeps calls on disk, also when it was saved before there was a choice, or in memory', async () => {
    const store = () => editor.form.locator('#node-config-input-store');
    await editor.editConfig('twilio-config', 'account');
    await unfold();
    assert.equal(await store().inputValue(), 'disk');
    await store().selectOption('memory');
    await editor.done();
    assert.equal((await editor.saved('account'))['store'], 'memory');
    await editor.editConfig('twilio-config', 'account');
    // The section is open, because it has another value than the default.
    assert.equal(await store().isVisible(), true);
    assert.equal(await store().inputValue(), 'memory');
    await editor.cancel();
  });
});
