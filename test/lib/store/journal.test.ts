import assert from 'node:assert/strict';
import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { openDatabase, type Database, type OpenDatabase } from '../../../lib/store/database';
import { openJournaled } from '../../../lib/store/journaled-database';
import { diskFull, HOUR_MS, StoreFolder } from './disk-support';

describe('the journal of a store on disk', () => {
  let files: StoreFolder;
  let opened: Database[] = [];
  beforeEach(async () => {
    files = await StoreFolder.create();
  });
  afterEach(async () => {
    for (const database of opened) await database.close();
    opened = [];
    await files.remove();
  });

  const open = async (folder = files.folder, openLevel?: OpenDatabase): Promise<Database> => {
    const database = await openJournaled(folder, openLevel);
    opened.push(database);
    return database;
  };
  const close = async (database: Database): Promise<void> => {
    opened = opened.filter((other) => other !== database);
    await database.close();
  };
  /** What a crash of the process leaves. */
  const crashed = async (name: string): Promise<string> => {
    const folder = path.join(files.parent, name);
    await cp(files.folder, folder, { recursive: true });
    return folder;
  };
  const journals = async (folder = files.folder): Promise<string[]> =>
    (await readdir(folder)).filter((name) => name.startsWith('journal-'));
  const contentOf = async (database: Database): Promise<Record<string, string>> => {
    const content: Record<string, string> = {};
    for await (const [key, text] of database.rows()) content[key] = text;
    return content;
  };

  it('has what the database has not, after a crash', async () => {
    const database = await open();
    await database.write([['a', '1']]);
    assert.equal(database.writeNow?.(['b', 'ü\u2028"']), true);
    await database.write([
      ['a', '2'],
      ['c', '1'],
      ['c', undefined],
    ]);
    assert.equal(await database.get('a'), '2');
    assert.equal(await database.get('c'), undefined);
    const folder = await crashed('crashed');
    const next = await open(folder);
    assert.deepEqual(await contentOf(next), { a: '2', b: 'ü\u2028"' });
    assert.equal(next.damagedCount, 0);
    assert.deepEqual(await journals(folder), []);
  });

  it('is in the database, and gone, soon after', async () => {
    const database = await open();
    await database.write([['a', '1']]);
    assert.equal((await journals()).length, 1);
    while ((await journals()).length > 0) await stat(files.folder);
    assert.equal(await database.get('a'), '1');
    const level = await openDatabase(await crashed('crashed'));
    opened.push(level);
    assert.equal(await level.get('a'), '1');
  });

  it('loses nothing before a cut, wherever it is', async () => {
    const database = await open();
    for (let index = 0; index < 9; index += 1) await database.write([[`key/${index}`, `text ${index} 😀`]]);
    const folder = await crashed('crashed');
    const [name = ''] = await journals(folder);
    const content = await readFile(path.join(folder, name));
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: content.length }), async (length) => {
        run += 1;
        const cut = path.join(files.parent, `cut-${run}`);
        await cp(folder, cut, { recursive: true });
        await writeFile(path.join(cut, name), content.subarray(0, length));
        const next = await open(cut);
        const complete = content.toString('utf8', 0, length).split('😀').length - 1;
        assert.deepEqual(
          Object.keys(await contentOf(next)),
          Array.from({ length: complete }, (_, index) => `key/${index}`),
        );
        assert.equal(next.damagedCount, 0);
      }),
      { numRuns: 30 },
    );
  });

  it('reports a change that is damaged, and keeps the others', async () => {
    const store = files.open();
    for (const key of ['a', 'b', 'c']) await store.put(key, `value of ${key}`, HOUR_MS);
    const folder = await crashed('crashed');
    const [name = ''] = await journals(folder);
    const content = await readFile(path.join(folder, name), 'utf8');
    await writeFile(path.join(folder, name), content.replace('value of b', 'value'));
    const next = files.open({ folder });
    assert.equal((await next.get('a'))?.value, 'value of a');
    assert.equal(await next.get('b'), undefined);
    assert.equal((await next.get('c'))?.value, 'value of c');
    files.assertOnlyProblem(/^1 of the values .* were damaged/, /Check the disk/);
  });

  it('is not read again when it could not be deleted', async () => {
    const database = await open();
    await database.write([['a', 'old']]);
    const folder = await crashed('crashed');
    const [name = ''] = await journals(folder);
    await database.write([['a', 'new']]);
    await close(database);
    await cp(path.join(folder, name), path.join(files.folder, name));
    const next = await open();
    assert.equal(await next.get('a'), 'new');
    await next.write([['a', 'newer']]);
    assert.deepEqual(await contentOf(await open(await crashed('again'))), { a: 'newer' });
  });

  it('is not needed for a part of a line that a full disk has left', async () => {
    const database = await open();
    await database.write([['a', '1']]);
    const folder = await crashed('crashed');
    const [name = ''] = await journals(folder);
    const content = await readFile(path.join(folder, name), 'utf8');
    await writeFile(path.join(folder, name), `${content}\n12 "b" te${content.replace('"a"', '"c"')}`);
    assert.deepEqual(await contentOf(await open(folder)), { a: '1', c: '1' });
  });

  it('keeps everything when the database cannot be written', async () => {
    let isFull = true;
    const database = await open(files.folder, async (folder) => {
      const level = await openDatabase(folder);
      return {
        ...level,
        write: (changes, options) => (isFull ? Promise.reject(diskFull()) : level.write(changes, options)),
      };
    });
    const text = 'x'.repeat(600_000);
    await database.write([['a', text]]);
    // More than a megabyte is written at once.
    await database.write([['b', text]]);
    const failed = async (): Promise<unknown> =>
      database.write([['c', '1']]).then(
        () => undefined,
        (error: unknown) => error,
      );
    let error = await failed();
    while (error === undefined) error = await failed();
    assert.match(String(error), /No space left/);
    assert.equal(database.writeNow?.(['d', '1']), false);
    assert.equal(await database.get('a'), text);
    isFull = false;
    await close(database);
    const next = await open();
    assert.equal(await next.get('a'), text);
    assert.equal(await next.get('b'), text);
  });
});
