import assert from 'node:assert/strict';
import { MAX_ROWS } from '../../sidebar/api/rows';
import { OPEN_SID, useSidebar } from './panel-scene';
import { flood, OWN, PERSON } from './support';

/** How many webhooks arrive while the sidebar is open. */
const EVENTS = 10_000;

/** Who the first and the last of them comes from. */
const FIRST = '+14155550188';
const LAST = '+14155550189';

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

describe('the sidebar in the editor', function () {
  this.timeout(120_000);
  const sidebar = useSidebar();
  const { panel, openTab, rows, text, accessible } = sidebar;

  it('says that nothing has happened yet', async () => {
    await openTab('Log', 'quiet');
    await panel().getByText('Nothing has happened yet').waitFor();
  });

  it('shows what happens, its details, and the node', async () => {
    await openTab('Log');
    await text('hello');
    await rows().filter({ hasText: 'hello' }).first().click();
    const detail = panel().getByRole('region', { name: 'Details' });
    await detail.getByRole('button', { name: 'texts' }).click();
    await detail.getByRole('cell', { name: 'hello' }).waitFor();
    await accessible();
  });

  it('replays a message into the flow', async () => {
    await openTab('Log');
    await text('once more');
    await rows().filter({ hasText: 'once more' }).first().click();
    await panel().getByRole('button', { name: 'Replay into the flow' }).click();
    await panel().getByText('The simulator has sent it again.').waitFor();
    // In a low sidebar, the details cover the list.
    await panel().getByRole('button', { name: 'Close' }).click();
    await rows().filter({ hasText: 'once more' }).nth(1).waitFor();
  });

  it('is used by keyboard', async () => {
    await openTab('Log');
    for (const body of ['one', 'two']) await text(body);
    await rows().filter({ hasText: 'two' }).first().waitFor();
    const list = panel().getByRole('listbox');
    await list.focus();
    await sidebar.page.keyboard.press('Home');
    const selected = () => list.getAttribute('aria-activedescendant');
    const first = await selected();
    await sidebar.page.keyboard.press('ArrowDown');
    assert.notEqual(await selected(), first);
    await sidebar.page.keyboard.press('Enter');
    const detail = panel().getByRole('region', { name: 'Details' });
    await detail.focus();
    await sidebar.page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
    await panel().getByRole('tab', { name: 'Log' }).focus();
    await sidebar.page.keyboard.press('ArrowRight');
    assert.equal(await panel().getByRole('tab', { name: 'Calls' }).getAttribute('aria-selected'), 'true');
  });

  it('shows what was filtered out, or is not needed, calmly', async () => {
    await openTab('Log');
    await sidebar.ask.post('simulator/account/messages', { from: '+442079460999', to: OWN, body: 'from London' });
    const sees = async (what: string, state: string) => {
      const found = rows().filter({ hasText: what }).first();
      await found.locator('.twilio-sb-state:not(.twilio-sb-bad)', { hasText: state }).waitFor();
    };
    await sees('from London', 'filtered out');
    await openTab('Log', 'open');
    const recording = new URLSearchParams({ AccountSid: OPEN_SID, RecordingSid: `RE${'1'.repeat(32)}` });
    await fetch(`${sidebar.nodeRed.url}/open/recording`, { method: 'POST', body: recording });
    await sees('Recording', 'not needed');
    await rows().filter({ hasText: 'Recording' }).first().click();
    const detail = panel().getByRole('region', { name: 'Details' });
    await detail.getByText('No node listens to this report, so it was not used.').waitFor();
    assert.equal(await detail.locator('.twilio-sb-error').count(), 0);
  });

  it(`draws few rows, and not for each of ${EVENTS} events, and keeps only so many`, async () => {
    await openTab('Log', 'open');
    const list = panel().getByRole('listbox');
    const send = (count: number, from: string) =>
      flood(`${sidebar.nodeRed.url}/open/step-partial`, count, (index) => ({
        AccountSid: OPEN_SID,
        CallSid: `CA${index.toString(16).padStart(32, '0')}`,
        From: from,
        To: OWN,
        UnstableSpeechResult: `event ${index}`,
      }));
    await send(1, FIRST);
    await list.focus();
    // When the test is tried once more, the list is at its end.
    await sidebar.page.keyboard.press('Home');
    await rows().first().filter({ hasText: FIRST }).waitFor();
    await sidebar.page.evaluate(WATCH_LIST);
    await send(EVENTS, PERSON);
    await send(1, LAST);
    await rows().first().filter({ hasText: LAST }).waitFor({ timeout: 60_000 });
    await list.focus();
    await sidebar.page.keyboard.press('End');
    const size = Number(await rows().last().getAttribute('aria-setsize'));
    assert.ok(size > 1000 && size <= MAX_ROWS, String(size));
    const watched = await sidebar.page.evaluate(() => Reflect.get(window, 'watchedList') as WatchedList);
    assert.ok(watched.rows > 0 && watched.rows < 60, `${watched.rows} rows at the same time`);
    assert.ok(watched.changes > 0 && watched.changes < EVENTS / 2, `the list changed ${watched.changes} times`);
    await accessible();
  });

  it('finds what one searches for', async () => {
    await openTab('Log');
    await text('Dinner is ready');
    const { body } = await sidebar.ask.post('simulator/account/calls', { from: PERSON, to: OWN });
    await sidebar.ask.post(`simulator/account/calls/${String(Object(body).sid)}/hangup`);
    await panel().getByRole('searchbox').fill('dinner');
    await rows().filter({ hasText: 'Dinner is ready' }).first().waitFor();
    await panel().getByLabel('Show').selectOption('step');
    await panel().getByText('Nothing matches.').waitFor();
    await panel().getByRole('searchbox').fill('');
    await rows().filter({ hasText: 'Entered a step' }).first().waitFor();
  });
});
