/**
 * Builds `dist/`, the one CommonJS package that Node-RED 4.1 and 5 load.
 *
 * - `lib`, `simulator`, `nodes/<set>/<set>.ts`: each file on its own, not bundled, because the router and the clients
 *   must be singletons that all nodes share.
 * - `BUNDLED`: small files with the library that they import. THIRD-PARTY-NOTICES.md has the licences.
 * - `nodes/<set>/<set>.editor.ts`: bundled and put into `<set>.html` ahead of the form.
 * - `locales/<lang>/<set>.*` and `icons/`: copied to where Node-RED looks for them.
 * - `phone`: the page that the simulator serves.
 */
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { expandForm } from '../editor/form-markup';
import { namespaceOf, SHARED_NAMESPACE } from '../lib/namespaces';

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
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(editor|d)\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Files that import a development dependency, and nothing of the project. */
const BUNDLED = ['simulator/numbering/phone-metadata.ts', 'simulator/messaging/media-types.ts'].map((file) =>
  path.join(root, file),
);

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

async function buildEditor(set: string): Promise<void> {
  const folder = path.join(root, 'nodes', set);
  const bundle = await build({
    entryPoints: [path.join(folder, `${set}.editor.ts`)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    // Node-RED reads every form at its start, and sends all of them to every editor.
    minify: true,
    logLevel: 'warning',
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const form = expandForm(await readFile(path.join(folder, `${set}.html`), 'utf8'));
  // A literal `</script>` in a string would end the block early.
  const safe = script.replaceAll('</script', '<\\/script');
  const target = path.join(dist, 'nodes', set);
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, `${set}.html`), `<script type="text/javascript">\n${safe}</script>\n\n${form}`);
}

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
    entryPoints: [path.join(source, 'phone.tsx')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outfile: path.join(target, 'phone.js'),
    logLevel: 'warning',
  });
  for (const file of ['index.html', 'phone.css']) await cp(path.join(source, file), path.join(target, file));
}

async function main(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const sets = await nodeSets();
  await Promise.all([buildRuntime(), buildPhone(), ...sets.map(buildEditor)]);
  await Promise.all([copyLocales(sets), copyIcons()]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
