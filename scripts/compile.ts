import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { BuiltFile } from './built-file';
import { root } from './paths';

const OPTIONS = {
  absWorkingDir: root,
  outbase: root,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  write: false,
} as const;

/**
 * Compiles code that runs in Node-RED.
 * @param options what esbuild needs besides: the entry points, and where they go, as if `dist/` were the root of the checkout
 * @throws when a file cannot be compiled; esbuild has printed why
 */
export async function compile(options: BuildOptions): Promise<BuiltFile[]> {
  const { outputFiles = [] } = await build({ ...OPTIONS, ...options });
  return outputFiles.map((file) => ({
    path: path.relative(root, file.path).replaceAll(path.sep, '/'),
    contents: file.contents,
  }));
}

/** The given files, and all files of the project that are loaded together with them. Paths from the root of the checkout. */
export async function importedFiles(entryPoints: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: [...entryPoints],
    outdir: root,
    bundle: true,
    packages: 'external',
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}
