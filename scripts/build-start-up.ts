/**
 * Builds the code of `lib` that runs at every start into one file, because Node.js takes longer to find and read a small file
 * than to run it. The file of each module only re-exports that one, so that each module still exists only once.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import type { BuiltFile } from './built-file';
import { compile, importedFiles } from './compile';
import { nodeFolders } from './node-folders';
import { root } from './paths';

/** The file, without its ending. */
export const START_UP_FILE = 'lib/start-up';

/** The files of `lib` that the node files load. */
export async function startUpFiles(): Promise<string[]> {
  const files = await importedFiles(nodeFolders().map((node) => `nodes/${node}/${node}.ts`));
  return files.filter((file) => file.startsWith('lib/'));
}

/** Gives each module the `__filename` and the `__dirname` of its own file. */
const ownFilename: Plugin = {
  name: 'own-filename',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]lib[\\/].*\.ts$/ }, async (file) => {
      const source = await readFile(file.path, 'utf8');
      const target = path.relative(path.join(root, 'lib'), file.path).replaceAll(path.sep, '/').replace(/ts$/, 'js');
      const filename = `require('node:path').join(__dirname, '${target}')`;
      const folder = `require('node:path').join(__dirname, '${path.posix.dirname(target)}')`;
      // In one step, because the replacement contains `__dirname` too.
      const contents = source.replaceAll(/__filename|__dirname/g, (name) =>
        name === '__filename' ? filename : folder,
      );
      return { contents, loader: 'ts' };
    });
  },
};

/** The path from a file of `dist/` to another one, as `require` takes it. */
const relative = (from: string, to: string): string => {
  const found = path.posix.relative(path.posix.dirname(from), to);
  return found.startsWith('.') ? found : `./${found}`;
};

/**
 * Builds the one file, and the files that re-export it.
 * @param files of `lib`, from {@link startUpFiles}
 * @throws when two of them export the same name; esbuild has printed which
 */
export async function buildStartUp(files: readonly string[]): Promise<BuiltFile[]> {
  const all = files.map((file) => `export * from './${file.replace(/\.ts$/, '')}';`).join('\n');
  const built = await compile({
    stdin: { contents: all, resolveDir: root, loader: 'ts' },
    outfile: path.join(root, `${START_UP_FILE}.js`),
    bundle: true,
    packages: 'external',
    plugins: [ownFilename],
    logOverride: { 'ambiguous-reexport': 'error' },
  });
  const references = files.map((file) => {
    const target = file.replace(/\.ts$/, '.js');
    return { path: target, contents: `module.exports = require('${relative(target, START_UP_FILE)}');\n` };
  });
  return [...built, ...references];
}
