import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Framer } from '../../../../lib/calls/stream/framer';

describe('frames', () => {
  it('have one length and their times, and the end has the rest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 8, maxLength: 400 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 50 }),
        (pieces, frameMs) => {
          const whole = Buffer.concat(pieces);
          const sent: Buffer[] = [];
          const framer = new Framer(frameMs * 8, 8, (audio, timestamp) => {
            assert.ok(Math.abs(timestamp - sent.length * frameMs) < 1e-6);
            sent.push(audio);
          });
          let at = 0;
          for (const piece of pieces) {
            framer.add(Buffer.from(piece), at / 8);
            at += piece.length;
          }
          assert.equal(sent.length, Math.floor(whole.length / (frameMs * 8)));
          assert.ok(sent.every(({ length }) => length === frameMs * 8));
          framer.end();
          framer.end();
          assert.deepEqual(Buffer.concat(sent), whole);
        },
      ),
    );
  });
});
