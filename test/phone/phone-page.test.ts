import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { accessibilityProblems } from '../support/axe';
import { browse } from '../support/browser';
import { OFFLINE_EDITOR } from '../support/editor';
import { example } from '../support/examples';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const HOURS = 'We are open Monday to Friday, 9 am to 5 pm.';

/** A bubble of the flow (`in`) or of the person (`out`), once it has got so far. */
const bubble = (page: Page, side: 'in' | 'out', status: string, text: string): Locator =>
  page.locator(`[data-bubble=${side}][data-status=${status}]`, { hasText: text });

async function write(page: Page, text: string): Promise<void> {
  await page.locator('#compose').fill(text);
  await page.locator('#compose').press('Enter');
}

describe("the simulator's phone in a browser", function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  let pictures: Server;
  let picture: string;
  let accounts = 0;
  const phone = (account: string) => `${nodeRed.admin}/twilio/simulator/${account}/phone`;

  /** Deploys an example with a simulator of its own, and gives the address of its phone. */
  async function deploy(name: string): Promise<string> {
    accounts += 1;
    const account = `account-${accounts}`;
    await nodeRed.deploy(example(name, account));
    return phone(account);
  }

  before(async () => {
    pictures = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'image/png' }).end(PIXEL);
    });
    await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
    picture = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}/picture.png`;
    nodeRed = await startNodeRed();
  });
  after(async () => {
    await nodeRed.stop();
    pictures.close();
  });

  it('a person texts "When are you open?", the flow runs, and the reply comes back delivered', async () => {
    await browse(await deploy('auto-reply'), {}, async (page) => {
      await write(page, 'When are you open?');
      await bubble(page, 'out', 'delivered', 'When are you open?').waitFor();
      const reply = bubble(page, 'in', 'delivered', HOURS);
      await reply.waitFor();
      assert.match(await reply.innerText(), /Delivered/);
      assert.equal(await page.locator('#compose').inputValue(), '');
      assert.match(await page.locator('#announcer').innerText(), /We are open/);
      assert.match(await page.locator('#conversations [aria-current]').innerText(), /We are open/);
    });
  });

  it('a text without the keyword gets the default answer', async () => {
    await browse(await deploy('auto-reply'), {}, async (page) => {
      await page.locator('#compose').fill('Grüße 🙂');
      await page.locator('#send').click();
      await bubble(page, 'in', 'delivered', 'Thank you for your message: Grüße 🙂').waitFor();
    });
  });

  it('a picture that is attached by its URL comes back from the photo echo', async () => {
    await browse(await deploy('photo-echo'), {}, async (page) => {
      await page.getByRole('button', { name: 'Attach a picture' }).click();
      await page.locator('#media-url').fill(picture);
      await page.locator('#media-url').press('Enter');
      const echo = bubble(page, 'in', 'delivered', 'Nice picture! Here it is again.');
      await echo.locator(`img[src="${picture}"]`).waitFor();
      assert.equal(await page.locator(`[data-bubble=out] img[src="${picture}"]`).count(), 1);
      assert.equal(await page.locator('#media-url').count(), 0);
    });
  });

  it('a forwarded text is under "Other phones", and can be read there', async () => {
    await browse(await deploy('forward'), {}, async (page) => {
      await write(page, 'forward Dinner is ready');
      const other = page.locator('#other-phones [data-person="+447700900123"]');
      await other.click();
      await bubble(page, 'in', 'delivered', 'From +14155550123: Dinner is ready').waitFor();
      assert.equal(await page.locator('#my-number').inputValue(), '+447700900123');
    });
  });

  /** Deploys the example that reminds somebody, with another template, and gives what reminds. */
  async function deployReminder(template: string): Promise<{ address: string; remind: (page: Page) => Promise<void> }> {
    accounts += 1;
    const account = `account-${accounts}`;
    const source = JSON.stringify(example('appointment-reminder', account));
    const flow = JSON.parse(
      source.replaceAll('appointment_reminder', template).replaceAll('a0fc', `a${accounts}fc`),
    ) as FlowNode[];
    const idOf = (name: string): string => flow.find((node) => node['name'] === name)?.id ?? '';
    await nodeRed.deploy(flow);
    await nodeRed.status(idOf('reply received'), /listening/);
    return {
      address: phone(account),
      async remind(page) {
        const answer = await fetch(`${nodeRed.admin}/inject/${idOf('Friday at 9:30')}`, { method: 'POST' });
        assert.equal(answer.status, 200);
        await page.locator('#other-phones [data-person="+447700900124"]').click();
      },
    };
  }

  it('a quick reply of a template is tapped, and the flow answers it', async () => {
    const { address, remind } = await deployReminder('appointment_reminder');
    await browse(address, {}, async (page) => {
      await remind(page);
      const question = page.locator('[data-bubble=in]', { hasText: 'Your appointment is on Friday at 9:30' });
      await question.getByRole('button', { name: 'Confirm', exact: true }).click();
      const answer = bubble(page, 'out', 'delivered', 'Confirm');
      await answer.waitFor();
      assert.match(
        await answer.innerText(),
        /Your appointment is on Friday.*Pressed a button.*The flow is told: confirm/s,
      );
      await bubble(page, 'in', 'read', 'Thank you. We have saved your answer.').waitFor();
      assert.deepEqual(await accessibilityProblems(page), []);
    });
  });

  it('a row is chosen from the list of a template, without a mouse', async () => {
    const { address, remind } = await deployReminder('service_menu');
    await browse(address, {}, async (page) => {
      await remind(page);
      const question = page.locator('[data-bubble=in]', { hasText: 'what can we do for you?' });
      await question.getByRole('button', { name: 'Choose', exact: true }).press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.keyboard.press('Enter');
      await bubble(page, 'out', 'delivered', 'The flow is told: hours').waitFor();
      await question.getByRole('button', { name: 'Opening hours' }).waitFor({ state: 'detached' });
    });
  });

  it('a text that no flow takes is not delivered, says why, and can be tried again', async () => {
    const address = await deploy('auto-reply');
    const account = `account-${accounts}`;
    const flow = example('auto-reply', account);
    await nodeRed.deploy(flow.filter((node) => node.type !== 'twilio-sms-in'));
    await browse(address, {}, async (page) => {
      await write(page, 'When are you open?');
      const failed = bubble(page, 'out', 'failed', 'When are you open?');
      await failed.waitFor();
      assert.match(await failed.innerText(), /Not delivered: .*404.*\(11200\)/s);
      await nodeRed.deploy(flow);
      await failed.getByRole('button', { name: 'Try again' }).click();
      await bubble(page, 'in', 'delivered', HOURS).waitFor();
    });
  });

  it('shows a text in every open page as it comes', async () => {
    const address = await deploy('auto-reply');
    await browse(address, {}, async (page, { tab }) => {
      const second = await tab(address);
      await second.locator('main[data-link=live]').waitFor();
      await write(page, 'open?');
      await bubble(second, 'out', 'delivered', 'open?').waitFor();
      await bubble(second, 'in', 'delivered', HOURS).waitFor();
    });
  });

  it('keeps the conversation when the flows are deployed again, and goes on', async () => {
    await browse(await deploy('auto-reply'), {}, async (page) => {
      await write(page, 'before');
      await bubble(page, 'in', 'delivered', 'Thank you for your message: before').waitFor();
      await nodeRed.deploy(example('auto-reply', `account-${accounts}`));
      await write(page, 'after');
      await bubble(page, 'in', 'delivered', 'Thank you for your message: after').waitFor();
      await page.reload();
      await bubble(page, 'in', 'delivered', 'Thank you for your message: before').waitFor();
      await bubble(page, 'in', 'delivered', 'Thank you for your message: after').waitFor();
    });
  });

  it('needs no mouse', async () => {
    await browse(await deploy('auto-reply'), {}, async (page) => {
      await page.locator('#conversations [aria-current]').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('#compose:focus').waitFor();
      await page.keyboard.type('two');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('lines');
      await page.keyboard.press('Enter');
      await bubble(page, 'in', 'delivered', 'Thank you for your message: two\nlines').waitFor();
      await page.locator('#compose:focus').waitFor();
      await page.locator('#conversations [aria-current]').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('#conversations [data-line="+442079460100"][aria-current]').waitFor();
      await page.locator('#compose:focus').waitFor();
      await page.keyboard.type('to London');
      await page.keyboard.press('Enter');
      await bubble(page, 'in', 'delivered', 'Thank you for your message: to London').waitFor();
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is ${colorScheme} where the system is, and accessible so`, async () => {
      await browse(await deploy('auto-reply'), { colorScheme }, async (page) => {
        await write(page, 'open?');
        await bubble(page, 'in', 'delivered', HOURS).waitFor();
        const color = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
        const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
        assert.equal(red + green + blue < 3 * 128, colorScheme === 'dark', color);
        assert.deepEqual(await accessibilityProblems(page), []);
      });
    });
  }

  it('says so when the account is not on the simulator', async () => {
    await browse(phone('nobody'), { expected: /404/ }, (page) =>
      page.getByText('There is no simulator here').first().waitFor(),
    );
  });

  it('is found with a slash at the end of its address too', async () => {
    const address = await deploy('auto-reply');
    await browse(`${address}/?theme=dark`, {}, async (page) => {
      await page.locator('main[data-link=live]').waitFor();
      assert.equal(page.url(), `${address}?theme=dark`);
    });
  });
});

describe("the simulator's phone, where the editor needs a login", function () {
  this.timeout(60_000);
  // Of the word "password".
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

  it('says to log in first', async () => {
    await browse(address(), { expected: /401/ }, async (page) => {
      await page.getByText('Log in to Node-RED first').waitFor();
      assert.equal(await page.getByRole('link', { name: 'Open Node-RED' }).getAttribute('href'), '/');
    });
  });

  it("works with the editor's login", async () => {
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
