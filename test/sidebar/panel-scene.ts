/** The sidebar in an editor. All test files of a process share one Node-RED and one page. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { editorAccessibilityProblems } from '../support/axe';
import { LIGHT_EDITOR, openEditor, type Editor } from '../support/editor';
import { simulated } from '../support/flows';
import { kept } from '../support/kept';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { client, FLOWS, OWN, PERSON } from './support';

declare const RED: { sidebar: { show(id: string): void } };

/** The Account SID of the account `open`, which accepts what is not signed. */
export const OPEN_SID = `AC${createHash('md5').update('open').digest('hex')}`;

const ACCOUNTS = [
  // It accepts what is not signed, so that a test can send very many events.
  simulated({ id: 'open', name: 'second', path: '/open', validateSignatures: false }),
  // Nothing happens to it.
  simulated({ id: 'quiet', name: 'third', path: '/quiet' }),
];

const nodeRed = kept(
  () => startNodeRed({ flows: [...FLOWS, ...ACCOUNTS], settings: LIGHT_EDITOR }),
  (running) => running.stop(),
);

const editor = kept(
  async () => {
    const opened = await openEditor((await nodeRed()).admin, {
      viewport: { width: 1440, height: 900 },
      // A message that cannot be sent is answered with 400, which the browser logs.
      expected: /status of 400/,
    });
    // As its tab and its entry in the menu do.
    await opened.page.evaluate(() => {
      RED.sidebar.show('twilio-sidebar');
    });
    await opened.page.getByRole('tab', { name: 'Log' }).waitFor();
    return opened;
  },
  (opened) => opened.end(),
);

/** What the tests of the sidebar use. Node-RED, the editor and the page are there in tests and their hooks only. */
export interface Sidebar {
  nodeRed: RealNodeRed;
  editor: Editor;
  page: Page;
  ask: ReturnType<typeof client>;
  panel(): Locator;
  /** Opens a tab as it is at first, whatever an earlier test has left open. @param account its id */
  openTab(tab: string, account?: string): Promise<void>;
  /** The rows of the log that are drawn. */
  rows(): Locator;
  /** A person texts the account `account`. */
  text(body: string): Promise<unknown>;
  /** Fails if a person who cannot see or point cannot use the sidebar as it is now. */
  accessible(): Promise<void>;
}

/** Gives the tests of a `describe` the sidebar. Each test fails that leaves an error in the page. */
export function useSidebar(): Sidebar {
  const sidebar = {
    panel: () => sidebar.page.locator('.twilio-sb'),
    async openTab(tab, account = 'account') {
      const { panel } = sidebar;
      await panel().getByLabel('Account', { exact: true }).selectOption(account);
      const wanted = panel().getByRole('tab', { name: tab });
      // Another tab takes its place for a moment, so that it begins anew.
      const isOpen = (await wanted.getAttribute('aria-selected')) === 'true';
      if (isOpen)
        await panel()
          .getByRole('tab', { name: tab === 'Send' ? 'Log' : 'Send' })
          .click();
      await wanted.click();
    },
    rows: () => sidebar.page.locator('.twilio-sb-row'),
    text: (body) => sidebar.ask.post('simulator/account/messages', { from: PERSON, to: OWN, body }),
    async accessible() {
      assert.deepEqual(await editorAccessibilityProblems(sidebar.page, '.twilio-sb'), []);
    },
  } as Sidebar;
  before(async () => {
    sidebar.nodeRed = await nodeRed();
    sidebar.ask = client(sidebar.nodeRed.admin);
    sidebar.editor = await editor();
    sidebar.page = sidebar.editor.page;
  });
  afterEach(() => {
    sidebar.editor.assertNoErrors();
  });
  return sidebar;
}
