import assert from 'node:assert/strict';
import fc from 'fast-check';
import MessagingResponse = require('twilio/lib/twiml/MessagingResponse');
import { readMessagingTwiml, TwimlError } from '../../simulator/protocol/twiml';
import { parseXml, textOf } from '../../simulator/protocol/xml';

const base = 'https://example.com/twilio/message';
const read = (body: string, contentType = 'text/xml') => readMessagingTwiml({ body, contentType }, base);

describe('the TwiML reader of the simulator', () => {
  it('throws only its own error for any input', () => {
    const words = fc.constantFrom(
      ...[
        '<Response>',
        '</Response>',
        '<Message',
        ' to="x"',
        ' action="//"',
        '>',
        '</Message>',
        '<Body>',
        '</Body>',
        'x',
      ],
      ...['<Redirect>', '</Redirect>', 'http://[', '<Media>', '</Media>', '&', '/>', ' method="PUT"', '<Say/>', '\0'],
    );
    const types = fc.oneof(fc.constantFrom('text/xml', 'text/plain', 'text/html; charset=x', '', ';'), fc.string());
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), types, (pieces, contentType) => {
        try {
          read(pieces.join(''), contentType);
          read(`<Response>${pieces.join('')}</Response>`, contentType);
        } catch (error) {
          assert.ok(error instanceof TwimlError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads every document that the SDK writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const clean = text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/g, '').trim();
        if (clean === '') return;
        const response = new MessagingResponse();
        response.message({ to: '+14155550123' }, clean);
        const { verbs, warnings } = read(response.toString());
        assert.deepEqual(warnings, []);
        assert.deepEqual(verbs, [{ verb: 'Message', to: '+14155550123', body: clean, media: [] }]);
      }),
    );
  });

  it('accepts text/xml, application/xml and text/html as TwiML, with any parameters', () => {
    for (const type of ['text/xml', 'application/xml', 'TEXT/HTML; charset=utf-8']) {
      assert.equal(read('<Response><Message>x</Message></Response>', type).verbs.length, 1);
    }
  });

  it('reports a Redirect without a valid URL as an error of its own', () => {
    assert.throws(() => read('<Response><Redirect>mailto:x</Redirect></Response>'), {
      name: 'TwimlError',
      code: 11100,
    });
  });

  it('makes URLs absolute, and keeps absolute ones as they are written', () => {
    const { verbs } = read(
      '<Response><Message statusCallback="HTTP://Example.com:80/a#rc=2"><Media>/pic.png</Media></Message></Response>',
    );
    assert.deepEqual(verbs, [
      {
        verb: 'Message',
        body: '',
        media: ['https://example.com/pic.png'],
        statusCallback: { url: 'HTTP://Example.com:80/a#rc=2', method: 'POST' },
      },
    ]);
  });

  it('returns all text of nested elements', () => {
    assert.equal(textOf(parseXml('<a>1<b>2<c/>3</b>4</a>')), '1234');
  });
});
