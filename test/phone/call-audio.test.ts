import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeMuLaw, encodeMuLaw } from '../../phone/audio/mu-law';
import { createResampler } from '../../phone/audio/resampler';
import { createSampleQueue } from '../../phone/audio/sample-queue';

/** A tone at a rate. */
const tone = (hertz: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate));
const upwards = (samples: readonly number[]): number =>
  samples.filter((sample, at) => sample > 0 && (samples[at - 1] ?? 1) <= 0).length;

describe('the audio of the phone', () => {
  it('is μ-law: each byte stays what it is, and both zeros are silence', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const [again] = encodeMuLaw(decodeMuLaw(Uint8Array.of(byte)));
      // 0x7f is a negative zero.
      assert.equal(again, byte === 0x7f ? 0xff : byte);
    }
    assert.deepEqual([...encodeMuLaw(Float32Array.of(0, 1, -1, 2))], [0xff, 0x80, 0x00, 0x80]);
  });

  it('is near the samples it was made of', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 0.99, noNaN: true }), (sample) => {
        const [decoded = 9] = decodeMuLaw(encodeMuLaw(Float32Array.of(sample)));
        assert.ok(Math.abs(decoded - sample) <= Math.abs(sample) * 0.04 + 0.001, `${sample} ${decoded}`);
      }),
    );
  });

  for (const rate of [16_000, 22_050, 44_100, 48_000]) {
    it(`keeps a tone between 8000 Hz and ${rate} Hz, in pieces`, () => {
      const down = createResampler(rate, 8000);
      const whole = tone(440, rate, 1);
      const pieces = Array.from({ length: Math.ceil(whole.length / 128) }, (_, at) =>
        down(whole.subarray(at * 128, (at + 1) * 128)),
      ).flat();
      assert.ok(Math.abs(pieces.length - 8000) <= 1, String(pieces.length));
      assert.ok(Math.abs(upwards(pieces) - 440) <= 1);
      const up = createResampler(8000, rate);
      const back = [...up(Float32Array.from(pieces.slice(0, 4000))), ...up(Float32Array.from(pieces.slice(4000)))];
      assert.ok(Math.abs(back.length - rate) <= rate / 8000 + 1, String(back.length));
      assert.ok(Math.abs(upwards(back) - 440) <= 1);
    });
  }

  it('is played when enough is there, in order, and silence follows it', () => {
    const queue = createSampleQueue(100);
    const read = (length: number): number[] => {
      const target = new Float32Array(length).fill(9);
      queue.read(target);
      return [...target];
    };
    queue.add([1, 2, 3]);
    assert.deepEqual(read(2), [0, 0], 'it waits for more');
    queue.add([4, 5, 6, 7, 8, 9, 10]);
    assert.deepEqual(read(4), [1, 2, 3, 4]);
    assert.deepEqual(read(8), [5, 6, 7, 8, 9, 10, 0, 0]);
    queue.add([1]);
    assert.deepEqual(read(1), [0], 'and begins anew');
    queue.add(Array.from({ length: 200 }, (_, at) => at));
    assert.deepEqual(read(2), [190, 191], 'what is too old is dropped');
  });
});
