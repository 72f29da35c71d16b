import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Numbers } from '../../sidebar/api/types';
import { MAX_ROWS } from '../../sidebar/api/rows';
import { editorAccessibilityProblems, useDarkTheme } from '../support/axe';
import { LIGHT_EDITOR, openEditor, type Editor } from '../support/editor';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { simulated } from '../support/flows';
import { client, FLOWS, flood, OWN, PERSON, SUBFLOW } from './support';

declare const RED: { sidebar: { show(id: string): void } };

/** How many webhooks arrive while the sidebar is open. */
const EVENTS = 10_000;

/** Who the first and the last of them comes from. */
const FIRST = '+14155550188';
const LAST = '+14155550189';

/** The Account SID of the second account, which accepts what is not signed. */
const OPEN_SID = `AC${createHash('md5').update('open').digest('hex')}`;

/** Counts how often the list of the log changes, and its rows at most. A text, because the compiler adds names to functions. */
const WATCH_LIST = `
  const list = document.querySelector('.twilio-sb [role=listbox]');
  const watched = (window.watchedList = { changes: 0, rows: 0 });
  new MutationObserver(() => {
    watched.changes += 1;
    watched.rows = Math.max(watched.rows, list.querySelectorAll('.twilio-sb-row').length);
  }).observe(list, { childList: true, subtree: true, attributes: true, characterData: true });`;

/** What {@link WATCH_LIST} has counted. */
interface WatchedList {
  changes: number;
  rows: number;
}

/** Shows the sidebar, as its tab and its entry in the menu do. */
const showSidebar = (page: Page): Promise<void> =>
  page.evaluate(() => {
    RED.sidebar.show('twilio-sidebar');
  });

