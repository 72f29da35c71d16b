import assert from 'node:assert/strict';
import { useActionForms } from '../support/action-forms';

describe('the form of the account', function () {
  this.timeout(60_000);
  const { editor } = useActionForms();

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
    await editor.unfold();
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
    await editor.unfold();
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
