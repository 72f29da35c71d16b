import assert from 'node:assert/strict';
import { browse } from '../support/browser';
import { OFFLINE_EDITOR } from '../support/editor';
import { example } from '../support/examples';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { bubble, HOURS, write } from './page';

describe("the simulator's phone with a login for the editor", function () {
  this.timeout(60_000);
  // The hash of "password".
  const hash = '$2b$08$5T75fFXQH4m51YuVnUteDuDYmTaqc6NMUsz8GEMM6wvvfUHgLZG3m';
  let nodeRed: RealNodeRed;
  before(async () => {
    const users = [{ username: 'admin', password: hash, permissions: '*' }];
    nodeRed = await startNodeRed({
      flows: example('auto-reply'),
      settings: { ...OFFLINE_EDITOR, adminAuth: { type: 'credentials', users } },
    });
  });
  after(async () => {
    await nodeRed.stop();
  });

  const address = () => `${nodeRed.admin}/twilio/simulator/5f1e0a7c2b9d4e10/phone`;

  it('asks the user to log in', async () => {
    await browse(address(), { expected: /401/ }, async (page) => {
      await page.getByText('Log in to Node-RED first').waitFor();
      assert.equal(await page.getByRole('link', { name: 'Open Node-RED' }).getAttribute('href'), '/');
    });
  });

  it('uses the login of the editor', async () => {
    await browse(`${nodeRed.admin}/`, { expected: /401/ }, async (page, { tab }) => {
      await page.getByLabel('Username').fill('admin');
      await page.getByLabel('Password').fill('password');
      await page.getByRole('button', { name: 'Login' }).click();
      await page.locator('#red-ui-palette .red-ui-palette-node').first().waitFor();
      const phone = await tab(address());
      await write(phone, 'open?');
      await bubble(phone, 'in', 'delivered', HOURS).waitFor();
    });
  });
});
