import assert from 'node:assert/strict';
import { MemoryStore } from '../../../lib/store/memory-store';

const isFull = (error: unknown): boolean => Reflect.get(Object(error), 'code') === 'STORE_FULL';

describe('the store in memory', () => {
  let now = 1000;
  const create = (maxEntries = 10, maxBytes = 10_000) => new MemoryStore({ maxEntries, maxBytes }, () => now);

  it('keeps a value for its lifetime', async () => {
    const store = create();
    await store.put('a', { b: [1, null, 'c'] }, 100);
    assert.deepEqual((await store.get('a'))?.value, { b: [1, null, 'c'] });
    now += 101;
    assert.equal(await store.get('a'), undefined);
  });

  it('replaces only the version that was read', async () => {
    const store = create();
    assert.ok(await store.replace('a', undefined, 1, 1000));
    assert.ok(!(await store.replace('a', undefined, 2, 1000)));
    const version = (await store.get('a'))?.version;
    await store.put('a', 3, 1000);
    assert.ok(!(await store.replace('a', version, 4, 1000)));
    assert.ok(await store.replace('a', (await store.get('a'))?.version, undefined, 1000));
    assert.equal(await store.get('a'), undefined);
  });

  it('lists the keys with a prefix, in their order', async () => {
    const store = create();
    for (const key of ['call/b', 'other', 'call/a']) await store.put(key, key, 1000);
    const found: string[] = [];
    for await (const [key] of store.list('call/')) found.push(key);
    assert.deepEqual(found, ['call/a', 'call/b']);
  });

  it('rejects what exceeds its bounds, keeps what it has, and accepts more later', async () => {
    const store = create(2, 100);
    await store.put('a', 'x', 50);
    await store.put('b', 'x', 1000);
    await assert.rejects(store.put('c', 'x', 1000), isFull);
    await assert.rejects(store.put('b', 'x'.repeat(200), 1000), isFull);
    assert.equal((await store.get('a'))?.value, 'x');
    await store.put('b', 'y', 1000);
    now += 51;
    await store.put('c', 'x', 1000);
    assert.equal((await store.get('c'))?.value, 'x');
  });

  it('returns a copy', async () => {
    const store = create();
    const value = { list: ['a'] };
    await store.put('a', value, 1000);
    value.list.push('b');
    assert.deepEqual((await store.get('a'))?.value, { list: ['a'] });
  });
});
