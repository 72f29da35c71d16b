/** The audio files that the simulator makes. */
import assert from 'node:assert/strict';
import { mp3 } from '../../simulator/voice/recordings/mp3';
import { wav } from '../../simulator/core/wav';

describe('the audio of the simulator', () => {
  it('is a WAV file of PCM at 8 kHz and 16 bit, with a beep in each channel that has one', () => {
    const file = wav({ seconds: 2, channels: 2, tones: [440] });
    assert.equal(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16), 'RIFFWAVEfmt ');
    assert.equal(file.readUInt32LE(4), file.length - 8);
    assert.deepEqual(
      [file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt32LE(28)],
      [1, 2, 8000, 32_000],
    );
    assert.deepEqual([file.readUInt16LE(32), file.readUInt16LE(34)], [4, 16]);
    assert.deepEqual([file.toString('latin1', 36, 40), file.readUInt32LE(40)], ['data', file.length - 44]);
    assert.equal(file.length, 44 + 2 * 8000 * 4);
    const samples = Array.from({ length: 8000 }, (_, index) => index * 4 + 44);
    assert.ok(samples.some((at) => Math.abs(file.readInt16LE(at)) > 1000));
    assert.ok(samples.every((at) => file.readInt16LE(at + 2) === 0));
  });

  for (const channels of [1, 2] as const) {
    it(`is an MP3 file of whole frames with ${String(channels)} channel(s)`, () => {
      const file = mp3({ seconds: 1, channels });
      // From the header: MPEG-2, Layer III; bit rates of that layer in kbit/s; 16 kHz.
      const bitrates = [0, 8, 16, 24];
      let frames = 0;
      for (let at = 0; at < file.length; frames += 1) {
        assert.equal(file.readUInt16BE(at), 0xfff3);
        const flags = file[at + 2] ?? 0;
        assert.equal((flags >> 2) & 3, 2);
        assert.equal((file[at + 3] ?? 0) >> 6, channels === 1 ? 3 : 0);
        at += (72 * (bitrates[flags >> 4] ?? 0) * 1000) / 16_000;
        assert.ok(at <= file.length);
      }
      assert.equal(frames, Math.ceil(16_000 / 576));
    });
  }

  it('is never longer than two minutes', () => {
    assert.equal(wav({ seconds: 3600, channels: 1 }).length, 44 + 120 * 16_000);
    assert.equal(mp3({ seconds: 3600, channels: 1 }).length, Math.ceil(120_000 / 36) * 36);
    assert.equal(wav({ seconds: 0, channels: 1 }).length, 44);
  });
});
