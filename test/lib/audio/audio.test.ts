import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { AUDIO_FORMATS, bytesPerMs, fromMuLaw, toMuLaw, type AudioFormat } from '../../../lib/audio/format';
import { decodeMuLaw, encodeMuLaw } from '../../../lib/audio/mu-law';
import { readWav } from '../../../lib/audio/wav';

/** Made by `sox`, with the commands in `data/make.sh`. */
const data = (name: string): Buffer => readFileSync(path.join(__dirname, 'data', name));

const samplesOf = (audio: Buffer): number[] =>
  Array.from({ length: audio.length / 2 }, (_, index) => audio.readInt16LE(index * 2));

/** A tone, as 16-bit samples. @param frequency in hertz @param ms its duration */
function tone(frequency: number, format: AudioFormat, ms: number): Buffer {
  const rate = (bytesPerMs(format) * 1000) / 2;
  const audio = Buffer.alloc(ms * bytesPerMs(format));
  for (let index = 0; index < audio.length / 2; index += 1) {
    audio.writeInt16LE(Math.round(16_000 * Math.sin((2 * Math.PI * frequency * index) / rate)), index * 2);
  }
  return audio;
}

/** The mean power of samples. */
const power = (samples: readonly number[]): number =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);

/**
 * How much stronger a signal is than its difference to another one, in decibels, at the delay where they are most alike. The
 * start and the end are left out: there, filters begin and end in different ways.
 */
function likeness(expected: readonly number[], actual: readonly number[], maxDelay: number): number {
  const margin = 200;
  let best = -Infinity;
  for (let delay = -maxDelay; delay <= maxDelay; delay += 1) {
    const wanted = expected.slice(margin, expected.length - margin);
    const difference = wanted.map((sample, index) => sample - (actual[index + margin + delay] ?? 0));
    best = Math.max(best, 10 * Math.log10(power(wanted) / Math.max(1e-9, power(difference))));
  }
  return best;
}

describe('audio', () => {
  it('has the μ-law values of sox, or nearer ones', () => {
    assert.deepEqual(
      [...decodeMuLaw(Buffer.from(Array.from({ length: 256 }, (_, code) => code)))],
      samplesOf(data('all-codes.s16')),
    );
    // Every 16-bit value, from -32768 on.
    const all = Float32Array.from({ length: 65_536 }, (_, index) => index - 32_768);
    const [ours, theirs] = [encodeMuLaw(all), data('all-values.ul')];
    const [decoded, reference] = [decodeMuLaw(ours), decodeMuLaw(theirs)];
    let same = 0;
    for (const [index, sample] of all.entries()) {
      if (ours[index] === theirs[index]) same += 1;
      // sox rounds to 14 bits first.
      else
        assert.ok(
          Math.abs((decoded[index] ?? NaN) - sample) <= Math.abs((reference[index] ?? NaN) - sample),
          `${sample}`,
        );
    }
    assert.ok(same > 0.98 * all.length, `${same} are the same`);
  });

  it('encodes a decoded code as the same sound', () => {
    for (let code = 0; code < 256; code += 1) {
      const [sample] = decodeMuLaw(Buffer.from([code]));
      const again = encodeMuLaw(Float32Array.of(sample ?? NaN));
      // There are two zeros.
      assert.deepEqual([...decodeMuLaw(again)], [sample]);
    }
  });

  for (const format of ['pcm16', 'pcm24'] as const) {
    it(`converts to ${format} as sox does`, () => {
      const converted = samplesOf(fromMuLaw(format)(data('speech.ul')));
      const reference = samplesOf(data(`speech-up.${format}`));
      assert.ok(likeness(reference, converted, 80) > 35, `${likeness(reference, converted, 80).toFixed(1)} dB`);
    });

    it(`converts from ${format} as sox does`, () => {
      const converted = [...decodeMuLaw(toMuLaw(format)(data(`speech.${format}`)))];
      const reference = [...decodeMuLaw(data(`speech-down.${format}.ul`))];
      assert.ok(likeness(reference, converted, 40) > 30, `${likeness(reference, converted, 40).toFixed(1)} dB`);
    });

    it(`removes from ${format} what a telephone does not have`, () => {
      const heard = (frequency: number) =>
        power([...decodeMuLaw(toMuLaw(format)(tone(frequency, format, 400)))].slice(400, 2800));
      const loud = heard(1000);
      assert.ok(10 * Math.log10(heard(3400) / loud) > -1, 'the highest tone of a telephone is there');
      for (const frequency of [4700, 5500, 7000]) {
        // Silence is 0, and the smallest step of μ-law is 8.
        assert.ok(10 * Math.log10((heard(frequency) + 1e-9) / loud) < -55, String(frequency));
      }
    });

    it(`makes no other tone when it converts to ${format}`, () => {
      const rate = (bytesPerMs(format) * 1000) / 2;
      const muLaw = toMuLaw('pcm8')(tone(1000, 'pcm8', 400));
      const samples = samplesOf(fromMuLaw(format)(muLaw)).slice(rate / 10, rate / 10 + rate / 5);
      // The image of 1000 Hz.
      const at = (frequency: number) => {
        const angle = (index: number) => (2 * Math.PI * frequency * index) / rate;
        const cos = samples.reduce((sum, sample, index) => sum + sample * Math.cos(angle(index)), 0);
        const sin = samples.reduce((sum, sample, index) => sum + sample * Math.sin(angle(index)), 0);
        return Math.hypot(cos, sin);
      };
      assert.ok(20 * Math.log10(at(7000) / at(1000)) < -65);
    });
  }

  it('is the same in pieces as in one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...AUDIO_FORMATS),
        fc.array(fc.integer({ min: 0, max: 97 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 1e6 }),
        (format, lengths, seed) => {
          const size = format === 'mulaw8' ? 1 : 2;
          const total = lengths.reduce((sum, length) => sum + length, 0);
          const sound = Buffer.from(Array.from({ length: total * size }, (_, index) => ((index + 1) * seed) % 251));
          for (const make of [() => toMuLaw(format), () => fromMuLaw(format)] as const) {
            const unit = make === undefined ? 1 : size;
            const whole = make()(sound);
            const converter = make();
            let at = 0;
            const parts = lengths.map((length) => {
              const part = sound.subarray(at, at + length * unit);
              at += length * unit;
              return converter(part);
            });
            assert.deepEqual(Buffer.concat(parts), whole);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is read from WAV files of sox', () => {
    for (const [name, format, samples] of [
      ['short-8000.wav', 'pcm8', 80],
      ['short-16000.wav', 'pcm16', 160],
      ['short-24000.wav', 'pcm24', 240],
      ['short-mu-law.wav', 'mulaw8', 80],
    ] as const) {
      const wav = readWav(data(name));
      assert.ok(typeof wav !== 'string');
      assert.deepEqual([wav.format, wav.audio.length], [format, samples * (format === 'mulaw8' ? 1 : 2)]);
    }
    assert.equal(readWav(data('short-stereo.wav')), '8000 Hz, 16 bits, 2 channels, format 1');
    assert.equal(readWav(data('short-44100.wav')), '44100 Hz, 16 bits, 1 channels, format 1');
  });

  it('is not read from what is no WAV file', () => {
    const wav = data('short-8000.wav');
    for (let length = 12; length < 44; length += 1) assert.equal(typeof readWav(wav.subarray(0, length)), 'string');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        readWav(Buffer.concat([wav.subarray(0, 12), Buffer.from(bytes)]));
      }),
    );
  });
});
