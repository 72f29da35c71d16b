import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const root = path.resolve(__dirname, '../..');

/** A microphone that beeps, and that pages may use: a headless Chromium has no dialog to ask for it. */
const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** The processor draws, in the browser's own process: a process for it would get a copy of every picture. */
const DRAW_CHEAPLY = ['--disable-gpu', '--in-process-gpu'];

/** Where people have a Chromium installed that Playwright does not find by itself. */
const COMMON_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Runs `work` with other environment variables. */
async function withEnvironment<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}

/**
 * Unpacks the Chromium that comes with the development dependencies, once.
 * @returns the folder, with `chromium`, `al2023/lib` (the libraries that a bare machine lacks) and `fonts`
 */
async function unpack(): Promise<string> {
  const manifest = path.join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = path.join(root, '.scratch', `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const { default: bundled } = await import('@sparticuz/chromium');
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  // It unpacks into the temporary folder, and its libraries only where it takes itself to be on Amazon Linux.
  await withEnvironment({ TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }, () =>
    bundled.executablePath(),
  );
  // What was cut short never gets the final name.
  await rename(unfinished, folder).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

async function launchBundled(): Promise<Browser> {
  const folder = await unpack();
  const launch = (more: Record<string, string>) =>
    chromium.launch({
      executablePath: path.join(folder, 'chromium'),
      args: ['--no-sandbox', '--no-zygote', ...DRAW_CHEAPLY, '--font-render-hinting=none', ...FAKE_MICROPHONE],
      env: { ...environment(), ...more },
    });
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(folder, 'fonts') };
  try {
    return await launch(fonts);
  } catch {
    // A bare machine lacks libnss3 and the like. Its own libraries, where it has them, fit it better than these.
    const libraries = [path.join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
    return launch({ ...fonts, LD_LIBRARY_PATH: libraries });
  }
}

const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));

async function launchInstalled(): Promise<Browser> {
  const candidates = [
    { channel: 'chrome' },
    { channel: 'msedge' },
    ...COMMON_PATHS.filter((file) => existsSync(file)).map((executablePath) => ({ executablePath })),
  ];
  for (const candidate of candidates) {
    try {
      return await chromium.launch({ ...candidate, args: FAKE_MICROPHONE });
    } catch {
      // The next one may be there.
    }
  }
  throw new Error(
    'The browser tests found no browser on this machine: install Chrome, Chromium or Edge, or set CHROME_PATH to one.',
  );
}

/** Starts a headless Chromium: `CHROME_PATH`, else the one that comes for Linux x64, else an installed one. */
export function launchChromium(): Promise<Browser> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') return chromium.launch({ executablePath: chosen, args: FAKE_MICROPHONE });
  return process.platform === 'linux' && process.arch === 'x64' ? launchBundled() : launchInstalled();
}