describe('the sidebar in the editor', function () {
  this.timeout(120_000);
  let nodeRed: RealNodeRed;
  let editor: Editor;
  let page: Page;
  let ask: ReturnType<typeof client>;
  before(async () => {
    // The second account accepts what is not signed, so that the test can send very many events.
    const open = simulated({ id: 'open', name: 'second', path: '/open', validateSignatures: false });
    nodeRed = await startNodeRed({ flows: [...FLOWS, open], settings: LIGHT_EDITOR });
    ask = client(nodeRed.admin);
    editor = await openEditor(nodeRed.admin, {
      viewport: { width: 1440, height: 900 },
      // A message that cannot be sent is answered with 400, which the browser logs.
      expected: /status of 400/,
    });
    ({ page } = editor);
    await showSidebar(page);
    await page.getByRole('tab', { name: 'Log' }).waitFor();
  });
  after(async () => {
    // First, because the editor is missing when it did not load.
    await nodeRed.stop();
    await editor.end();
  });
  afterEach(() => {
    editor.assertNoErrors();
  });

  const panel = () => page.locator('.twilio-sb');
  const tab = async (name: string) => {
    await panel().getByRole('tab', { name }).click();
  };
  const accessible = async () => {
    assert.deepEqual(await editorAccessibilityProblems(page, '.twilio-sb'), []);
  };
  const rows = () => page.locator('.twilio-sb-row');
  const text = (body: string) => ask.post('simulator/account/messages', { from: PERSON, to: OWN, body });

  it('says that nothing has happened yet', async () => {
    await panel().getByText('Nothing has happened yet').waitFor();
  });

  it('shows what happens, its details, and the node', async () => {
    await text('hello');
    await rows().filter({ hasText: 'hello' }).first().click();
    const detail = panel().getByRole('region', { name: 'Details' });
    await detail.getByRole('button', { name: 'texts' }).click();
    await detail.getByRole('cell', { name: 'hello' }).waitFor();
    await accessible();
  });

  it('replays a message into the flow', async () => {
    await panel().getByRole('button', { name: 'Replay into the flow' }).click();
    await panel().getByText('The simulator has sent it again.').waitFor();
    // In a low sidebar, the details cover the list.
    await panel().getByRole('button', { name: 'Close' }).click();
    await rows().filter({ hasText: 'hello' }).nth(1).waitFor();
  });

  it('is used by keyboard', async () => {
    const list = panel().getByRole('listbox');
    await list.focus();
    await page.keyboard.press('Home');
    const selected = () => list.getAttribute('aria-activedescendant');
    const first = await selected();
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await selected(), first);
    await page.keyboard.press('Enter');
    const detail = panel().getByRole('region', { name: 'Details' });
    await detail.focus();
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
    await panel().getByRole('tab', { name: 'Log' }).focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await panel().getByRole('tab', { name: 'Calls' }).getAttribute('aria-selected'), 'true');
  });

  it('shows a live call, its step, and a badge on the node', async () => {
    await panel().getByText('There are no live calls.').waitFor();
    await ask.post('simulator/account/calls', { from: PERSON, to: OWN });
    await panel().getByText('Waits in').waitFor();
    await panel().getByRole('button', { name: 'PIN' }).waitFor();
    await accessible();
    const badge = page.locator('.twilio-sb-badge:not(.hide)');
    await badge.filter({ hasText: '1' }).first().waitFor();
    await badge.first().click();
    await page.locator('.twilio-sb-popover-row', { hasText: PERSON }).waitFor();
  });

  it('ends a call, and takes the badge away', async () => {
    await page.locator('.twilio-sb-popover-row').getByRole('button').click();
    await panel().getByText('There are no live calls.').waitFor();
    await page.locator('.twilio-sb-badge:not(.hide)').first().waitFor({ state: 'detached' });
  });

  it('shows the calls in a subflow at its instance, and names both', async () => {
    await tab('Calls');
    await ask.post('simulator/account/calls', { from: PERSON, to: SUBFLOW });
    await panel().getByRole('button', { name: 'log in › code' }).click();
    const badge = page.locator('[id="instance"] .twilio-sb-badge:not(.hide)');
    await badge.filter({ hasText: '1' }).click();
    await page.locator('.twilio-sb-popover-row', { hasText: PERSON }).getByRole('button').click();
    await panel().getByText('There are no live calls.').waitFor();
    await badge.waitFor({ state: 'detached' });
  });

  it('shows what was filtered out, or is not needed, calmly', async () => {
    await tab('Log');
    await ask.post('simulator/account/messages', { from: '+442079460999', to: OWN, body: 'from London' });
    const sees = async (what: string, state: string) => {
      const found = rows().filter({ hasText: what }).first();
      await found.locator('.twilio-sb-state:not(.twilio-sb-bad)', { hasText: state }).waitFor();
    };
    await sees('from London', 'filtered out');
    await panel().getByLabel('Account').selectOption('open');
    const recording = new URLSearchParams({ AccountSid: OPEN_SID, RecordingSid: `RE${'1'.repeat(32)}` });
    await fetch(`${nodeRed.url}/open/recording`, { method: 'POST', body: recording });
    await sees('Recording', 'not needed');
    await rows().filter({ hasText: 'Recording' }).first().click();
    const detail = panel().getByRole('region', { name: 'Details' });
    await detail.getByText('No node listens to this report, so it was not used.').waitFor();
    assert.equal(await detail.locator('.twilio-sb-error').count(), 0);
    await panel().getByRole('button', { name: 'Close' }).click();
    await panel().getByLabel('Account').selectOption('account');
  });

  it('sends a message, with its length and price as one types, and its delivery', async () => {
    await tab('Send');
    await panel().getByLabel('To').fill('+14155550177');
    await panel().getByLabel('Text').fill('Dinner is ready');
    await panel().getByText('15 characters, 1 segment (GSM-7), about $0.0079 to US').waitFor();
    await accessible();
    await panel().getByRole('button', { name: 'Send', exact: true }).click();
    await panel().getByText('Delivered').waitFor();
    await panel().getByLabel('To').fill('nobody');
    await panel().getByRole('button', { name: 'Send', exact: true }).click();
    await panel().locator('.twilio-sb-error', { hasText: '"nobody"' }).waitFor();
  });

  it('edits the webhooks of a number in place', async () => {
    await tab('Numbers');
    await panel().getByText(OWN).click();
    const field = panel().getByLabel('Messages').first();
    await field.fill('https://example.com/sms');
    await panel().getByRole('button', { name: 'Save' }).first().click();
    await panel().getByRole('button', { name: 'Use this Node-RED' }).first().click();
    await page.waitForFunction(
      (expected) => document.querySelector<HTMLInputElement>('.twilio-sb-field input[type=url]')?.value === expected,
      `${nodeRed.url}/twilio/message`,
    );
    await accessible();
  });

  it('names what overrides the webhooks of a number', async () => {
    await page.route('**/numbers', async (route) => {
      const response = await route.fetch();
      const { numbers } = (await response.json()) as Numbers;
      const overrides = [
        { by: 'service', sid: 'MG1', name: 'News' },
        { by: 'trunk', sid: 'TK1', name: 'TK1' },
      ];
      await route.fulfill({ json: { numbers: numbers.map((one) => ({ ...one, overrides })), servicesProblem: null } });
    });
    await panel().getByRole('button', { name: 'Refresh' }).click();
    await panel().getByText('the Messaging Service “News” has a URL of its own').first().waitFor();
    await panel().getByText('the SIP trunk TK1 handles them').first().waitFor();
    await page.unroute('**/numbers');
  });

  it("has the simulator's phone, in the theme of the editor", async () => {
    await tab('Phone');
    const phone = page.frameLocator('.twilio-sb iframe');
    await phone.getByText('Twilio simulator').first().waitFor({ state: 'attached' });
    const scheme = () => phone.locator(':root').evaluate((root) => getComputedStyle(root).colorScheme);
    assert.equal(await scheme(), 'light');
    await accessible();
    // It says what to do when it has little room, as in the default split of Node-RED 5.
    for (const [height, isLow] of [
      ['280px', true],
      ['700px', false],
      ['', undefined],
    ] as const) {
      await panel().evaluate((element, value) => {
        element.style.height = value;
      }, height);
      if (isLow !== undefined) assert.equal(await panel().getByText('There is little room').isVisible(), isLow, height);
    }
    // The phone takes a new theme at once, and is not loaded again.
    await phone.locator(':root').evaluate((root) => root.setAttribute('data-kept', ''));
    for (const dark of [true, false]) {
      await useDarkTheme(page, dark);
      await phone.locator(`:root[data-kept][data-theme=${dark ? 'dark' : 'light'}]`).waitFor({ state: 'attached' });
      assert.equal(await scheme(), dark ? 'dark' : 'light');
    }
  });

  it(`draws few rows, and not for each of ${EVENTS} events, and keeps only so many`, async () => {
    await tab('Log');
    await panel().getByLabel('Account').selectOption('open');
    const list = panel().getByRole('listbox');
    const send = (count: number, from: string) =>
      flood(`${nodeRed.url}/open/step-partial`, count, (index) => ({
        AccountSid: OPEN_SID,
        CallSid: `CA${index.toString(16).padStart(32, '0')}`,
        From: from,
        To: OWN,
        UnstableSpeechResult: `event ${index}`,
      }));
    await send(1, FIRST);
    await list.focus();
    // When the test is tried once more, the list is at its end.
    await page.keyboard.press('Home');
    await rows().first().filter({ hasText: FIRST }).waitFor();
    await page.evaluate(WATCH_LIST);
    await send(EVENTS, PERSON);
    await send(1, LAST);
    await rows().first().filter({ hasText: LAST }).waitFor({ timeout: 60_000 });
    await list.focus();
    await page.keyboard.press('End');
    const size = Number(await rows().last().getAttribute('aria-setsize'));
    assert.ok(size > 1000 && size <= MAX_ROWS, String(size));
    const watched = await page.evaluate(() => Reflect.get(window, 'watchedList') as WatchedList);
    assert.ok(watched.rows > 0 && watched.rows < 60, `${watched.rows} rows at the same time`);
    assert.ok(watched.changes > 0 && watched.changes < EVENTS / 2, `the list changed ${watched.changes} times`);
    await accessible();
  });

  it('finds what one searches for', async () => {
    await panel().getByLabel('Account').selectOption('account');
    await panel().getByRole('searchbox').fill('dinner');
    await rows().filter({ hasText: 'Dinner is ready' }).first().waitFor();
    await panel().getByLabel('Show').selectOption('step');
    await panel().getByText('Nothing matches.').waitFor();
    await panel().getByRole('searchbox').fill('');
    await rows().filter({ hasText: 'Entered a step' }).first().waitFor();
  });
});
