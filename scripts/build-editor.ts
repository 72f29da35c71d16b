/**
 * Builds `nodes/<set>/<set>.html`.
 *
 * The scripts of all sets share the modules of `editor/`. They are in the html of the account node (`SHARED_SET`) only.
 * The editor does not guarantee an order: after an installation it loads the sets in parallel. So each script is a
 * function in the queue `ringflowTwilio`. The shared script calls the functions in the queue and replaces `push`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { nodeTypeOf } from '../editor/node-type';
import { plainDefinitions } from './plain-definitions';

/** The set whose html has the shared modules. */
const SHARED_SET = 'twilio-config';

const QUEUE = 'window.ringflowTwilio';

/** Options of every script of the editor. */
const OPTIONS = {
  bundle: true,
  write: false,
  target: 'es2020',
  charset: 'utf8',
  // Node-RED reads the html at every start and sends it to every editor.
  minify: true,
  logLevel: 'warning',
} as const;

const withoutExtension = (file: string): string => file.replace(/\.ts$/, '');

/** The part of a script that esbuild wrote. A literal `</script>` in a string would end the element. */
const textOf = (result: { outputFiles?: { text: string }[] }): string =>
  (result.outputFiles?.[0]?.text ?? '').replaceAll('</script', '<\\/script');

/** Leaves the modules of `editor/` out of a set's script, and collects their names. */
const shareEditor = (root: string, used: Set<string>): Plugin => ({
  name: 'share-editor',
  setup(builder) {
    builder.onResolve({ filter: /^\.\.\/\.\.\/editor\// }, ({ path: name, resolveDir }) => {
      const module = withoutExtension(path.relative(root, path.resolve(resolveDir, name))).replaceAll(path.sep, '/');
      used.add(module);
      return { path: module, external: true };
    });
  },
});

/** A set's script as a function of `require`, which finds the shared modules. */
async function setScript(root: string, set: string, used: Set<string>): Promise<string> {
  const result = await build({
    ...OPTIONS,
    entryPoints: [path.join(root, 'nodes', set, `${set}.editor.ts`)],
    format: 'cjs',
    plugins: [shareEditor(root, used), plainDefinitions],
  });
  return `(${QUEUE}=${QUEUE}||[]).push(function(require){${textOf(result).trim()}\n});`;
}

/** The script that has the shared modules and runs the queue. */
async function sharedScript(root: string, used: ReadonlySet<string>): Promise<string> {
  const modules = [...used].sort();
  const imports = modules.map((module, index) => `import * as m${index} from './${module}';`);
  const entries = modules.map((module, index) => `${JSON.stringify(module)}: m${index}`);
  const contents = `${imports.join('\n')}
const modules = { ${entries.join(', ')} };
const run = (script) => script((name) => modules[name]);
const waiting = ${QUEUE} || [];
${QUEUE} = { push: run };
waiting.forEach(run);
`;
  const result = await build({
    ...OPTIONS,
    stdin: { contents, resolveDir: root, loader: 'ts' },
    format: 'iife',
    // The package has large tables, and browsers can do the same.
    alias: { 'grapheme-splitter': path.join(root, 'editor', 'fields', 'grapheme-splitter.ts') },
  });
  return textOf(result).trim();
}

/** Renders the forms of the sets. They are bundled first, so that each build reads them again. */
async function renderForms(root: string, sets: readonly string[]): Promise<string[]> {
  const imports = sets.map((set, index) => `import form${index} from './nodes/${set}/${set}.form';`);
  const contents = `${imports.join('\n')}
import { renderForm } from './editor/form/render';
export const forms = [${sets.map((set, index) => `renderForm('${nodeTypeOf(set)}', form${index})`).join(', ')}];
`;
  const result = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const module = { exports: {} as { forms?: string[] } };
  runInThisContext(`(function (require, module, exports) {${result.outputFiles[0]?.text ?? ''}\n})`)(
    createRequire(path.join(root, 'package.json')),
    module,
    module.exports,
  );
  return module.exports.forms ?? [];
}

/**
 * Writes the html of every set.
 * @param root the folder of the package
 * @param dist the folder to write into
 * @param sets the sets' names
 */
export async function buildEditors(root: string, dist: string, sets: readonly string[]): Promise<void> {
  const used = new Set<string>();
  const rendered = renderForms(root, sets);
  const scripts = await Promise.all(sets.map((set) => setScript(root, set, used)));
  const [shared, forms] = await Promise.all([sharedScript(root, used), rendered]);
  await Promise.all(
    sets.map(async (set, index) => {
      const folder = path.join(dist, 'nodes', set);
      await mkdir(folder, { recursive: true });
      const script = `${scripts[index] ?? ''}${set === SHARED_SET ? `\n${shared}` : ''}`;
      const html = `<script type="text/javascript">\n${script}\n</script>\n\n${forms[index] ?? ''}`;
      await writeFile(path.join(folder, `${set}.html`), html);
    }),
  );
}
