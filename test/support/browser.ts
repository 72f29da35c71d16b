import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './chromium';

/** The editor takes seconds to load when many programs run. What is done in a page has a tighter limit. */
export const PAGE_LOAD_TIMEOUT_MS = 30_000;

let browser: Promise<Browser> | undefined;

// One browser for the whole run, started by the first test that needs it.
after(async () => {
  await (await browser)?.close();
});

/** How a person comes to a page. */
export interface VisitOptions extends Pick<BrowserContextOptions, 'colorScheme' | 'viewport' | 'permissions'> {
  /** What is in localStorage before the page loads. */
  storage?: Record<string, string>;
  /** Errors that belong to the test. */
  expected?: RegExp;
}

/** A page of one person, with cookies and storage of its own. */
export interface Visit {
  page: Page;
  /** Fails if the page has logged an error since the last time. */
  assertNoErrors(): void;
  /** Changes which errors belong to the test. */
  expect(errors: RegExp | undefined): void;
  /** Another tab of the same person. */
  tab(url: string): Promise<Page>;
  end(): Promise<void>;
}

/** Opens an address in a fresh browser context. */
export async function visit(url: string, options: VisitOptions = {}): Promise<Visit> {
  const { storage = {}, expected: expectedFirst, ...contextOptions } = options;
  let expected = expectedFirst;
  browser ??= launchChromium();
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 900 }, ...contextOptions });
  context.setDefaultTimeout(10_000);
  await context.addInitScript((entries) => {
    // A sandboxed frame has no storage.
    if (origin === 'null') return;
    for (const [name, value] of Object.entries(entries)) localStorage.setItem(name, value);
  }, storage);
  const errors: string[] = [];
  const note = (error: string) => {
    if (expected?.test(error) !== true) errors.push(error);
  };
  context.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => {
    note(String(error.error().stack));
  });
  const tab = async (address: string) => {
    const page = await context.newPage();
    await page.goto(address, { timeout: PAGE_LOAD_TIMEOUT_MS });
    return page;
  };
  return {
    page: await tab(url),
    assertNoErrors() {
      assert.deepEqual(errors.splice(0), [], 'the page logged errors');
    },
    expect(next) {
      expected = next;
    },
    tab,
    async end() {
      await context.close();
    },
  };
}

/** Opens an address, does something there, and fails if the page logged an error. */
export async function browse(
  url: string,
  options: VisitOptions,
  work: (page: Page, visit: Visit) => Promise<void>,
): Promise<void> {
  const person = await visit(url, options);
  try {
    await work(person.page, person);
    person.assertNoErrors();
  } finally {
    await person.end();
  }
}
