import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { countSegments } from '../../../lib/messages/segments';

function calculated(text: string): { encoding: string; segments: number } {
  const message = new SegmentedMessage(text);
  return { encoding: message.getEncodingName(), segments: message.segmentsCount };
}

describe('countSegments', () => {
  it('agrees with the calculator on every single character', () => {
    for (let code = 0; code < 0x10000; code += 1) {
      const text = String.fromCharCode(code);
      assert.deepEqual(countSegments(text), calculated(text), `U+${code.toString(16)}`);
    }
  });

  for (const [text, encoding, segments] of [
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['a'.repeat(306), 'GSM-7', 2],
    ['a'.repeat(307), 'GSM-7', 3],
    [`${'a'.repeat(159)}€`, 'GSM-7', 2],
    [`${'a'.repeat(69)}ł`, 'UCS-2', 1],
    [`${'a'.repeat(70)}ł`, 'UCS-2', 2],
  ] as const) {
    it(`finds ${segments} of ${encoding} in ${text.length} characters that end with ${text.slice(-1)}`, () => {
      assert.deepEqual(countSegments(text), { encoding, segments });
    });
  }

  it('agrees with the calculator on texts of any kind', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'abc XYZ019@£$ñΔ\r\n!?'), minLength: 1, maxLength: 500 });
    const mixed = fc.string({ unit: fc.constantFrom('a', '\r\n', '€', '{', 'ł', '😀', 'é', '́'), maxLength: 300 });
    fc.assert(
      fc.property(fc.oneof(plain, mixed), (text) => {
        assert.deepEqual(countSegments(text), calculated(text));
      }),
      { numRuns: 300 },
    );
  });
});
