/**
 * Makes contact sheets of all forms, for a person to look at: `.scratch/sheets/<theme>-<width>-<number>.png`. Run it after a
 * build: `npx tsx scripts/form-sheets.ts [width] [language] [types]`, such as `NODE_RED=4 npx tsx scripts/form-sheets.ts 1024 de`,
 * or `npx tsx scripts/form-sheets.ts 1440 en-US menu,verify` for a few forms. All sections of a form are open. Node-RED 4.1 has no
 * dark theme.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ACCOUNT_TYPE } from '../editor/node-type';
import { launchChromium } from '../test/support/chromium';
import { CREDENTIALS, real, simulated, tab } from '../test/support/flows';
import { startNodeRed } from '../test/support/node-red';
import { NODE_TYPES } from '../test/support/node-types';
import { nodeRedVersion } from '../test/support/versions';
import { root } from './paths';
import { runMain } from './run-main';

const folder = path.join(root, '.scratch', 'sheets');

/** High enough for the longest form. */
const WINDOW_HEIGHT = 3200;

/** The size of a sheet: three forms side by side. */
const SHEET = { width: 1640, height: 1500 };

/** A picture of a form. Sizes in pixels. */
interface Picture {
  title: string;
  png: Buffer;
  width: number;
  height: number;
}

interface EditorNode {
  id: string;
}

interface EditorGlobal {
  nodes: {
    getType(type: string): { defaults: Record<string, { value: unknown }> };
    import(nodes: unknown[]): void;
    node(id: string): EditorNode;
  };
  editor: { edit(node: EditorNode): void; editConfig(name: string, type: string, id: string): void };
}
declare const RED: EditorGlobal;

/** How often the place of the tray is read, in milliseconds, and how often it must be the same. */
const LOOK = { everyMs: 50, times: 5 };

/** Waits until nothing on the page moves, and the form has slid in and has its final width. */
async function waitUntilStill(page: Page): Promise<void> {
  let last = '';
  for (let same = 0; same < LOOK.times; await page.waitForTimeout(LOOK.everyMs)) {
    const place = await page.evaluate(() => {
      if (document.getAnimations().some(({ playState }) => playState === 'running')) return '';
      const box = document.querySelector('.red-ui-tray')?.getBoundingClientRect();
      if (box === undefined) return 'closed';
      return box.right <= innerWidth && box.width >= 300 ? `${box.x} ${box.width}` : '';
    });
    same = place !== '' && place === last ? same + 1 : 0;
    last = place;
  }
}

/** Opens a form of a new node, or of the account with this id, and all its sections. */
async function openForm(page: Page, type: string, account?: string): Promise<void> {
  await page.evaluate(
    ([nodeType, id]) => {
      if (id !== undefined) {
        RED.editor.editConfig('', nodeType, id);
        return;
      }
      const defaults = Object.entries(RED.nodes.getType(nodeType).defaults);
      const values = Object.fromEntries(defaults.map(([name, { value }]) => [name, value]));
      RED.nodes.import([
        { ...values, account: 'account', id: nodeType, type: nodeType, z: 'tab', x: 200, y: 200, wires: [] },
      ]);
      RED.editor.edit(RED.nodes.node(nodeType));
    },
    [type, account] as const,
  );
  await page.locator('.red-ui-tray .twilio-form').waitFor();
  await waitUntilStill(page);
  await page.evaluate(() => {
    for (const section of document.querySelectorAll<HTMLDetailsElement>('.red-ui-tray details'))
      if (section.checkVisibility()) section.open = true;
  });
  await waitUntilStill(page);
}

async function closeForm(page: Page): Promise<void> {
  await page.locator('.red-ui-tray').locator('#node-dialog-cancel, #node-config-dialog-cancel').click();
  await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
}

/** A picture of the tray, down to the end of the form. */
async function shootForm(page: Page, title: string): Promise<Picture> {
  const clip = await page.evaluate(() => {
    const tray = document.querySelector('.red-ui-tray')?.getBoundingClientRect();
    const form = document.querySelector('.red-ui-tray .twilio-form')?.getBoundingClientRect();
    if (tray === undefined || form === undefined) throw new Error('No form is open');
    return { x: tray.x, y: tray.y, width: tray.width, height: Math.min(form.bottom + 20, innerHeight) - tray.y };
  });
  if (clip.width < 300) console.error(`${title}: the tray has a width of ${clip.width} pixels`);
  return { title, png: await page.screenshot({ clip }), width: clip.width, height: clip.height };
}

