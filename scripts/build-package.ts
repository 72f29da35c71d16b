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
 */
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { NAMESPACE } from '../lib/namespace';
import { buildEditors } from './build-editor';
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

type Catalogue = Record<string, unknown>;

/** All strings of a language. Each file has keys of its own. */
async function catalogueOf(folder: string, files: readonly string[]): Promise<Catalogue> {
  const catalogue: Catalogue = {};
  for (const file of files.filter((name) => name.endsWith('.json'))) {
    const strings = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Catalogue;
    const taken = Object.keys(strings).find((key) => Object.hasOwn(catalogue, key));
    if (taken !== undefined) throw new Error(`${file} has the key "${taken}" of another file`);
    Object.assign(catalogue, strings);
  }
  return catalogue;
}

/** Puts the strings and the help of all sets into those of the account node; see lib/namespace.ts. */
async function copyLocales(): Promise<void> {
  for (const language of await readdir(path.join(root, 'locales'))) {
    const folder = path.join(root, 'locales', language);
    const files = (await readdir(folder)).sort();
    const help = files
      .filter((name) => name.endsWith('.html'))
      .map((name) => readFile(path.join(folder, name), 'utf8'));
    const target = path.join(dist, 'nodes', LOCALES_SET, 'locales', language);
    await mkdir(target, { recursive: true });
    await writeFile(path.join(target, `${LOCALES_SET}.html`), (await Promise.all(help)).join('\n'));
    await writeFile(path.join(target, `${LOCALES_SET}.json`), JSON.stringify(await catalogueOf(folder, files)));
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

/**
 * Writes `dist/`.
 * @throws when a file cannot be built; esbuild has printed why
 */
export async function buildPackage(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const sets = await nodeSets();
  await Promise.all([buildRuntime(), buildPhone(), buildEditors(root, dist, sets), copyLocales(), copyIcons()]);
}
