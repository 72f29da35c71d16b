/**
 * Builds `dist/`, the one CommonJS package that Node-RED 4.1 and 5 load.
 *
 * - `sets`: what Node-RED loads, a script and a page of each node. `sets/account` has the account node, and the strings and the
 *   help of all nodes; `sets/nodes` has the other nodes, and the icons of all.
 * - `lib`, `nodes`, `simulator` and `vendor`: the code that these scripts load; see scripts/build-runtime.ts.
 * - `phone`: the page that the simulator serves.
 * - `plugins/twilio-sidebar`: the editor's sidebar, with its own strings.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { NAMESPACE } from '../lib/namespace';
import { buildEditors } from './build-editor';
import { buildPhone, buildSidebar } from './build-pages';
import { buildRuntime, isRuntime } from './build-runtime';
import { writeFiles, type BuiltFile } from './built-file';
import { ENGLISH, ERRORS_FILE, allHelp, catalogueOf, languages, stringsOf } from './locales';
import { root } from './paths';

/** The folder of the built package. */
export const dist = path.join(root, 'dist');

/** The set whose folder has the strings and the help of all nodes. */
const SHARED_SET = path.posix.basename(NAMESPACE);

/**
 * The strings and the help of all nodes; see lib/namespace.ts. The translations of errors are read with the first error, so
 * they are not in the catalogue.
 */
function buildLocales(): BuiltFile[] {
  return languages().flatMap((language) => {
    const target = `sets/account/locales/${language}/${SHARED_SET}`;
    const errors = stringsOf(language, ERRORS_FILE);
    const hasErrors = language !== ENGLISH && Object.keys(errors).length > 0;
    return [
      { path: `${target}.html`, contents: allHelp(language) },
      { path: `${target}.json`, contents: JSON.stringify(catalogueOf(language)) },
      ...(hasErrors ? [{ path: `locales/${language}/${ERRORS_FILE}`, contents: JSON.stringify(errors) }] : []),
    ];
  });
}

/** Node-RED searches the icon folders of all of a module's sets, so one copy serves every node. */
async function buildIcons(): Promise<BuiltFile[]> {
  const names = await readdir(path.join(root, 'icons'));
  return Promise.all(
    names.map(async (name) => ({
      path: `sets/nodes/icons/${name}`,
      contents: await readFile(path.join(root, 'icons', name)),
    })),
  );
}

/**
 * Node.js looks for a `package.json` in the folder of each file that it loads, and then in those above. With one in the folders
 * that Node-RED loads from, it does not look further.
 */
const SCOPES: readonly BuiltFile[] = ['', 'sets/account/', 'sets/nodes/'].map((folder) => ({
  path: `${folder}package.json`,
  contents: '{ "type": "commonjs" }\n',
}));

/** A part of `dist/`, and what it is built from. */
interface Part {
  isSource(file: string): boolean;
  build(): BuiltFile[] | Promise<BuiltFile[]>;
}

const EDITORS: Part = {
  isSource: (file) => /^(editor|lib)\/|^nodes\/.*\.(editor\.ts|form\.tsx)$/.test(file),
  build: buildEditors,
};
const PHONE: Part = { isSource: (file) => /^phone\/|^locales\/.*phone\.json$/.test(file), build: buildPhone };
const SIDEBAR: Part = { isSource: (file) => /^sidebar\/|^locales\/.*sidebar\.json$/.test(file), build: buildSidebar };
const LOCALES: Part = { isSource: (file) => file.startsWith('locales/'), build: buildLocales };
const ICONS: Part = { isSource: (file) => file.startsWith('icons/'), build: buildIcons };

/** All parts but the code that runs in Node-RED, whose files are built one by one. */
const PARTS = [EDITORS, PHONE, SIDEBAR, LOCALES, ICONS];

/**
 * Builds the parts that changed files belong to, without writing them.
 * @param changed paths from the root of the checkout, with `/`
 * @throws when a file cannot be built; esbuild has printed why
 */
export async function rebuildPackage(changed: readonly string[]): Promise<BuiltFile[]> {
  const runtime = changed.filter((file) => isRuntime(file) && existsSync(path.join(root, file)));
  const built = await Promise.all([
    runtime.length > 0 ? buildRuntime(runtime) : [],
    ...PARTS.filter((part) => changed.some((file) => part.isSource(file))).map((part) => part.build()),
  ]);
  return built.flat();
}

/**
 * Writes `dist/`.
 * @throws when a file cannot be built; esbuild has printed why
 */
export async function buildPackage(): Promise<void> {
  const built = await Promise.all([buildRuntime(), ...PARTS.map((part) => part.build())]);
  await rm(dist, { recursive: true, force: true });
  await writeFiles(dist, [...SCOPES, ...built.flat()]);
}
