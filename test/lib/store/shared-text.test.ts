import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { sharedText, shareMembers } from '../../../lib/store/shared-text';

const MEGABYTE = 1024 * 1024;
/** Shorter than the texts that Node.js keeps outside the heap. */
const BODY_BYTES = MEGABYTE / 2;

/** The heap after a garbage collection, in bytes. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let times = 0; times < 3; times += 1) collect();
  return process.memoryUsage().heapUsed;
}

/** A text that was cut out of a large one, as a parameter out of a body. */
const cut = (index: number): string =>
  Buffer.alloc(BODY_BYTES, `${index} in a body `).toString('latin1').slice(1000, 1050);

describe('shared texts', () => {
  it('do not keep the text alive that they were cut out of', () => {
    const before = heap();
    const texts = Array.from({ length: 30 }, (_, index) => sharedText(cut(index)));
    assert.ok(heap() - before < 3 * MEGABYTE, `${heap() - before} bytes`);
    assert.equal(texts.length, 30);
    // Without sharing, they do: else this test would prove nothing.
    const kept = Array.from({ length: 30 }, (_, index) => cut(index));
    assert.ok(heap() - before > 10 * MEGABYTE);
    assert.equal(kept.length, 30);
  });

  it('are one text when they are equal', () => {
    const before = heap();
    const texts = Array.from({ length: 2000 }, () => sharedText(Buffer.alloc(4000, 'prompt ').toString('latin1')));
    assert.ok(heap() - before < MEGABYTE, `${heap() - before} bytes`);
    assert.equal(texts[0], texts[1999]);
  });

  it('stay the same, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '12', '')),
        (text) => {
          assert.equal(sharedText(`${text}`), text);
        },
      ),
    );
    assert.equal(sharedText('x'.repeat(100_000)).length, 100_000);
    assert.equal(Object.hasOwn(Object.prototype, 'shared'), false);
  });

  it('are the members of an object and the items of its lists, which do not change', () => {
    const event = Object.freeze({ sid: 'CA1', n: 1, list: ['a text', 2], none: null, deeper: { text: 'x' } });
    shareMembers(event);
    assert.deepEqual(event, { sid: 'CA1', n: 1, list: ['a text', 2], none: null, deeper: { text: 'x' } });
  });
});
