import assert from 'node:assert/strict';
import type { StoreBounds } from '../../../lib/store/bounds';
import type { Json, Store } from '../../../lib/store/store';

/** Creates a new, empty store. */
export type CreateStore = (options: { now: () => number; bounds: StoreBounds }) => Promise<Store>;

/** Bounds that no test reaches by chance. */
export const ROOMY: StoreBounds = { maxEntries: 1000, maxBytes: 1_000_000 };
const HOUR_MS = 3_600_000;

/** What a store has under a prefix, as a list. */
export const listed = async (store: Store, prefix: string): Promise<[string, Json][]> => {
  const found: [string, Json][] = [];
  for await (const [key, { value }] of store.list(prefix)) found.push([key, value]);
  return found;
};

/** The tests that every store must pass. */
export function describeStore(create: CreateStore): void {
  let now = 0;
  let store: Store;
  const open = async (bounds = ROOMY): Promise<Store> => {
    now = Date.UTC(2026, 10, 29);
    store = await create({ now: () => now, bounds });
    return store;
  };
  beforeEach(async () => {
    await open();
  });
  afterEach(async () => {
    await store.close();
  });

  const valueOf = async (key: string) => (await store.get(key))?.value;
  const versionOf = async (key: string) => (await store.get(key))?.version;

  it('returns what was put, and undefined for an unknown key', async () => {
    const value = { text: 'Grüße 👋', list: [1, null, true], nested: { empty: {} } };
    await store.put('call/CA1', value, HOUR_MS);
    assert.deepEqual(await valueOf('call/CA1'), value);
    assert.equal(await store.get('call/CA2'), undefined);
  });

  it('keeps a copy, which nobody can change from outside', async () => {
    const value = { list: [1] };
    await store.put('a', value, HOUR_MS);
    value.list.push(2);
    const read = (await valueOf('a')) as { list: number[] };
    assert.deepEqual(read, { list: [1] });
    read.list.push(3);
    assert.deepEqual(await valueOf('a'), { list: [1] });
  });

  it('replaces and deletes values', async () => {
    await store.put('a', 1, HOUR_MS);
    await store.put('a', 2, HOUR_MS);
    assert.equal(await valueOf('a'), 2);
    await store.delete('a');
    await store.delete('a');
    assert.equal(await store.get('a'), undefined);
  });

  it('runs operations that are not awaited in their order', async () => {
    const written = Promise.all([
      store.put('a', 1, HOUR_MS),
      store.delete('a'),
      store.put('a', 2, HOUR_MS),
      store.put('b', 1, HOUR_MS),
      store.delete('b'),
    ]);
    assert.equal((await store.get('a'))?.value, 2);
    await written;
    assert.deepEqual(await listed(store, ''), [['a', 2]]);
  });

  it('lists the keys with a prefix in their order', async () => {
    for (const key of ['call/b', 'calls', 'call/a/2', 'call/a', 'other', 'call/B']) await store.put(key, key, HOUR_MS);
    assert.deepEqual(
      (await listed(store, 'call/')).map(([key]) => key),
      ['call/B', 'call/a', 'call/a/2', 'call/b'],
    );
    assert.equal((await listed(store, '')).length, 6);
  });

  it('lists while entries change', async () => {
    for (const key of ['a', 'b', 'c']) await store.put(key, key, HOUR_MS);
    const found: string[] = [];
    for await (const [key] of store.list('')) {
      found.push(key);
      await store.delete('b');
    }
    assert.deepEqual(found, ['a', 'c']);
  });

  it('forgets a value at the end of its lifetime', async () => {
    await store.put('a', 1, 1000);
    now += 999;
    assert.equal(await valueOf('a'), 1);
    now += 2;
    assert.equal(await store.get('a'), undefined);
    assert.deepEqual(await listed(store, ''), []);
    assert.equal(await store.replace('a', undefined, 2, 1000), true);
    assert.equal(await valueOf('a'), 2);
  });

  it('starts the lifetime again with each write', async () => {
    await store.put('a', 1, 1000);
    now += 900;
    await store.put('a', 2, 1000);
    now += 900;
    assert.equal(await valueOf('a'), 2);
  });

  describe('replace', () => {
    it('writes only when nobody else has written', async () => {
      const version = await store.put('a', 1, HOUR_MS);
      assert.equal(version, await versionOf('a'));
      assert.equal(await store.replace('a', version, 2, HOUR_MS), true);
      assert.equal(await store.replace('a', version, 3, HOUR_MS), false);
      assert.equal(await valueOf('a'), 2);
    });

    it('creates a value only when there is none', async () => {
      assert.equal(await store.replace('a', undefined, 1, HOUR_MS), true);
      assert.equal(await store.replace('a', undefined, 2, HOUR_MS), false);
      assert.equal(await valueOf('a'), 1);
    });

    it('deletes only when nobody else has written', async () => {
      await store.put('a', 1, HOUR_MS);
      const version = await versionOf('a');
      await store.put('a', 1, HOUR_MS);
      assert.equal(await store.replace('a', version, undefined, HOUR_MS), false);
      assert.equal(await store.replace('a', await versionOf('a'), undefined, HOUR_MS), true);
      assert.equal(await store.get('a'), undefined);
    });

    it('tells a value from one that was deleted and written again', async () => {
      await store.put('a', 1, HOUR_MS);
      const version = await versionOf('a');
      await store.delete('a');
      await store.put('a', 1, HOUR_MS);
      assert.equal(await store.replace('a', version, 2, HOUR_MS), false);
    });

    it('lets exactly one of many at the same time through', async () => {
      await store.put('a', 'first', HOUR_MS);
      const version = await versionOf('a');
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) => store.replace('a', version, index, HOUR_MS)),
      );
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal(await valueOf('a'), results.indexOf(true));
    });
  });

  describe('when it is full', () => {
    const full = { code: 'STORE_FULL' };

    it('takes no more entries, but replaces and deletes those it has', async () => {
      await store.close();
      await open({ maxEntries: 2, maxBytes: 1_000_000 });
      await store.put('a', 1, HOUR_MS);
      await store.put('b', 1, HOUR_MS);
      await assert.rejects(store.put('c', 1, HOUR_MS), full);
      await assert.rejects(store.replace('c', undefined, 1, HOUR_MS), full);
      await store.put('a', 2, HOUR_MS);
      await store.delete('b');
      await store.put('c', 3, HOUR_MS);
      assert.deepEqual(await listed(store, ''), [
        ['a', 2],
        ['c', 3],
      ]);
    });

    it('takes no more bytes, and keeps what it has', async () => {
      await store.close();
      await open({ maxEntries: 100, maxBytes: 2000 });
      await store.put('a', 'x'.repeat(1000), HOUR_MS);
      await assert.rejects(store.put('b', 'x'.repeat(1000), HOUR_MS), full);
      await assert.rejects(store.put('a', 'é'.repeat(1000), HOUR_MS), full);
      assert.equal(await valueOf('a'), 'x'.repeat(1000));
      await store.put('a', 'x', HOUR_MS);
      await store.put('b', 'x'.repeat(1000), HOUR_MS);
    });

    it('makes room by removing what has reached the end of its lifetime', async () => {
      await store.close();
      await open({ maxEntries: 2, maxBytes: 1_000_000 });
      await store.put('a', 1, 1000);
      await store.put('b', 1, HOUR_MS);
      now += 1001;
      await store.put('c', 1, HOUR_MS);
      assert.deepEqual(
        (await listed(store, '')).map(([key]) => key),
        ['b', 'c'],
      );
    });
  });
}
