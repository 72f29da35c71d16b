import assert from 'node:assert/strict';
import { action } from '../support/action-flows';
import { useActionForms } from '../support/action-forms';
import { sendSms } from '../support/flows';
import { formAccessibilityProblems } from '../support/axe';

describe('the forms of the nodes that send messages', function () {
  this.timeout(60_000);
  const { choose, edit, editor, input, marked, note, pick, says, valueOf, write } = useActionForms();

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
    await editor.add(
      sendSms({ id: 'tracked-sms', x: 500, y: 300, account: 'local-account', track: true, wires: [[]] }),
    );
    await editor.add(action('send-whatsapp', { id: 'tracked', x: 500, y: 340, account: 'local-account', track: true }));
    for (const id of ['tracked-sms', 'tracked']) {
      await editor.edit(id);
      await editor.form.locator('#twilio-section-more:not([open])').waitFor();
      await note('reach')
        .filter({ hasText: /Delivery cannot be tracked/ })
        .waitFor();
      await editor.unfold();
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
    await editor.add(
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
});
