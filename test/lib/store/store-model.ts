import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../lib/store/store';
import { listed, ROOMY, type CreateStore } from './store-contract';

/** What every store does, as simply as possible. */
class Model {
  private readonly values = new Map<string, { value: Json; expiresAt: number }>();
  constructor(private readonly now: () => number) {}

  get(key: string): Json | undefined {
    const found = this.values.get(key);
    return found !== undefined && found.expiresAt >= this.now() ? found.value : undefined;
  }

  set(key: string, value: Json, lifetimeMs: number): void {
    this.values.set(key, { value, expiresAt: this.now() + lifetimeMs });
  }

  delete(key: string): void {
    this.values.delete(key);
  }

  list(prefix: string): [string, Json][] {
    return [...this.values.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort()
      .flatMap((key): [string, Json][] => {
        const value = this.get(key);
        return value === undefined ? [] : [[key, value]];
      });
  }
}

/** A value as it comes out of JSON. `-0` is not one: JSON writes it as `0`. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

const operation = fc.record({
  kind: fc.constantFrom('put', 'delete', 'replace', 'replaceByNothing', 'wait'),
  key: fc.constantFrom('call/CA1', 'call/CA2', 'call', 'ask/ü', 'ask/+1'),
  value: json,
  lifetimeMs: fc.integer({ min: 1, max: 5000 }),
  /** Whether `replace` is given the version that is there. */
  isCurrent: fc.boolean(),
  passedMs: fc.integer({ min: 0, max: 3000 }),
});

/** Any operations, on a store and on a model of it. */
export function describeStoreAsModel(create: CreateStore): void {
  it('does what a map with lifetimes does, whatever the order of operations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 40 }), async (operations) => {
        let now = Date.UTC(2026, 10, 29);
        const store = await create({ now: () => now, bounds: ROOMY });
        const model = new Model(() => now);
        const valueOf = async (key: string) => (await store.get(key))?.value;
        try {
          for (const { kind, key, value, lifetimeMs, isCurrent, passedMs } of operations) {
            if (kind === 'wait') now += passedMs;
            else if (kind === 'put') {
              await store.put(key, value, lifetimeMs);
              model.set(key, value, lifetimeMs);
            } else if (kind === 'delete') {
              await store.delete(key);
              model.delete(key);
            } else {
              const version = isCurrent ? (await store.get(key))?.version : 'of another value';
              const next = kind === 'replace' ? value : undefined;
              assert.equal(await store.replace(key, version, next, lifetimeMs), isCurrent);
              if (isCurrent && next === undefined) model.delete(key);
              else if (isCurrent) model.set(key, value, lifetimeMs);
            }
            assert.deepEqual(await valueOf(key), model.get(key));
          }
          assert.deepEqual(await listed(store, ''), model.list(''));
          assert.deepEqual(await listed(store, 'call/'), model.list('call/'));
        } finally {
          await store.close();
        }
      }),
      { numRuns: 60 },
    );
  });
}
