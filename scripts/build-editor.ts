/**
 * Builds the page of each node, `sets/nodes/<node>.html`: its script and its form.
 *
 * The scripts of all nodes share the modules of `editor/`. They are in the page of the account node (`SHARED_NODE`) only.
 * The editor does not guarantee an order: after an installation it loads the sets in parallel. So each script is a
 * function in the queue `ringflowTwilio`. The shared script calls the functions in the queue and replaces `push`.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { nodeTypeOf } from '../editor/node-type';
import type { BuiltFile } from './built-file';
import { nodeFolders, setFile } from './node-folders';
import { root } from './paths';
import { plainDefinitions } from './plain-definitions';

/** The node whose page has the shared modules. */
const SHARED_NODE = 'twilio-config';

const QUEUE = 'window.ringflowTwilio';

/** Options of every script of the editor. */
const OPTIONS = {
  bundle: true,
  write: false,
  target: 'es2020',
  // Node-RED reads and searches the pages at every start. Text in ASCII takes half the memory.
  charset: 'ascii',
  minify: true,
  logLevel: 'warning',
} as const;

const withoutExtension = (file: string): string => file.replace(/\.ts$/, '');

/** Replaces what is not ASCII by numeric character references. */
const inAscii = (html: string): string =>
  html.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);

/** A script that esbuild wrote. A literal `</script>` in a string would end the element. */
const textOf = (file: { text: string } | undefined): string =>
  (file?.text ?? '').replaceAll('</script', '<\\/script').trim();

/** Leaves the modules of `editor/` out of a node's script, and collects their names. */
const shareEditor = (used: Set<string>): Plugin => ({
  name: 'share-editor',
  setup(builder) {
    builder.onResolve({ filter: /^\.\.\/\.\.\/editor\// }, ({ path: name, resolveDir }) => {
      const module = withoutExtension(path.relative(root, path.resolve(resolveDir, name))).replaceAll(path.sep, '/');
      used.add(module);
      return { path: module, external: true };
    });
  },
});

/** The script of each node as a function of `require`, which finds the shared modules. */
async function nodeScripts(nodes: readonly string[], used: Set<string>): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: nodes.map((node) => ({ in: path.join(root, 'nodes', node, `${node}.editor.ts`), out: node })),
    outdir: root,
    format: 'cjs',
    plugins: [shareEditor(used), plainDefinitions],
  });
  return new Map(
    outputFiles.map((file) => [
      path.basename(file.path, '.js'),
      `(${QUEUE}=${QUEUE}||[]).push(function(require){${textOf(file)}\n});`,
    ]),
  );
}

/** The script that has the shared modules and runs the queue. */
async function sharedScript(used: ReadonlySet<string>): Promise<string> {
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
  return textOf(result.outputFiles[0]);
}

/** Renders the form of each node. They are bundled first, so that each build reads them again. */
async function renderForms(nodes: readonly string[]): Promise<Map<string, string>> {
  const imports = nodes.map((node, index) => `import form${index} from './nodes/${node}/${node}.form';`);
  const contents = `${imports.join('\n')}
import { renderForm } from './editor/form/render';
export const forms = [${nodes.map((node, index) => `renderForm('${nodeTypeOf(node)}', form${index})`).join(', ')}];
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
  return new Map((module.exports.forms ?? []).map((form, index) => [nodes[index] ?? '', form]));
}

/** Builds the page of every node. */
export async function buildEditors(): Promise<BuiltFile[]> {
  const nodes = nodeFolders();
  const used = new Set<string>();
  const rendered = renderForms(nodes);
  const scripts = await nodeScripts(nodes, used);
  const [shared, forms] = await Promise.all([sharedScript(used), rendered]);
  const element = (script: string): string => `<script type="text/javascript">\n${script}\n</script>\n\n`;
  return nodes.map((node) => ({
    path: setFile(node).replace(/^dist\/(.+)\.js$/, '$1.html'),
    contents:
      element(scripts.get(node) ?? '') +
      inAscii(forms.get(node) ?? '') +
      (node === SHARED_NODE ? `\n${element(shared)}` : ''),
  }));
}
