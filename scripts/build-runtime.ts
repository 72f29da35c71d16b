/**
 * Builds the code that runs in Node-RED: `lib`, `simulator` and `nodes`. Each file is built on its own, because the router and
 * the clients are singletons that all nodes share. Two kinds of files differ:
 *
 * - The node files are in `sets`, where Node-RED loads them.
 * - What they import, and so runs at every start, is in one file; see scripts/build-start-up.ts.
 *
 * Development dependencies are bundled; see `BUNDLED` and `VENDORED`. THIRD-PARTY-NOTICES.md has the licences.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { START_UP_FILE, buildStartUp, startUpFiles } from './build-start-up';
import type { BuiltFile } from './built-file';
import { compile } from './compile';
import { setFile } from './node-folders';
import { root } from './paths';

/** Files that import a development dependency, and nothing of the project. */
const BUNDLED = [
  'lib/account/mime-extension.ts',
  'lib/events/linear-regex.ts',
  'simulator/numbering/phone-metadata.ts',
  'simulator/messaging/media-types.ts',
];

/** The development dependency that two files import. It is built once. */
const VENDORED = 'mime-types';

const VENDOR_FILE = `vendor/${VENDORED}.js`;

/** Whether a file, such as `lib/lazy.ts`, is code that runs in Node-RED. */
export const isRuntime = (file: string): boolean =>
  /^(lib|nodes|simulator)\/.*\.ts$/.test(file) && !/\.(editor|form|d)\.ts$/.test(file);

/** Whether a file is one that registers a node, such as `nodes/sms-in/sms-in.ts`. */
const isNodeFile = (file: string): boolean => /^nodes\/([^/]+)\/\1\.ts$/.test(file);

/** The files that run in Node-RED. */
async function runtimeFiles(): Promise<string[]> {
  const folders = await Promise.all(
    ['lib', 'nodes', 'simulator'].map((folder) =>
      readdir(path.join(root, folder), { recursive: true, withFileTypes: true }),
    ),
  );
  return folders
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter(isRuntime);
}

/**
 * Gives each node file the `__filename` that it has in `nodes/<node>`, because `registerNode` looks for the runtime file there.
 * Its imports from `lib` become one import. The relative path to `lib` is the same from `sets/nodes` and from `nodes/<node>`.
 */
const inSets: Plugin = {
  name: 'in-sets',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async (file) => {
      const name = path.basename(file.path, '.ts');
      const source = await readFile(file.path, 'utf8');
      const filename = `require('node:path').join(__dirname, '../../nodes/${name}/${name}.js')`;
      const contents = source
        .replaceAll('__filename', filename)
        .replaceAll(/from '..\/..\/lib\/[^']+'/g, `from '../../${START_UP_FILE}'`);
      return { contents, loader: 'ts' };
    });
  },
};

/** The files that Node-RED loads. */
const nodeFilesOf = (files: readonly string[]): Promise<BuiltFile[]> =>
  compile({
    entryPoints: files.map((file) => ({
      in: path.join(root, file),
      out: setFile(path.basename(file, '.ts')).replace(/^dist\/(.+)\.js$/, '$1'),
    })),
    outdir: root,
    plugins: [inSets],
  });

/** Each node file at its path in the source, for programs and tests that load a node from there. Node-RED does not. */
const referencesTo = (files: readonly string[]): BuiltFile[] =>
  files.map((file) => {
    const target = file.replace(/\.ts$/, '.js');
    const set = path.posix.relative(path.posix.dirname(`dist/${target}`), setFile(path.basename(file, '.ts')));
    return { path: target, contents: `module.exports = require('${set}');\n` };
  });

/** Leaves out most of `mime-db`: content types without a file extension, and data that `mime-types` does not use. */
const typesWithExtension: Plugin = {
  name: 'types-with-extension',
  setup({ onLoad }) {
    onLoad({ filter: /mime-db[\\/]db\.json$/ }, async (file) => {
      type Types = Record<string, { source?: string; extensions?: string[] }>;
      const types = JSON.parse(await readFile(file.path, 'utf8')) as Types;
      const kept = Object.entries(types).filter(([, { extensions }]) => extensions !== undefined);
      const short = kept.map(([type, { source, extensions }]) => [type, { source, extensions }]);
      return { contents: JSON.stringify(Object.fromEntries(short)), loader: 'json' };
    });
  },
};

/** Leaves the library in a file of its own. */
const shareLibrary: Plugin = {
  name: 'share-library',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${VENDORED}$`) }, ({ resolveDir }) => {
      const file = path.relative(resolveDir, path.join(root, VENDOR_FILE)).replaceAll(path.sep, '/');
      return { path: file, external: true };
    });
  },
};

/**
 * Builds the code that runs in Node-RED.
 * @param files only these, for which `isRuntime` is true. Default: all
 */
export async function buildRuntime(files?: readonly string[]): Promise<BuiltFile[]> {
  const wanted = files ?? (await runtimeFiles());
  const isAll = files === undefined;
  const full = (file: string): string => path.join(root, file);
  const startUp = await startUpFiles();
  const single = wanted.filter((file) => !BUNDLED.includes(file) && !isNodeFile(file) && !startUp.includes(file));
  const bundled = wanted.filter((file) => BUNDLED.includes(file));
  const library = { entryPoints: [VENDORED], outfile: full(VENDOR_FILE), plugins: [typesWithExtension] };
  const parts = await Promise.all([
    nodeFilesOf(wanted.filter(isNodeFile)),
    wanted.some((file) => startUp.includes(file) || isNodeFile(file)) ? buildStartUp(startUp) : [],
    compile({ entryPoints: single.map(full), outdir: root }),
    compile({ entryPoints: bundled.map(full), outdir: root, bundle: true, minify: true, plugins: [shareLibrary] }),
    ...(isAll ? [compile({ ...library, bundle: true, minify: true })] : []),
  ]);
  return [...parts.flat(), ...referencesTo(wanted.filter(isNodeFile))];
}
