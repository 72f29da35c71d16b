import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { browse, type Visit } from '../support/browser';
import type { RealNodeRed } from '../support/node-red';
import { CALL_AVA, callFlow } from './call-flow';
import { onPage } from './page';
import { sharedNodeRed } from './shared-node-red';

export const caption = (page: Page, who: 'flow' | 'person' | 'other', text: string): Locator =>
  page.locator(`[data-caption=${who}]`, { hasText: text });
export const step = (page: Page, text: string | RegExp): Locator => page.locator('.steps li', { hasText: text });
export const endedCall = (page: Page): Locator => page.locator('#call-screen[data-phase=ended]');

/** What a test can do besides using the page. */
export interface CallTools {
  /** Opens the phone in another tab of the same browser. */
  tab: () => Promise<Page>;
  /** Lets the flow call Ava. */
  ring: () => Promise<void>;
}

/** What a test does on the phone. @param script runs in the page before everything else */
type OnPhone = (work: (page: Page, tools: CallTools) => Promise<void>, script?: string) => Promise<void>;

/** How many accounts there were, in all suites. */
let accounts = 0;

/** Gives the tests of a suite a Node-RED. The returned function deploys the flow with a new simulator, and opens the phone. */
export function useCallPhone(): OnPhone {
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await sharedNodeRed();
  });

  return async (work, script) => {
    accounts += 1;
    const account = `calls-${accounts}`;
    await nodeRed.deploy(callFlow(account));
    const address = `${nodeRed.admin}/twilio/simulator/${account}/phone`;
    const play = async (page: Page, visit: Visit): Promise<void> => {
      await page.locator('main[data-connection=connected]').waitFor();
      await work(page, {
        tab: () => visit.tab(address),
        async ring() {
          const response = await fetch(`${nodeRed.admin}/inject/${CALL_AVA}`, { method: 'POST' });
          assert.equal(response.status, 200);
        },
      });
    };
    if (script === undefined) return onPage(address, play);
    return browse(address, {}, async (page, visit) => {
      await page.addInitScript(script);
      await page.reload();
      await play(page, visit);
    });
  };
}
