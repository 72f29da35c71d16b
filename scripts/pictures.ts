/**
 * Makes the pictures of the README, docs/calls.md, docs/sidebar.md and docs/voice-assistant.md, `docs/images/*.png`, from a
 * real Node-RED 5 with examples on the simulator. scripts/gif.ts makes the moving one. Run it after a build:
 * `npx tsx scripts/pictures.ts`, or with the names of some pictures: `npx tsx scripts/pictures.ts call-menu`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page, PageScreenshotOptions } from 'playwright-core';
import { launchChromium } from '../test/support/chromium';
import { EXAMPLE_ACCOUNT, example } from '../test/support/examples';
import { startNodeRed, type RealNodeRed } from '../test/support/node-red';
import { shrinkPng } from './png';
import { runMain } from './run-main';

const folder = path.resolve(__dirname, '../docs/images');

/** The examples in docs/calls.md. */
const CALL_EXAMPLES = ['call-menu', 'ring-in-turn', 'alarm-escalation'];

const names = process.argv.slice(2);
const isWanted = (name: string): boolean => names.length === 0 || names.includes(name);

/** Where the phone is on its page, in pixels. */
const PHONE = { x: 412, y: 14, width: 374, height: 642 };

/** Space around the flow, in pixels. */
const MARGIN = 24;

/** Opens a page of this size. A larger `scale` gives a sharper picture and a larger file. */
async function open(browser: Browser, url: string, width: number, height: number, scale: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: 'light',
    locale: 'en-US',
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Takes a picture, with few colours, so that the package stays small. */
async function shoot(page: Page, file: string, clip?: PageScreenshotOptions['clip']): Promise<void> {
  const png = await page.screenshot(clip === undefined ? {} : { clip });
  await writeFile(path.join(folder, file), await shrinkPng(png));
}

async function picturePhone(browser: Browser, { admin }: RealNodeRed): Promise<void> {
  const page = await open(browser, `${admin}/twilio/simulator/${EXAMPLE_ACCOUNT}/phone`, 800, 670, 1.6);
  const delivered = page.locator('[data-bubble=in][data-status=delivered]');
  for (const [count, text] of ['Hello, is this the bakery?', 'When are you open?'].entries()) {
    await page.locator('#compose').fill(text);
    await page.locator('#compose').press('Enter');
    await delivered.nth(count).waitFor();
  }
  await shoot(page, 'phone.png');
}

/** A conversation with the example voice-assistant. */
async function pictureConversation(browser: Browser, { admin }: RealNodeRed): Promise<void> {
  const page = await open(browser, `${admin}/twilio/simulator/${EXAMPLE_ACCOUNT}/phone`, 800, 670, 1);
  const says = (text: string) => page.locator('[data-caption=flow]', { hasText: text }).waitFor();
  await page.locator('[data-contact="+14155550105"][data-channel=sms]').click();
  await page.locator('#call-contact').click();
  await says('How can I help you?');
  // The words are on the page when they begin.
  await page.waitForTimeout(1500);
  await page.locator('#say').fill('When are you open?');
  await page.locator('#say').press('Enter');
  await says('We are open Monday to');
  await page.locator('#say').fill('Wait, where are you?');
  await page.locator('#say').press('Enter');
  await says('opposite the ferry building.');
  await shoot(page, 'voice-assistant-phone.png', PHONE);
  await page.locator('#hang-up').click();
}

/** The smallest rectangle on the page that contains the flow's nodes. */
async function flowBox(page: Page): Promise<{ left: number; top: number; right: number; bottom: number }> {
  const boxes = await page
    .locator('.red-ui-flow-node-group')
    .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect()));
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

async function pictureFlow(browser: Browser, { admin }: RealNodeRed, file: string): Promise<void> {
  const page = await open(browser, `${admin}/`, 2300, 900, 2);
  await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
  // Icons are loaded after the nodes.
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    const icons = [...document.querySelectorAll('image')].map((icon) => {
      const image = new Image();
      image.src = icon.href.baseVal;
      return image.decode();
    });
    await Promise.all(icons);
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  const { left, top, right, bottom } = await flowBox(page);
  await shoot(page, file, {
    x: left - MARGIN,
    y: top - MARGIN,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
  });
}

/** The sidebar's log, with the details of the last message. */
async function pictureSidebar(browser: Browser, { admin }: RealNodeRed): Promise<void> {
  const page = await open(browser, `${admin}/`, 1100, 640, 1.6);
  await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
  // This click folds the debug sidebar away, so that there is room.
  await page.locator('button[data-tab-id="debug"]').click();
  // The tooltip of this button covers the next one.
  await page.mouse.move(400, 400);
  await page.locator('.red-ui-popover').waitFor({ state: 'detached' });
  await page.locator('button[data-tab-id="twilio-sidebar"]').click();
  const message = page.locator('.twilio-sb-row', { hasText: 'When are you open?' });
  await message.first().click();
  await page.locator('.twilio-sb-detail table').waitFor();
  // The network is never idle here: the sidebar listens for events.
  await page.evaluate(() => document.fonts.ready);
  await shoot(page, 'sidebar.png', { x: 560, y: 0, width: 540, height: 640 });
}

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const [nodeRed, browser] = await Promise.all([
    startNodeRed({
      flows: example('auto-reply'),
      settings: { editorTheme: { tours: false, projects: { enabled: false }, palette: { catalogues: [] } } },
    }),
    launchChromium(),
  ]);
  try {
    // The sidebar shows what was written on the phone.
    if (isWanted('phone') || isWanted('sidebar')) await picturePhone(browser, nodeRed);
    for (const name of CALL_EXAMPLES.filter(isWanted)) {
      await nodeRed.deploy(example(name));
      await pictureFlow(browser, nodeRed, `${name}.png`);
    }
    if (isWanted('voice-assistant')) {
      await nodeRed.deploy(example('voice-assistant'));
      await pictureFlow(browser, nodeRed, 'voice-assistant.png');
      await pictureConversation(browser, nodeRed);
    }
    // The last one, because Node-RED remembers which sidebar is open.
    if (isWanted('sidebar')) {
      await nodeRed.deploy(example('auto-reply'));
      await pictureSidebar(browser, nodeRed);
    }
  } finally {
    await browser.close();
    await nodeRed.stop();
  }
}

runMain(main);
