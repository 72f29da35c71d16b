import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { messageContent } from '../../../lib/messages/content';
import { stripUnsendableChars } from '../../../lib/validation/unsendable-chars';
import { countSegments } from '../../../lib/messages/segments';
import { messageTwiml } from '../../../lib/messages/twiml';
import { twimlProblem } from '../../../lib/twiml/check';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof TwilioError);
    return error.code;
  }
  return 'none';
};

describe('the content of a message', () => {
  it('accepts texts, numbers and booleans, and media as a list or a text', () => {
    assert.deepEqual(messageContent('Hallo', undefined), { body: 'Hallo' });
    assert.deepEqual(messageContent(42, ''), { body: '42' });
    assert.deepEqual(messageContent(false, []), { body: 'false' });
    assert.deepEqual(
      messageContent('', ' https://example.com/a.png , https://example.com/b,c.png\nhttp://example.com/d '),
      {
        mediaUrl: ['https://example.com/a.png', 'https://example.com/b,c.png', 'http://example.com/d'],
      },
    );
    assert.deepEqual(messageContent(undefined, ['https://example.com/a.png']), {
      mediaUrl: ['https://example.com/a.png'],
    });
  });

  it('is rejected when it is empty, too long, has too many media or an invalid URL', () => {
    assert.equal(
      codeOf(() => messageContent(' \n', undefined)),
      'INVALID_MESSAGE',
    );
    assert.equal(
      codeOf(() => messageContent(null, null)),
      'INVALID_MESSAGE',
    );
    assert.equal(
      codeOf(() => messageContent({}, undefined)),
      'INVALID_MESSAGE',
    );
    assert.equal(
      codeOf(() => messageContent('x', ['a.png'])),
      'INVALID_MESSAGE',
    );
    assert.equal(
      codeOf(() => messageContent('x', [{}])),
      'INVALID_MESSAGE',
    );
    assert.equal(
      codeOf(() => messageContent('x', Array<string>(11).fill('https://example.com/'))),
      'INVALID_MESSAGE',
    );
    assert.equal(
      codeOf(() => messageContent('x'.repeat(1601), undefined)),
      'MESSAGE_TOO_LARGE',
    );
    assert.equal(
      codeOf(() => messageContent('👋'.repeat(1600), undefined)),
      'none',
    );
    assert.equal(
      codeOf(() => messageContent('', undefined, true)),
      'none',
    );
  });

  it('loses what cannot be sent: control characters and lone surrogates', () => {
    assert.equal(stripUnsendableChars('a\u0000b\u0007c\ud800d\ufffe'), 'abc\ufffdd');
    assert.equal(stripUnsendableChars('line\none\ttab\r\n'), 'line\none\ttab\r\n');
    assert.equal(stripUnsendableChars('مرحبا 👩‍👩‍👧 é'), 'مرحبا 👩‍👩‍👧 é');
  });

  it('becomes well-formed TwiML, for any text', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(text, fc.array(fc.webUrl({ withQueryParameters: true }), { maxLength: 10 }), (body, media) => {
        fc.pre(stripUnsendableChars(body).trim() !== '');
        assert.equal(twimlProblem(messageTwiml(messageContent(body, media)), 'messaging'), undefined);
      }),
    );
  });
});

describe('the segments of a text', () => {
  for (const [text, encoding, segments] of [
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['€'.repeat(80), 'GSM-7', 1],
    ['€'.repeat(81), 'GSM-7', 2],
    ['ж'.repeat(70), 'UCS-2', 1],
    ['ж'.repeat(71), 'UCS-2', 2],
    ['👋'.repeat(35), 'UCS-2', 1],
  ] as const) {
    it(`${JSON.stringify(text.slice(0, 3))} × ${[...text].length}: ${segments} in ${encoding}`, () => {
      assert.deepEqual(countSegments(text), { encoding, segments });
    });
  }
});
