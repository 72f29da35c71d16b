import assert from 'node:assert/strict';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { removeDatabase } from '../../../lib/store/database';
import { FailingDisk, HOUR_MS, StoreFolder } from './disk-support';

describe('a store on disk whose files are damaged', () => {
  let files: StoreFolder;
  beforeEach(async () => {
    files = await StoreFolder.create();
  });
  afterEach(async () => {
    await files.remove();
  });

  const filled = async (): Promise<string[]> => {
    const store = files.open();
    for (let index = 0; index < 20; index += 1) await store.put(`key/${index}`, 'x'.repeat(100), HOUR_MS);
    await store.close();
    // Opening it once more makes LevelDB write a table of the log.
    const again = files.open();
    await again.put('last', 1, HOUR_MS);
    await again.close();
    return (await readdir(files.folder)).filter((file) => file !== 'LOCK');
  };

  it('moves them aside, logs where to, and continues with a new one', async () => {
    await filled();
    await writeFile(path.join(files.folder, 'CURRENT'), 'not a manifest\n');
    const store = files.open();
    assert.equal(await store.get('last'), undefined);
    await store.put('a', 1, HOUR_MS);
    await store.close();
    assert.equal((await files.open().get('a'))?.value, 1);
    const aside = (await readdir(files.parent)).filter((name) => name.startsWith('account.broken-'));
    assert.equal(aside.length, 1);
    assert.ok((await readdir(path.join(files.parent, aside[0] ?? ''))).includes('CURRENT'));
    files.assertOnlyProblem(/was damaged and is replaced by an empty one/, new RegExp(`${aside[0]}.*can delete`));
  });

  it('removes what was moved aside with the store', async () => {
    await filled();
    await writeFile(path.join(files.folder, 'CURRENT'), 'not a manifest\n');
    const store = files.open();
    await store.get('a');
    await store.close();
    await removeDatabase(files.folder);
    assert.deepEqual(await readdir(files.parent), []);
  });

  it('removes a value that is not JSON, and logs it', async () => {
    const disk = new FailingDisk();
    const database = await disk.open(files.folder);
    await database.write([
      ['no record', 'anything'],
      ['no json', `${Date.now() + HOUR_MS} v1 {"a":`],
      ['good', `${Date.now() + HOUR_MS} v1 1`],
    ]);
    await database.close();
    const store = files.open();
    assert.equal(await store.get('no record'), undefined);
    assert.equal(await store.get('no json'), undefined);
    assert.equal((await store.get('good'))?.value, 1);
    assert.deepEqual(
      files.problems.map(({ code }) => code),
      ['STORE_FAILED', 'STORE_FAILED'],
    );
    await store.close();
    const keys: string[] = [];
    for await (const [key] of files.open().list('')) keys.push(key);
    assert.deepEqual(keys, ['good']);
  });

  it('can be used with any bytes of them wrong or missing', async function () {
    // Each of the runs fills, damages and opens a store.
    this.timeout(120_000);
    const damage = fc.record({
      file: fc.nat(),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 64 }),
      isCut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, at, bytes, isCut }) => {
        await files.remove();
        files = await StoreFolder.create();
        const names = await filled();
        const target = path.join(files.folder, names[file % names.length] ?? '');
        const content = await readFile(target);
        const offset = Math.floor(at * content.length);
        if (isCut) await truncate(target, offset);
        else {
          content.set(bytes.subarray(0, content.length - offset), offset);
          await writeFile(target, content);
        }
        const store = files.open();
        for await (const [key, { value }] of store.list('key/')) assert.equal(typeof value, 'string', key);
        await store.put('new', 1, HOUR_MS);
        await store.close();
        assert.equal((await files.open().get('new'))?.value, 1);
      }),
      { numRuns: 40 },
    );
  });
});
