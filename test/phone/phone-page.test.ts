import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessibilityProblems } from '../support/axe';
import { browse } from '../support/browser';
import { example } from '../support/examples';
import type { FlowNode, RealNodeRed } from '../support/node-red';
import { assertAccessible, onPage, bubble, HOURS, write } from './page';
import { sharedNodeRed } from './shared-node-red';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe("the simulator's phone in a browser", function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  let pictures: Server;
  let picture: string;
  let accounts = 0;
  const phone = (account: string) => `${nodeRed.admin}/twilio/simulator/${account}/phone`;

  /** Deploys an example with its own simulator. Returns the URL of its phone. */
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
    nodeRed = await sharedNodeRed();
  });
  after(() => {
    pictures.close();
  });

  it('shows the reply of the flow to a text message', async () => {
    await onPage(await deploy('auto-reply'), async (page) => {
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

  it('shows the default reply to a message without the keyword', async () => {
    await onPage(await deploy('auto-reply'), async (page) => {
      await page.locator('#compose').fill('Grüße 🙂');
      await page.locator('#send').click();
      await bubble(page, 'in', 'delivered', 'Thank you for your message: Grüße 🙂').waitFor();
    });
  });

  it('sends a picture by its URL, and shows the one that the flow sends back', async () => {
    await onPage(await deploy('photo-echo'), async (page) => {
      await page.getByRole('button', { name: 'Attach a picture' }).click();
      await page.locator('#media-url').fill(picture);
      await page.locator('#media-url').press('Enter');
      const echo = bubble(page, 'in', 'delivered', 'Nice picture! Here it is again.');
      await echo.locator(`img[src="${picture}"]`).waitFor();
      assert.equal(await page.locator(`[data-bubble=out] img[src="${picture}"]`).count(), 1);
      assert.equal(await page.locator('#media-url').count(), 0);
    });
  });

  it('lists the recipient of a forwarded message under "Other phones"', async () => {
    await onPage(await deploy('forward'), async (page) => {
      await page.locator('#conversations [data-contact="+442079460100"]').click();
      await write(page, 'forward Dinner is ready');
      const other = page.locator('#other-phones [data-person="+447700900123"]');
      await other.click();
      await bubble(page, 'in', 'delivered', 'From +14155550123: Dinner is ready').waitFor();
      assert.equal(await page.locator('#my-number').inputValue(), '+447700900123');
    });
  });

  it('shows why a message was not delivered, and sends it again', async () => {
    const address = await deploy('auto-reply');
    const account = `account-${accounts}`;
    const flow = example('auto-reply', account);
    await nodeRed.deploy(flow.filter((node) => node.type !== 'twilio-sms-in'));
    await onPage(address, async (page) => {
      await write(page, 'When are you open?');
      const failed = bubble(page, 'out', 'failed', 'When are you open?');
      await failed.waitFor();
      assert.match(await failed.innerText(), /No sms in node is deployed/);
      await nodeRed.deploy(flow);
      await failed.getByRole('button', { name: 'Try again' }).click();
      await bubble(page, 'in', 'delivered', HOURS).waitFor();
    });
  });

  it('says which node took a message, and why another message was not taken', async () => {
    const address = await deploy('auto-reply');
    const flow = example('auto-reply', `account-${accounts}`);
    const withFilter = (filterFrom: string): FlowNode[] =>
      flow.map((node) => (node.type === 'twilio-sms-in' ? { ...node, name: '', filterFrom } : node));
    await nodeRed.deploy(withFilter('+44*'));
    await onPage(address, async (page) => {
      await write(page, 'Hello?');
      const ignored = bubble(page, 'out', 'not-taken', 'Hello?');
      await ignored.waitFor();
      assert.match(await ignored.innerText(), /No sms in matched: its filter is From \+44\*/);
      assert.deepEqual(await accessibilityProblems(page), []);
      await nodeRed.deploy(withFilter(''));
      await write(page, 'When are you open?');
      const taken = bubble(page, 'out', 'delivered', 'When are you open?');
      await taken.waitFor();
      assert.match(await taken.innerText(), /Delivered to: sms in/);
    });
  });

  it('shows new messages in all open tabs', async () => {
    const address = await deploy('auto-reply');
    await onPage(address, async (page, { tab }) => {
      const second = await tab(address);
      await second.locator('main[data-connection=connected]').waitFor();
      await write(page, 'open?');
      await bubble(second, 'out', 'delivered', 'open?').waitFor();
      await bubble(second, 'in', 'delivered', HOURS).waitFor();
    });
  });

  it('keeps the conversation after a deploy', async () => {
    await onPage(await deploy('auto-reply'), async (page) => {
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

  it('can be used without a mouse', async () => {
    const address = await deploy('auto-reply');
    const flow = example('auto-reply', `account-${accounts}`);
    // For every number of the account.
    await nodeRed.deploy(flow.map((node) => (node.type === 'twilio-sms-in' ? { ...node, filterTo: '' } : node)));
    await onPage(address, async (page) => {
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
      await page.locator('#conversations [data-contact="+14155550101"][aria-current]').waitFor();
      await page.locator('#compose:focus').waitFor();
      await page.keyboard.type('to the next number');
      await page.keyboard.press('Enter');
      await bubble(page, 'in', 'delivered', 'Thank you for your message: to the next number').waitFor();
    });
  });

  it('is accessible in the light and the dark theme of the system', async () => {
    await onPage(await deploy('auto-reply'), async (page) => {
      await write(page, 'open?');
      await bubble(page, 'in', 'delivered', HOURS).waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const color = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
        const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
        assert.equal(red + green + blue < 3 * 128, colorScheme === 'dark', color);
      }
      await assertAccessible(page);
    });
  });

  it('reports an account that does not use the simulator', async () => {
    await browse(phone('nobody'), { expected: /404/ }, (page) =>
      page.getByText('There is no simulator here').first().waitFor(),
    );
  });

  it('has the theme that its URL asks for, until the user chooses another', async () => {
    await onPage(`${await deploy('auto-reply')}?theme=dark`, async (page) => {
      const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
      await page.locator('main[data-connection=connected]').waitFor();
      assert.equal(await scheme(), 'dark');
      await page.locator('#theme').click();
      assert.equal(await scheme(), 'light');
    });
  });

  it('redirects a URL with a trailing slash', async () => {
    const address = await deploy('auto-reply');
    await onPage(`${address}/?theme=dark`, async (page) => {
      await page.locator('main[data-connection=connected]').waitFor();
      assert.equal(page.url(), `${address}?theme=dark`);
    });
  });
});
