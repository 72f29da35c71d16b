/**
 * Builds `dist/`, the one CommonJS package that Node-RED 4.1 and 5 load.
 *
 * - `lib`, `simulator` and the runtime of `nodes`: each file on its own, not bundled, because the router and the clients
 *   are singletons that all nodes share.
 * - `nodes/<set>/<set>.html`: the editor script (`<set>.editor.ts`) and the form (`<set>.form.tsx`). The modules of
 *   `editor` are in the html of the account node only; see scripts/build-editor.ts.
 * - `BUNDLED`: small files with the library that they import. THIRD-PARTY-NOTICES.md has the licences.
 * - `nodes/twilio-config/locales` and `icons`: the strings, the help and the icons of all sets.
 * - `phone`: the page that the simulator serves.
 * - `plugins/twilio-sidebar`: the editor's sidebar, with its own strings.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { NAMESPACE } from '../lib/namespace';
import { buildEditors } from './build-editor';
import { ENGLISH, ERRORS_FILE, SIDEBAR_STRINGS, allHelp, catalogueOf, languages, stringsOf } from './locales';
import { root } from './paths';

const dist = path.join(root, 'dist');

/** The set whose `locales` folder has the strings and the help of all sets. */
const LOCALES_SET = path.posix.basename(NAMESPACE);

/** The names of the node sets that the package offers, one folder each under `nodes/`. */
async function nodeSets(): Promise<string[]> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    'node-red': { nodes: Record<string, string> };
  };
  return Object.keys(manifest['node-red'].nodes);
}

async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(editor|form|d)\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Files that import a development dependency, and nothing of the project. */
const BUNDLED = [
  'lib/account/mime-extension.ts',
  'lib/events/linear-regex.ts',
  'simulator/numbering/phone-metadata.ts',
  'simulator/messaging/media-types.ts',
].map((file) => path.join(root, file));

const RUNTIME = {
  outbase: root,
  outdir: dist,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
} as const;

async function buildRuntime(): Promise<void> {
  const files = (await Promise.all(['lib', 'nodes', 'simulator'].map(sourceFiles))).flat();
  await Promise.all([
    build({ ...RUNTIME, entryPoints: files.filter((file) => !BUNDLED.includes(file)) }),
    build({ ...RUNTIME, entryPoints: BUNDLED, bundle: true, minify: true, plugins: [typesWithExtension] }),
  ]);
}

/** Leaves out the content types without a file extension: two thirds of `mime-db`. */
const typesWithExtension: Plugin = {
  name: 'types-with-extension',
  setup({ onLoad }) {
    onLoad({ filter: /mime-db[\\/]db\.json$/ }, async (file) => {
      const types = JSON.parse(await readFile(file.path, 'utf8')) as Record<string, { extensions?: string[] }>;
      const kept = Object.entries(types).filter(([, { extensions }]) => extensions !== undefined);
      return { contents: JSON.stringify(Object.fromEntries(kept)), loader: 'json' };
    });
  },
};

/**
 * Puts the strings and the help of all sets into those of the account node; see lib/namespace.ts. The translations of errors
 * are read with the first error, so they are not in the catalogue.
 */
async function writeLocales(): Promise<void> {
  for (const language of languages()) {
    const target = path.join(dist, 'nodes', LOCALES_SET, 'locales', language);
    await mkdir(target, { recursive: true });
    await writeFile(path.join(target, `${LOCALES_SET}.html`), allHelp(language));
    await writeFile(path.join(target, `${LOCALES_SET}.json`), JSON.stringify(catalogueOf(language)));
    const errors = stringsOf(language, ERRORS_FILE);
    if (language === ENGLISH || Object.keys(errors).length === 0) continue;
    await mkdir(path.join(dist, 'locales', language), { recursive: true });
    await writeFile(path.join(dist, 'locales', language, ERRORS_FILE), JSON.stringify(errors));
  }
}

/** Node-RED searches the icon folders of all of a module's sets, so one copy beside the first set serves every node. */
async function copyIcons(): Promise<void> {
  await cp(path.join(root, 'icons'), path.join(dist, 'nodes', 'twilio-config', 'icons'), { recursive: true });
}

async function buildPhone(): Promise<void> {
  const source = path.join(root, 'phone');
  const target = path.join(dist, 'phone');
  await build({
    // The browser loads the worklet into its audio thread.
    entryPoints: ['phone.tsx', 'audio-worklet.ts', 'phone.css'].map((name) => path.join(source, name)),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: target,
    logLevel: 'warning',
  });
  await cp(path.join(source, 'index.html'), path.join(target, 'index.html'));
}

/** A plugin of the editor needs only an html file. https://nodered.org/docs/api/ui/sidebar/ */
async function buildSidebar(): Promise<void> {
  const target = path.join(dist, 'plugins', 'twilio-sidebar');
  const result = await build({
    entryPoints: [path.join(root, 'sidebar', 'sidebar.tsx')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const script = (result.outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script').trim();
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, 'twilio-sidebar.html'), `<script type="text/javascript">\n${script}\n</script>\n`);
  for (const language of languages()) {
    const folder = path.join(target, 'locales', language);
    const strings = path.join(root, 'locales', language, SIDEBAR_STRINGS);
    if (!existsSync(strings)) continue;
    await mkdir(folder, { recursive: true });
    await cp(strings, path.join(folder, 'twilio-sidebar.json'));
  }
}

/**
 * Writes `dist/`.
 * @throws when a file cannot be built; esbuild has printed why
 */
export async function buildPackage(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const sets = await nodeSets();
  await Promise.all([
    buildRuntime(),
    buildPhone(),
    buildSidebar(),
    buildEditors(root, dist, sets),
    writeLocales(),
    copyIcons(),
  ]);
}
