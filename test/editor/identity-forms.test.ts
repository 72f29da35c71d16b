import assert from 'node:assert/strict';
import { useActionForms } from '../support/action-forms';

describe('the forms of verify and lookup', function () {
  this.timeout(60_000);
  const { box, choose, edit, editor, input, marked, note, pick, says, shown, typed, valueOf, write } = useActionForms();

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
    await editor.unfold();
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
});
