/** The second language, in a real Node-RED: the proof that nothing that a person sees is in the code. */
import assert from 'node:assert/strict';
import { browse } from '../support/browser';
import { LIGHT_EDITOR, openEditor, type Editor } from '../support/editor';
import { EXAMPLE_ACCOUNT, example } from '../support/examples';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

/** What a person who reads German has in the browser. */
const GERMAN = { storage: { 'editor-language': 'de' } };

/** Where the nodes of this test are: on the tab of the example. */
const PLACE = { z: 'a0f1000000000001', x: 200, y: 400 };

const FLOW: FlowNode[] = [
  ...example('auto-reply'),
  {
    ...PLACE,
    id: 'broken',
    type: 'twilio-send-sms',
    account: EXAMPLE_ACCOUNT,
    to: 'nobody',
    toType: 'str',
    wires: [[]],
  },
  { ...PLACE, id: 'press', type: 'inject', wires: [['broken']] },
  { ...PLACE, id: 'catch', type: 'catch', scope: ['broken'], wires: [['show']] },
  {
    ...PLACE,
    id: 'show',
    type: 'debug',
    complete: 'true',
    targetType: 'full',
    active: true,
    tosidebar: true,
    wires: [],
  },
];

const SMS_IN = 'a0f1000000000003';

declare const RED: { sidebar: { show(id: string): void } };

describe('Node-RED in German', function () {
  this.timeout(120_000);
  let nodeRed: RealNodeRed;
  let editor: Editor | undefined;

  before(async () => {
    nodeRed = await startNodeRed({
      flows: FLOW,
      settings: { ...LIGHT_EDITOR, lang: 'de' },
      started: /Flows sind gestartet/,
    });
    // The script of the sidebar that one test does not let through.
    editor = await openEditor(nodeRed.admin, { ...GERMAN, expected: /ERR_FAILED/ });
  });
  after(async () => {
    await editor?.end();
    await nodeRed.stop();
  });

  it('has statuses in German', async () => {
    await nodeRed.status(SMS_IN, /^empfangsbereit$/);
  });

  it('has errors in German, with the same code', async () => {
    await fetch(`${nodeRed.admin}/inject/press`, { method: 'POST' });
    const { error } = (await nodeRed.debug('show')) as {
      error: { message: string; code: string; cause: { hint: string } };
    };
    assert.equal(error.code, 'INVALID_RECIPIENT');
    assert.equal(error.message, '„nobody“ ist keine Telefonnummer im E.164-Format');
    assert.match(error.cause.hint, /^Das E\.164-Format verwenden: /);
    await nodeRed.status('broken', /ist keine Telefonnummer/);
  });

  it('has forms in German, without a key instead of a text', async () => {
    assert.ok(editor);
    await editor.edit(SMS_IN);
    const text = await editor.form.innerText();
    assert.match(text, /Konto/);
    assert.match(text, /Antworten mit/);
    assert.doesNotMatch(text, /\b(?:common|twilio-sms-in|node-red)\.\w+\./);
    editor.assertNoErrors();
  });

  it('has a link to the phone in the form of call in', async () => {
    assert.ok(editor);
    await editor.form.locator('#node-dialog-cancel').click();
    await editor.form.waitFor({ state: 'detached' });
    await editor.add({ ...PLACE, id: 'call', type: 'twilio-call-in', account: EXAMPLE_ACCOUNT, wires: [[]] });
    await editor.edit('call');
    const link = editor.form.locator('#twilio-webhook-call-hint', { hasText: 'um den Flow anzurufen' }).locator('a');
    const url = await link.evaluate((anchor) => (anchor as HTMLAnchorElement).href);
    assert.equal(url, `${nodeRed.admin}/twilio/simulator/${EXAMPLE_ACCOUNT}/phone`);
    editor.assertNoErrors();
  });

  it('has a sidebar that is loaded when it is opened, and again when that has failed', async () => {
    assert.ok(editor);
    const { page } = editor;
    const requested: string[] = [];
    await page.route('**/twilio/sidebar/panel.js*', async (route) => {
      requested.push(route.request().url());
      if (requested.length === 1) await route.abort();
      else await route.continue();
    });
    const show = (id: string) =>
      page.evaluate((wanted) => {
        RED.sidebar.show(wanted);
      }, id);
    await show('twilio-sidebar');
    await page.getByRole('alert').filter({ hasText: 'konnte nicht von Node-RED geladen werden' }).waitFor();
    await show('info');
    // Gone, not only hidden: the sidebar has noticed that it is hidden.
    await page.getByText('konnte nicht von Node-RED geladen werden').waitFor({ state: 'detached' });
    await show('twilio-sidebar');
    await page.getByRole('tab', { name: 'Anrufe' }).waitFor();
    assert.equal(requested.length, 2);
    editor.assertNoErrors();
  });

  it('has help in German', async () => {
    const answer = await fetch(`${nodeRed.admin}/nodes`, {
      headers: { Accept: 'text/html', 'Accept-Language': 'de' },
    });
    const html = await answer.text();
    assert.ok(html.includes('Startet einen Flow, wenn eine eigene Twilio-Nummer eine SMS oder MMS empfängt.'));
    assert.ok(!html.includes('Starts a flow when one of your Twilio numbers receives an SMS or MMS.'));
  });

  it('has a phone in the language of the editor', async () => {
    const url = `${nodeRed.admin}/twilio/simulator/${EXAMPLE_ACCOUNT}/phone`;
    await browse(url, GERMAN, async (page) => {
      assert.equal(await page.title(), 'Telefon');
      assert.equal(await page.locator('html').getAttribute('lang'), 'de');
      await page.getByText('Sag Hallo').waitFor();
      await page.locator('#compose').fill('Hallo');
      await page.getByRole('button', { name: 'Senden', exact: true }).click();
      await page.locator('[data-bubble=in]').waitFor();
    });
    await nodeRed.status(SMS_IN, /^\+\d+ um \d/);
  });
});
