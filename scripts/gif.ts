/**
 * Makes `docs/images/auto-reply.gif` of the README: a text on the simulator's phone, and the flow in the editor that answers
 * it. Both are real. Run it after a build: `npx tsx scripts/gif.ts`.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../test/support/chromium';
import { EXAMPLE_ACCOUNT, example } from '../test/support/examples';
import { startNodeRed } from '../test/support/node-red';
import { installed, root } from './paths';
import { runMain } from './run-main';

const FILE = path.join(root, 'docs', 'images', 'auto-reply.gif');

/** Sizes in pixels. */
const EDITOR_WIDTH = 990;
const PHONE_WIDTH = 380;
const HEIGHT = 480;

/** How long a frame is shown, in milliseconds. */
const KEY_MS = 90;
const PAUSE_MS = 700;
const READ_MS = 2600;

const TEXT = 'When are you open?';

interface Frame {
  /** PNG pictures in Base64. */
  editor: string;
  phone: string;
  showMs: number;
}

/** gifenc, as its script makes it known in a page. https://github.com/mattdesl/gifenc */
interface Gifenc {
  GIFEncoder(): {
    writeFrame(pixels: Uint8Array, width: number, height: number, options: object): void;
    finish(): void;
    bytes(): Uint8Array;
  };
  quantize(rgba: Uint8ClampedArray, colors: number): number[][];
  applyPalette(rgba: Uint8ClampedArray, palette: number[][]): Uint8Array;
}

declare const gifenc: Gifenc;

async function open(browser: Browser, url: string, width: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    colorScheme: 'light',
    locale: 'en-US',
    // Nothing moves between two pictures of the same state.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function openFlow(browser: Browser, admin: string): Promise<Page> {
  const page = await open(browser, `${admin}/`, EDITOR_WIDTH);
  await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
  await page.evaluate(() => {
    const { RED } = window as unknown as { RED: { actions: { invoke(action: string): void } } };
    // Room for the flow.
    for (const action of ['core:toggle-sidebar', 'core:toggle-palette']) RED.actions.invoke(action);
  });
  await page.locator('.red-ui-flow-node-status-label', { hasText: 'listening' }).waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/** Takes the pictures, from the message to the answer. */
async function takePictures(editor: Page, phone: Page): Promise<Frame[]> {
  const frames: Frame[] = [];
  const shoot = async (showMs: number) => {
    const [left, right] = await Promise.all([editor.screenshot(), phone.screenshot()]);
    frames.push({ editor: left.toString('base64'), phone: right.toString('base64'), showMs });
  };
  await shoot(PAUSE_MS * 2);
  const field = phone.locator('#compose');
  await field.click();
  for (const [index, key] of [...TEXT].entries()) {
    await field.press(key === ' ' ? 'Space' : key);
    if (index % 2 === 1) await shoot(KEY_MS * 2);
  }
  await shoot(PAUSE_MS);
  await field.press('Enter');
  await phone.locator('[data-bubble=in][data-status=delivered]').first().waitFor();
  await editor.locator('.red-ui-flow-node-status-label', { hasText: 'replied' }).waitFor();
  await shoot(READ_MS);
  return frames;
}

/** Puts the pictures side by side and encodes them. Pixels that stay the same are transparent. It runs in a page. */
async function encode({ frames, editorWidth, width, height }: EncodeInput): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser has no canvas');
  const pictures: { rgba: Uint8ClampedArray; showMs: number }[] = [];
  for (const { editor, phone, showMs } of frames) {
    for (const [data, x] of [
      [editor, 0],
      [phone, editorWidth],
    ] as const) {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      context.drawImage(image, x, 0);
    }
    context.fillStyle = '#bbbbbb';
    context.fillRect(editorWidth - 1, 0, 1, height);
    pictures.push({ rgba: context.getImageData(0, 0, width, height).data, showMs });
  }
  // The last picture has everything that the others show.
  const palette = gifenc.quantize(pictures[pictures.length - 1]?.rgba ?? new Uint8ClampedArray(), 200);
  const transparentIndex = palette.length;
  const encoder = gifenc.GIFEncoder();
  let before: Uint8Array | undefined;
  for (const { rgba, showMs } of pictures) {
    const pixels = gifenc.applyPalette(rgba, palette);
    const shown =
      before === undefined ? pixels : pixels.map((pixel, at) => (pixel === before?.[at] ? transparentIndex : pixel));
    encoder.writeFrame(shown, width, height, {
      ...(before === undefined ? { palette: [...palette, [0, 0, 0]] } : {}),
      delay: showMs,
      transparent: before !== undefined,
      transparentIndex,
      dispose: 1,
    });
    before = pixels;
  }
  encoder.finish();
  let text = '';
  for (const byte of encoder.bytes()) text += String.fromCharCode(byte);
  return btoa(text);
}

interface EncodeInput {
  frames: Frame[];
  editorWidth: number;
  width: number;
  height: number;
}

async function main(): Promise<void> {
  const [nodeRed, browser] = await Promise.all([
    startNodeRed({
      flows: example('auto-reply'),
      settings: { editorTheme: { tours: false, projects: { enabled: false }, palette: { catalogues: [] } } },
    }),
    launchChromium(),
  ]);
  try {
    const { admin } = nodeRed;
    const phone = await open(browser, `${admin}/twilio/simulator/${EXAMPLE_ACCOUNT}/phone`, PHONE_WIDTH);
    // A narrow phone starts with its list of conversations.
    await phone.locator('[data-entry]').first().click();
    await phone.locator('#compose').waitFor();
    const frames = await takePictures(await openFlow(browser, admin), phone);
    const blank = await (await browser.newContext()).newPage();
    await blank.addScriptTag({
      content: `var exports = {}; ${readFileSync(installed('gifenc', 'dist', 'gifenc.js'), 'utf8')}; var gifenc = exports;`,
    });
    // The function is sent to the page as text, so it must not depend on helpers of the transpiler.
    await blank.addScriptTag({ content: 'var __name = (value) => value;' });
    const input = { frames, editorWidth: EDITOR_WIDTH, width: EDITOR_WIDTH + PHONE_WIDTH, height: HEIGHT };
    await writeFile(FILE, Buffer.from(await blank.evaluate(encode, input), 'base64'));
  } finally {
    await browser.close();
    await nodeRed.stop();
  }
}

runMain(main);
