/**
 * Builds `dist/`, the one CommonJS package that Node-RED 4.1 and 5 load.
 *
 * - `lib`, `simulator` and the runtime of `nodes`: each file on its own, not bundled, because the router and the clients
 *   are singletons that all nodes share.
 * - `nodes/<set>/<set>.html`: the editor script (`<set>.editor.ts`) and the form (`<set>.form.tsx`). The modules of
 *   `editor` are in the html of the account node only; see scripts/build-editor.ts.
 * - `BUNDLED`: small files with the library that they import. THIRD-PARTY-NOTICES.md has the licences.
 * - `locales/<lang>/<set>.*` and `icons/`: copied to where Node-RED looks for them.
 * - `phone`: the page that the simulator serves.
 */
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { namespaceOf, SHARED_NAMESPACE } from '../lib/namespaces';
import { buildEditors } from './build-editor';

const root = path.resolve(__dirname, '..');
const dist = path.join(root, 'dist');

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
  await build({ ...RUNTIME, entryPoints: files.filter((file) => !BUNDLED.includes(file)) });
  await build({ ...RUNTIME, entryPoints: BUNDLED, bundle: true, minify: true, plugins: [typesWithExtension] });
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

const readCatalogue = async (file: string): Promise<Catalogue> => JSON.parse(await readFile(file, 'utf8')) as Catalogue;

/** Strings that all sets share: the forms' and the running nodes'. */
const SHARED_STRINGS = ['common.json', 'runtime.json'];

/** Copies strings and help. */
async function copyLocales(sets: string[]): Promise<void> {
  const locales = path.join(root, 'locales');
  for (const language of await readdir(locales)) {
    const shared: Catalogue = {};
    for (const name of SHARED_STRINGS) {
      const file = path.join(locales, language, name);
      if (existsSync(file)) Object.assign(shared, await readCatalogue(file));
    }
    for (const set of sets) {
      const target = path.join(dist, 'nodes', set, 'locales', language);
      await mkdir(target, { recursive: true });
      const help = path.join(locales, language, `${set}.html`);
      if (existsSync(help)) await cp(help, path.join(target, `${set}.html`));
      const strings = path.join(locales, language, `${set}.json`);
      if (existsSync(strings)) {
        const merged = { ...(namespaceOf(set) === SHARED_NAMESPACE ? shared : {}), ...(await readCatalogue(strings)) };
        await writeFile(path.join(target, `${set}.json`), JSON.stringify(merged));
      }
    }
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
    entryPoints: ['phone.tsx', 'phone.css'].map((name) => path.join(source, name)),
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

async function main(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const sets = await nodeSets();
  await Promise.all([buildRuntime(), buildPhone(), buildEditors(root, dist, sets)]);
  await Promise.all([copyLocales(sets), copyIcons()]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