/** Puts pictures into columns of sheets, in their order. */
function arrange(pictures: readonly Picture[]): Picture[][][] {
  const sheets: Picture[][][] = [];
  let columns: Picture[][] = [];
  let used = { width: Infinity, height: Infinity };
  for (const picture of pictures) {
    const isNewColumn = used.height + picture.height > SHEET.height;
    if (isNewColumn && used.width + picture.width > SHEET.width) {
      columns = [];
      sheets.push(columns);
      used = { width: 0, height: 0 };
    }
    if (isNewColumn) {
      columns.push([]);
      used = { width: used.width + picture.width + 10, height: 0 };
    }
    columns.at(-1)?.push(picture);
    used.height += picture.height + 30;
  }
  return sheets;
}

const columnOf = (pictures: readonly Picture[]): string =>
  pictures
    .map(({ title, png }) => `<b>${title}</b><br><img src="data:image/png;base64,${png.toString('base64')}"><br>`)
    .join('');

async function writeSheets(browser: Browser, name: string, pictures: readonly Picture[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: SHEET.width, height: 200 } });
  for (const [index, columns] of arrange(pictures).entries()) {
    const cells = columns.map((column) => `<div>${columnOf(column)}</div>`).join('');
    await page.setContent(`<body style="margin:0;font:14px sans-serif;display:flex;gap:10px">${cells}</body>`);
    const file = path.join(folder, `${name}-${index + 1}.png`);
    await writeFile(file, await page.screenshot({ fullPage: true }));
    console.log(file);
  }
  await page.close();
}

async function shootAll(page: Page, types: readonly string[]): Promise<Record<'light' | 'dark', Picture[]>> {
  const pictures: Record<'light' | 'dark', Picture[]> = { light: [], dark: [] };
  const shoot = async (title: string) => {
    pictures.light.push(await shootForm(page, title));
    if (nodeRedVersion === '5') {
      await page.evaluate(() => document.documentElement.classList.add('nr-theme-dark'));
      await waitUntilStill(page);
      pictures.dark.push(await shootForm(page, title));
      await page.evaluate(() => document.documentElement.classList.remove('nr-theme-dark'));
    }
    await closeForm(page);
  };
  const isWanted = (type: string) => types.length === 0 || types.includes(type.replace('twilio-', ''));
  for (const account of ['account', 'real-account'].filter(isWanted)) {
    await openForm(page, ACCOUNT_TYPE, account);
    await shoot(account);
  }
  for (const type of NODE_TYPES.filter(isWanted)) {
    await openForm(page, type);
    await shoot(type);
  }
  return pictures;
}

async function main(): Promise<void> {
  const [width = '1440', language = 'en-US', types = ''] = process.argv.slice(2);
  await mkdir(folder, { recursive: true });
  const [nodeRed, browser] = await Promise.all([
    startNodeRed({
      flows: [tab, simulated(), real({ id: 'real-account', path: '/real', publicUrl: '' })],
      credentials: { 'real-account': CREDENTIALS },
      settings: {
        editorTheme: {
          tours: false,
          projects: { enabled: false },
          palette: { catalogues: [] },
          codeEditor: { lib: 'ace' },
        },
      },
    }),
    launchChromium(),
  ]);
  try {
    const context = await browser.newContext({ viewport: { width: Number(width), height: WINDOW_HEIGHT } });
    await context.addInitScript((value) => {
      localStorage.setItem('editor-language', value);
    }, language);
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    await page.goto(`${nodeRed.admin}/`);
    await page.locator('.red-ui-palette-node[data-palette-type="twilio-reply"]').waitFor({ state: 'attached' });
    await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
    const { light, dark } = await shootAll(page, types === '' ? [] : types.split(','));
    const name = `v${nodeRedVersion}-${language}-${width}`;
    await writeSheets(browser, `${name}-light`, light);
    await writeSheets(browser, `${name}-dark`, dark);
  } finally {
    await browser.close();
    await nodeRed.stop();
  }
}

runMain(main);
