import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { accessibilityProblems } from '../support/axe';
import { visit, type Visit } from '../support/browser';

/** The reply of the auto-reply example. */
export const HOURS = 'We are open Monday to Friday, 9 am to 5 pm.';

/** A received (`in`) or sent (`out`) message with this status. */
export const bubble = (page: Page, side: 'in' | 'out', status: string, text: string): Locator =>
  page.locator(`[data-bubble=${side}][data-status=${status}]`, { hasText: text });

/** Sends a text message. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator('#compose').fill(text);
  await page.locator('#compose').press('Enter');
}

const WIDTH = 1280;
const HEIGHT = 900;

let person: Promise<Visit> | undefined;

/** Ends what a test has left in the page: its connections, its storage, its size and its theme. */
async function leave({ page }: Visit): Promise<void> {
  for (const other of page.context().pages()) if (other !== page) await other.close();
  await page.evaluate('localStorage.clear(); sessionStorage.clear();');
  await page.goto('about:blank');
  await page.setViewportSize({ width: WIDTH, height: HEIGHT });
  await page.emulateMedia({ colorScheme: 'light' });
}

/**
 * Opens a phone, does something there, and fails if the page logged an error. All tests of a run use the same page, because a
 * new one costs three times as much as a new address. A test that adds a script to its page uses `browse`.
 */
export async function onPage(url: string, work: (page: Page, visit: Visit) => Promise<void>): Promise<void> {
  person ??= visit('about:blank', { viewport: { width: WIDTH, height: HEIGHT } });
  const visitor = await person;
  try {
    await visitor.page.goto(url);
    await work(visitor.page, visitor);
    visitor.assertNoErrors();
  } catch (error) {
    // What is wrong with the page must not disturb the next test.
    person = undefined;
    await visitor.end();
    throw error;
  }
  await leave(visitor);
}

/** Fails if a page is not accessible in the light or in the dark theme. */
export async function assertAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    // The colours of buttons fade.
    await page.waitForFunction(() => !document.getAnimations().some((animation) => animation instanceof CSSTransition));
    assert.deepEqual(await accessibilityProblems(page), [], `the ${colorScheme} theme`);
  }
}
