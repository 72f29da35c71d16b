import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.scratch']);

/** The Markdown files of a folder and its subfolders, relative to the root. */
function markdownFiles(folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : markdownFiles(name);
    return entry.name.endsWith('.md') ? [name] : [];
  });
}

/** A path of this repository in inline code, such as `lib/lazy.ts`. */
const PATH = /`((?:bench|docs|editor|examples|icons|lib|locales|nodes|phone|scripts|simulator|test)\/[\w./-]*)`/g;

/** A Markdown file's text without its code. */
const proseOf = (file: string): string =>
  readFileSync(path.join(root, file), 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, 'code');

/** The targets of a text's links and images. */
const linksOf = (text: string): string[] => [...text.matchAll(/\]\(\s*<?([^)\s>]+)/g)].map(([, target = '']) => target);

/** The anchors of a file's headings, as GitHub makes them. */
const anchorsOf = (file: string): Set<string> =>
  new Set(
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

const isExternal = (target: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(target);

/** A relative link's file, relative to the root, and its anchor. */
function resolve(file: string, target: string): { to: string; anchor: string } {
  const [name = '', anchor = ''] = target.split('#');
  return { to: name === '' ? file : path.join(path.dirname(file), decodeURI(name)), anchor };
}

describe('the Markdown files', () => {
  const files = markdownFiles();
  const links = files.flatMap((file) =>
    linksOf(proseOf(file))
      .filter((target) => !isExternal(target))
      .map((target) => ({ file, target, ...resolve(file, target) })),
  );

  it('have relative links that all lead to a file', () => {
    assert.ok(links.length > 20, `only ${links.length} were found`);
    const broken = links.filter(({ to }) => !existsSync(path.join(root, to)));
    assert.deepEqual(
      broken.map(({ file, target }) => `${file} links to ${target}`),
      [],
    );
  });

  it('have anchors that all lead to a heading', () => {
    const broken = links.filter(({ to, anchor }) => anchor !== '' && !anchorsOf(to).has(anchor));
    assert.deepEqual(
      broken.map(({ file, target }) => `${file} links to ${target}`),
      [],
    );
  });

  it('name only files and folders that exist', () => {
    const named = files.flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(PATH)].map(([, name = '']) => ({ file, name })),
    );
    assert.ok(named.length > 20, `only ${named.length} were found`);
    assert.deepEqual(
      named.filter(({ name }) => !existsSync(path.join(root, name))).map(({ file, name }) => `${file} names ${name}`),
      [],
    );
  });

  it('include an index of all decisions', () => {
    const folder = path.join('docs', 'decisions');
    const index = path.join(folder, 'README.md');
    const pages = files.filter((file) => path.dirname(file) === folder && file !== index);
    assert.deepEqual(
      links.filter(({ file }) => file === index).map(({ to }) => to),
      pages.sort(),
    );
  });
});
