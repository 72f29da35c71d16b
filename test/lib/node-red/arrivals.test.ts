import assert from 'node:assert/strict';
import { inOrderOfArrival } from '../../../lib/node-red/arrivals';

describe('the messages of a call', () => {
  const entered: string[] = [];
  beforeEach(() => {
    entered.length = 0;
  });

  /** A step whose fields take a while to read. */
  const slow = (name: string, reads: Promise<unknown>) => async () => {
    await reads;
    entered.push(name);
    return name;
  };
  const fast = (name: string) => slow(name, Promise.resolve());

  it('enter their steps in the order in which they arrive, also after one that failed', async () => {
    let read = (): void => undefined;
    const reads = new Promise<void>((resolve) => (read = resolve));
    const first = inOrderOfArrival('CA1', slow('first', reads));
    const failing = inOrderOfArrival('CA1', () => Promise.reject(new Error('no such field')));
    const third = inOrderOfArrival('CA1', fast('third'));
    await inOrderOfArrival('CA2', fast('another call'));
    assert.deepEqual(entered, ['another call']);
    read();
    await assert.rejects(failing, /no such field/);
    assert.deepEqual([await first, await third], ['first', 'third']);
    assert.deepEqual(entered, ['another call', 'first', 'third']);
  });

  it('do not wait for ever for one whose fields are never read', async () => {
    void inOrderOfArrival('CA3', slow('never', new Promise(() => undefined)));
    assert.equal(await inOrderOfArrival('CA3', fast('second'), 1), 'second');
  });

  it('enter at once when no other is entering', async () => {
    await inOrderOfArrival('CA1', fast('first'));
    let isCalled = false;
    void inOrderOfArrival('CA1', () => {
      isCalled = true;
      return Promise.resolve();
    });
    assert.equal(isCalled, true);
  });
});
