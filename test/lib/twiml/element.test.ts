import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { element, EMPTY, escapeXml } from '../../../lib/twiml/element';

describe('A TwiML element', () => {
  it('has attributes and content', () => {
    const twiml = element('Gather', { numDigits: 1, bargeIn: false }, element('Say', {}, escapeXml('Press 1')));
    assert.equal(twiml, '<Gather numDigits="1" bargeIn="false"><Say>Press 1</Say></Gather>');
  });

  it('is empty without content, and leaves out attributes without a value', () => {
    assert.equal(element('Pause', { length: undefined, other: '' }), '<Pause/>');
  });

  it('can have an attribute that is empty on purpose', () => {
    assert.equal(element('Gather', { finishOnKey: EMPTY, numDigits: 1 }), '<Gather finishOnKey="" numDigits="1"/>');
  });

  it('is well-formed XML with any text, and says that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parser = new SaxesParser();
        const read = { content: '', attribute: '' };
        parser.on('text', (part) => {
          read.content += part;
        });
        parser.on('opentag', ({ attributes }) => {
          read.attribute = attributes['url'] ?? '';
        });
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(element('Say', { url: text }, escapeXml(text))).close();
        const isXml = (char: string): boolean =>
          /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]$/u.test(char);
        const sendable = [...text].filter(isXml).join('');
        assert.deepEqual(read, { content: sendable, attribute: sendable });
      }),
    );
  });
});
