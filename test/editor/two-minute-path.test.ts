import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { tab } from '../support/flows';
import { useEditor } from '../support/shared-editor';
import { nodeRedVersion } from '../support/versions';

/** The most interactions from an empty editor to a reply that is seen. */
const MOST = 12;

describe('the first minutes', function () {
  this.timeout(60_000);
  const { editor } = useEditor({
    flows: [tab],
    // The form asks for the phone of an account that is not deployed yet.
    expected: /Failed to load resource: the server responded with a status of 404/,
  });

  let firstAccount = '';

  /** Draws a wire from the output of a node to the input of another. */
  async function wire(from: string, to: string): Promise<void> {
    const { page } = editor;
    await page.locator(`[id="${from}"] .red-ui-flow-port-output .red-ui-flow-port`).hover();
    await page.mouse.down();
    await page.locator(`[id="${to}"] .red-ui-flow-port-input .red-ui-flow-port`).hover();
    await page.mouse.up();
  }

  it(`take at most ${MOST} interactions from an empty editor to a reply`, async () => {
    const { page } = editor;
    const done: string[] = [];
    /** Something that a person does: a drag, a click, a double click, or typing one text. */
    const person = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
      done.push(what);
      return act();
    };
    const smsIn = await person('drag "sms in" to the flow', () => editor.drop('twilio-sms-in', 200, 160));
    await person('open it', () => page.locator(`[id="${smsIn}"]`).dblclick());
    await editor.form.locator('#node-input-name').waitFor();
    const offer = editor.form.locator('#twilio-first-account button');
    assert.deepEqual(
      (await offer.allInnerTexts()).map((text) => text.trim()),
      ['Simulator (no Twilio account needed)', 'Twilio'],
    );
    await person('choose the simulator', () => offer.first().click());
    await person('press Done', () => editor.done());
    assert.deepEqual(await editor.problems(smsIn), []);
    firstAccount = String((await editor.saved(smsIn))['account']);
    const reply = await person('drag "reply" to the flow', () => editor.drop('twilio-reply', 460, 160));
    await person('draw the wire', () => wire(smsIn, reply));
    await person('press Deploy', () => editor.deploy());
    const opened = page.waitForEvent('popup');
    await person('press the button of "sms in"', () =>
      page
        .locator(`[id="${smsIn}"] .red-ui-flow-node-button:not(.red-ui-flow-node-button-disabled) rect`)
        .last()
        .click(),
    );
    const phone: Page = await opened;
    await person('type a text', () => phone.locator('#compose').fill('hello'));
    await person('send it', () => phone.locator('#send').click());
    await phone.locator('[data-bubble=in]', { hasText: 'hello' }).waitFor();

    console.log(`      ${done.length} interactions on Node-RED ${nodeRedVersion}: ${done.join(', ')}`);
    assert.ok(done.length <= MOST, `${done.length} interactions`);
    editor.assertNoErrors();
  });

  it('offer the phone after the first deployment, also in a notification', async () => {
    assert.match(firstAccount, /^[\da-f]{16}$/);
    await editor.page.locator(`.red-ui-notification a[href="twilio/simulator/${firstAccount}/phone"]`).waitFor();
  });

  it('give every further node the only account', async () => {
    const id = await editor.drop('twilio-send-sms', 300, 300);
    const { account } = await editor.saved(id);
    assert.match(String(account), /^[\da-f]{16}$/);
    await editor.edit(id);
    assert.equal(await editor.form.locator('#twilio-first-account').isVisible(), false);
    assert.equal(await editor.form.locator('#node-input-account').inputValue(), account);
    await editor.cancel();
    await editor.remove(id);
  });

  it('select no account when there are two', async () => {
    await editor.page.evaluate(() => {
      const red = Reflect.get(globalThis, 'RED') as { nodes: { import(nodes: unknown[]): void } };
      red.nodes.import([{ id: 'second', type: 'twilio-config', environment: 'simulator', path: '/second' }]);
    });
    const id = await editor.drop('twilio-sms-in', 300, 400);
    assert.equal((await editor.saved(id))['account'], '');
    await editor.remove(id);
  });
});
