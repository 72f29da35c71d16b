/** What the editor downloads from this package when it is opened. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist } from '../../scripts/build-package';
import { COMPLETE_LANGUAGES, ENGLISH } from '../../scripts/locales';

/** The most that the editor downloads, in bytes, compressed as a proxy before Node-RED does it. */
const MAX_DOWNLOAD = 150_000;

const read = (...parts: string[]): string => readFileSync(path.join(dist, ...parts), 'utf8');

const compressed = (text: string): number => gzipSync(text).length;

/** The pages of all nodes, which the editor requests in one piece. */
const nodePages = (): string[] =>
  ['account', 'nodes'].flatMap((folder) =>
    readdirSync(path.join(dist, 'sets', folder))
      .filter((name) => name.endsWith('.html'))
      .map((name) => read('sets', folder, name)),
  );

/** The size of everything in bytes. The editor requests the English strings in every language. */
function downloadOf(language: string): number {
  const node = ['sets', 'account', 'locales'];
  const sidebar = ['plugins', 'twilio-sidebar'];
  const help = read(...node, language, 'twilio-config.html');
  const strings = [...new Set([language, ENGLISH])].flatMap((one) => [
    read(...node, one, 'twilio-config.json'),
    read(...sidebar, 'locales', one, 'twilio-sidebar.json'),
  ]);
  const parts = [[...nodePages(), help].join('\n'), read(...sidebar, 'twilio-sidebar.html'), ...strings];
  return parts.map(compressed).reduce((sum, size) => sum + size, 0);
}

describe('the download of the editor', () => {
  for (const language of COMPLETE_LANGUAGES) {
    it(`is at most ${MAX_DOWNLOAD} bytes when it is compressed: ${language}`, function () {
      const size = downloadOf(language);
      if (this.test) this.test.title += ` (${size})`;
      assert.ok(size <= MAX_DOWNLOAD, String(size));
    });
  }

  it('names the namespace of the strings in no form', () => {
    for (const page of nodePages()) assert.doesNotMatch(page, /data-i18n="[^"]*@ringflow/);
  });
});
