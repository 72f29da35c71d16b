import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import GraphemeSplitter from '../../editor/fields/grapheme-splitter';
import { segmentCount, segmentSentence } from '../../editor/fields/segment-count';
import { countSegments } from '../../lib/messages/segments';

const said = (key: string, values: Record<string, string> = {}): string => `${key} ${Object.values(values).join(' ')}`;

describe('the number of SMS segments below a text', () => {
  it('is that of the runtime', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aZ 1€ñş🙂\n“'), maxLength: 400 }), (body) => {
        if (body === '') return;
        const { segments, isUnicode } = segmentCount(body);
        assert.deepEqual({ segments, encoding: isUnicode ? 'UCS-2' : 'GSM-7' }, countSegments(body));
      }),
    );
  });

  it('is the same with the splitter of the browser', () => {
    // The calculator puts a character that is wider than the rest of a segment into the next one.
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '🙂', '👍🏽', 'é', 'e\u0301', '\r\n'), maxLength: 300 }),
        (body) => {
          const { graphemes } = new SegmentedMessage(body);
          assert.deepEqual(
            new GraphemeSplitter().splitGraphemes(body).flatMap((one) => (one === '\r\n' ? ['\r', '\n'] : [one])),
            graphemes,
          );
        },
      ),
    );
  });

  it('is said with the number of characters, and with what makes segments shorter', () => {
    assert.equal(segmentSentence(said, 'a'.repeat(160)), 'common.segments.one 160 1');
    assert.equal(segmentSentence(said, 'a'.repeat(161)), 'common.segments.many 161 2');
    assert.equal(segmentSentence(said, 'şş ğ'), 'common.segments.one 4 1 common.segments.unicode ş ğ');
    assert.match(segmentSentence(said, 'şğіабвг'), /ş ğ і а б …$/);
    assert.equal(segmentSentence(said, ''), '');
  });

  it('follows what smart encoding replaces', () => {
    assert.equal(segmentCount('“quoted”').isUnicode, true);
    assert.equal(segmentCount('“quoted”', true).isUnicode, false);
  });
});
