import assert from 'node:assert/strict';
import { fieldsOf } from '../support/fields';
import { CREDENTIALS, real, sendSms, simulated, smsIn, tab } from '../support/flows';
import { useEditor } from '../support/shared-editor';
import { postSigned } from '../support/twilio';

describe('the fields of the account', function () {
  this.timeout(60_000);
  const { editor, nodeRed } = useEditor({
    flows: [
      tab,
      simulated(),
      real({ id: 'real-account', path: '/real', publicUrl: 'https://example.com/node-red/' }),
      smsIn({ id: 'real-in', x: 150, y: 80, account: 'real-account', wires: [[]] }),
    ],
    credentials: { 'real-account': CREDENTIALS },
  });
  const { input, marked, write } = fieldsOf(editor);

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
    await marked('apiKey').waitFor();
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
    await marked('publicUrl').waitFor();
    await write('path', '/twilio');
    await marked('path').waitFor();
    await write('publicUrl', 'https://example.com');
    await marked('publicUrl').waitFor({ state: 'detached' });
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

  it('further accounts: lists the others, and is not shown when there are none', async () => {
    await editor.add(sendSms({ id: 'send', x: 150, y: 160, wires: [[]] }));
    await editor.edit('send');
    await editor.unfold();
    const names = editor.form.locator('#twilio-field-accounts label:visible');
    assert.deepEqual(await names.allInnerTexts(), ['real']);
    await editor.form.locator('#node-input-account').selectOption('real-account');
    await names.getByText('simulated', { exact: true }).waitFor();
    assert.equal(await names.count(), 1);
    await editor.cancel();
    await editor.remove('real-account');
    await editor.edit('send');
    await editor.form.locator('#twilio-section-accounts').waitFor({ state: 'hidden' });
    await editor.cancel();
  });
});
