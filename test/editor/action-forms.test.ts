import assert from 'node:assert/strict';
import { action } from '../support/action-flows';
import { ACTIONS, useActionForms } from '../support/action-forms';
import { simulated } from '../support/flows';

describe("the actions in Node-RED's editor", function () {
  this.timeout(60_000);
  const { choose, edit, editor, input, marked, pick, says, typed, valueOf, write } = useActionForms();

  it('are saved as they were when nothing is changed', async () => {
    for (const name of ACTIONS) {
      const before = await editor.saved(name);
      await editor.edit(name);
      await editor.done();
      const after = await editor.saved(name);
      assert.deepEqual(after, { ...after, ...before }, name);
    }
  });

  it('keep an environment variable in a field for a number', async () => {
    await editor.add(
      action('make-call', { id: 'from-env', x: 500, y: 200, wait: true, maxWait: '${MAX_WAIT}', wires: [[]] }),
    );
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

  it('say why the account has nothing to choose from', async () => {
    await edit('verify');
    await input('account').selectOption('wrong-account');
    await typed('service').locator('.twilio-choose').click();
    const said = editor.form.locator('.twilio-choices:visible [role=status]');
    await said.filter({ hasText: /auth token is missing\. Open the account node/i }).waitFor();
    await editor.cancel();
  });

  it('sms in: says that the phone comes once the account is deployed', async () => {
    await editor.add(simulated({ id: 'new-account', path: '/new' }));
    await edit('in');
    await input('account').selectOption('new-account');
    const hint = editor.form.locator('#twilio-webhook-message-hint');
    await hint
      .filter({ hasText: /After you deploy the account, you can open a phone here to text your flow/ })
      .waitFor();
    await editor.cancel();
    await editor.remove('new-account');
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
});
