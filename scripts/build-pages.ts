/** Builds the pages that are not forms: the simulator's phone and the editor's sidebar. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { BuiltFile } from './built-file';
import { SIDEBAR_STRINGS, languages } from './locales';
import { root } from './paths';

const OPTIONS = {
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: 'es2020',
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** The page that the simulator serves. The browser loads the worklet into its audio thread. */
export async function buildPhone(): Promise<BuiltFile[]> {
  const source = path.join(root, 'phone');
  const [result, page] = await Promise.all([
    build({
      ...OPTIONS,
      entryPoints: ['phone.tsx', 'audio-worklet.ts', 'phone.css'].map((name) => path.join(source, name)),
      outdir: source,
    }),
    readFile(path.join(source, 'index.html')),
  ]);
  return [
    { path: 'phone/index.html', contents: page },
    ...result.outputFiles.map((file) => ({ path: path.relative(root, file.path), contents: file.contents })),
  ];
}

/**
 * A plugin of the editor needs only an html file, and its strings. Its panel is a script that the editor loads when the
 * sidebar is opened. https://nodered.org/docs/api/ui/sidebar/
 */
export async function buildSidebar(): Promise<BuiltFile[]> {
  const target = 'plugins/twilio-sidebar';
  const source = path.join(root, 'sidebar');
  const [plugin, panel] = await Promise.all([
    build({ ...OPTIONS, entryPoints: [path.join(source, 'sidebar.ts')] }),
    build({ ...OPTIONS, format: 'esm', entryPoints: [path.join(source, 'panel', 'show-panel.tsx')] }),
  ]);
  const script = (plugin.outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script').trim();
  const strings = languages()
    .map((language) => ({ language, file: path.join(root, 'locales', language, SIDEBAR_STRINGS) }))
    .filter(({ file }) => existsSync(file))
    .map(async ({ language, file }) => ({
      path: `${target}/locales/${language}/twilio-sidebar.json`,
      contents: await readFile(file),
    }));
  return [
    { path: `${target}/twilio-sidebar.html`, contents: `<script type="text/javascript">\n${script}\n</script>\n` },
    { path: `${target}/panel.js`, contents: panel.outputFiles[0]?.contents ?? '' },
    ...(await Promise.all(strings)),
  ];
}
