import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ERROR_CODES } from '../../lib/errors/error-codes';
import { ERROR_CODES_PAGE, errorCodesPage } from '../../scripts/error-codes';

const root = path.resolve(__dirname, '../..');

/** The text of every file with this ending in these folders, by name. */
function read(folders: string[], ending: string): Map<string, string> {
  const names = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  );
  return new Map(
    names.filter((name) => name.endsWith(ending)).map((name) => [name, readFileSync(path.join(root, name), 'utf8')]),
  );
}

/** Each code that a pattern finds in these files, with the file. */
const codesIn = (files: Map<string, string>, pattern: RegExp): { file: string; code: string }[] =>
  [...files].flatMap(([file, text]) => [...text.matchAll(pattern)].map(([, code = '']) => ({ file, code })));

const isUnknown = ({ code }: { code: string }): boolean => !Object.hasOwn(ERROR_CODES, code);

describe('the page of error codes', () => {
  const sources = read(['lib', 'nodes'], '.ts');

  it('is what "npm run docs" writes', async () => {
    assert.equal(readFileSync(ERROR_CODES_PAGE, 'utf8'), await errorCodesPage(), 'Run "npm run docs".');
  });

  it('has every code that lib and the nodes throw', () => {
    const thrown = codesIn(sources, /new TwilioError\(\s*'([A-Z_]+)'/g);
    assert.ok(thrown.length > 50, `only ${thrown.length} were found`);
    assert.deepEqual(thrown.filter(isUnknown), []);
  });

  it('has every code that the reference of a node names', () => {
    const named = codesIn(read(['docs/nodes'], '.md'), /^- \*\*([A-Z]+_[A-Z_]+(?:, [A-Z]+_[A-Z_]+)*)\*\*/gm).flatMap(
      ({ file, code }) => code.split(', ').map((one) => ({ file, code: one })),
    );
    assert.ok(named.length > 30, `only ${named.length} were found`);
    assert.deepEqual(named.filter(isUnknown), []);
  });

  it('has every code that the help of a node names', () => {
    const named = codesIn(read(['locales'], '.html'), /<code>([A-Z]+_[A-Z_]+)<\/code>/g);
    assert.ok(named.length > 5, `only ${named.length} were found`);
    assert.deepEqual(named.filter(isUnknown), []);
  });

  it('has no code that nothing uses', () => {
    const used = codesIn(new Map([...sources].filter(([file]) => !file.endsWith('error-codes.ts'))), /'([A-Z_]+)'/g);
    const codes = new Set(used.map(({ code }) => code));
    assert.deepEqual(
      Object.keys(ERROR_CODES).filter((code) => !codes.has(code)),
      [],
    );
  });
});
