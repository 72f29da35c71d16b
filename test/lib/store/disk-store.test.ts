import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { removeDatabase } from '../../../lib/store/database';
import { HOUR_MS, StoreFolder } from './disk-support';

describe('a store on disk', () => {
  let files: StoreFolder;
  beforeEach(async () => {
    files = await StoreFolder.create();
  });
  afterEach(async () => {
    await files.remove();
  });

  it('creates its folder with the first operation, and not before', async () => {
    const store = files.open();
    assert.deepEqual(await readdir(files.parent), []);
    await store.get('a');
    assert.deepEqual(await readdir(files.parent), ['account']);
  });

  it('is readable only by its owner', async function () {
    // Windows has no such modes. The user directory is protected by its own access list there.
    if (process.platform === 'win32') return this.skip();
    const store = files.open();
    await store.put('a', 1, HOUR_MS);
    const mode = async (file: string) => (await stat(file)).mode & 0o777;
    assert.equal(await mode(files.folder), 0o700);
    for (const file of await readdir(files.folder)) {
      assert.equal(await mode(path.join(files.folder, file)), 0o600, file);
    }
  });

  it('has everything after it was closed and opened again, with the same versions', async () => {
    const store = files.open();
    await store.put('a', { text: 'first' }, HOUR_MS);
    await store.put('b', 2, HOUR_MS);
    await store.delete('b');
    const before = await store.get('a');
    await store.close();
    const next = files.open();
    assert.deepEqual(await next.get('a'), before);
    assert.equal(await next.get('b'), undefined);
    assert.equal(await next.replace('a', before?.version, 3, HOUR_MS), true);
  });

  it('opens again when it is used after it was closed', async () => {
    const store = files.open();
    await store.put('a', 1, HOUR_MS);
    await store.close();
    assert.equal((await store.get('a'))?.value, 1);
    await store.put('b', 2, HOUR_MS);
    await store.close();
    assert.equal((await files.open().get('b'))?.value, 2);
  });

  it('can be closed before it was used, and more than once', async () => {
    const store = files.open();
    await store.close();
    await store.close();
    assert.deepEqual(await readdir(files.parent), []);
  });

  it('never uses the version of an earlier process again', async () => {
    const versions = new Set<string | undefined>();
    for (let time = 0; time < 3; time += 1) {
      const store = files.open();
      await store.delete('a');
      await store.put('a', 1, HOUR_MS);
      versions.add((await store.get('a'))?.version);
      await store.close();
    }
    assert.equal(versions.size, 3);
  });

  it('removes from the disk what has reached the end of its lifetime', async () => {
    let now = Date.now();
    const store = files.open({ now: () => now });
    await store.put('short', 1, 1000);
    await store.put('long', 1, 2 * HOUR_MS);
    now += HOUR_MS;
    // A write looks for it.
    await store.put('new', 1, HOUR_MS);
    await store.close();
    // With the old time, a value that is still on disk would be found.
    const earlier = files.open({ now: () => now - HOUR_MS });
    assert.equal(await earlier.get('short'), undefined);
    assert.equal((await earlier.get('long'))?.value, 1);
  });

  it('removes what has reached the end of its lifetime while no Node-RED ran', async () => {
    const now = Date.now();
    const store = files.open({ now: () => now });
    await store.put('a', 1, 1000);
    await store.close();
    const later = files.open({ now: () => now + HOUR_MS });
    assert.equal(await later.get('a'), undefined);
    await later.close();
    assert.equal(await files.open({ now: () => now }).get('a'), undefined);
  });

  it('waits for the store that used the folder before', async () => {
    const first = files.open();
    await first.put('a', 1, HOUR_MS);
    const second = files.open({ after: first.close() });
    assert.equal((await second.get('a'))?.value, 1);
    assert.deepEqual(files.problems, []);
  });

  it('is removed with everything that was moved aside', async () => {
    const store = files.open();
    await store.put('a', 1, HOUR_MS);
    await store.close();
    await removeDatabase(files.folder);
    assert.deepEqual(await readdir(files.parent), []);
  });

  it('is in memory after it was removed', async () => {
    const store = files.open();
    await store.put('a', 1, HOUR_MS);
    await store.remove();
    await store.put('b', 1, HOUR_MS);
    assert.equal((await store.get('b'))?.value, 1);
    assert.deepEqual(await readdir(files.parent), []);
    assert.deepEqual(files.problems, []);
  });

  it('is not removed while someone else uses it', async () => {
    const store = files.open();
    await store.put('a', 1, HOUR_MS);
    await removeDatabase(files.folder);
    assert.deepEqual(await readdir(files.parent), ['account']);
    assert.equal((await store.get('a'))?.value, 1);
  });

  it('is removed without an error when there is none', async () => {
    await removeDatabase(files.folder);
    await removeDatabase(path.join(files.parent, 'no', 'such', 'folder'));
  });
});
