import assert from 'node:assert/strict';
import fc from 'fast-check';
import MessagingResponse = require('twilio/lib/twiml/MessagingResponse');
import { readMessagingTwiml, TwimlError } from '../../simulator/twiml';
import { parseXml, textOf, XmlError, type XmlElement } from '../../simulator/xml';

const base = 'https://example.com/twilio/message';
const read = (body: string, contentType = 'text/xml') => readMessagingTwiml({ body, contentType }, base);

describe('the XML reader of the simulator', () => {
  it('reads elements, attributes, text, entities, CDATA and leaves comments out', () => {
    const text = `\ufeff<?xml version="1.0" encoding='UTF-8'?>\r\n<!-- a - b --><a x='1&lt;2' y = "&quot;&#65;&#x1F600;">
      t &amp; <![CDATA[<b> & ]] >]]><b:c-d/><?target data?>&apos;<!----></a> <!-- end -->\n`;
    assert.deepEqual(parseXml(text), {
      name: 'a',
      attributes: { x: '1<2', y: '"A😀' },
      children: ['\n      t & <b> & ]] >', { name: 'b:c-d', attributes: {}, children: [] }, "'"],
    });
  });

  it('keeps an attribute or element whose name JavaScript knows', () => {
    const { attributes } = parseXml('<constructor __proto__="a" toString="b"/>');
    assert.deepEqual(Object.entries(attributes), [
      ['__proto__', 'a'],
      ['toString', 'b'],
    ]);
    assert.equal(Object.getPrototypeOf(attributes), Object.prototype);
  });

  const malformed: [text: string, says: RegExp][] = [
    ['', /there is no element \(line 1, column 1\)/],
    ['hello', /text outside the root/],
    ['<a>', /<a> is not closed/],
    ['<a', /a tag is not closed/],
    ['<a></b>', /<\/b> where <\/a> was expected/],
    ['<a></A>', /<\/A> where <\/a>/],
    ['<a/><b/>', /something follows the root/],
    ['<a/>text', /something follows the root/],
    ['<a>\n  fish & chips</a>', /"&" starts no entity.*\(line 2, column 8\)/],
    ['<a>&nbsp;</a>', /unknown entity &nbsp;/],
    ['<a>&constructor;</a>', /unknown entity/],
    ['<a>&#0;</a>', /no character that XML allows/],
    ['<a>&#xD800;</a>', /no character that XML allows/],
    ['<a>&#x110000;</a>', /no character that XML allows/],
    ['<a>\0</a>', /a character that XML does not allow \(line 1, column 4\)/],
    ['<a>\ud83d</a>', /a character that XML does not allow/],
    ['<a x=1/>', /the value of "x" is not quoted/],
    ['<a x/>', /attribute "x" has no value/],
    ['<a x="1"y="2"/>', /white space expected/],
    ['<a x="1" x="2"/>', /"x" occurs twice/],
    ['<a x="<"/>', /"<" within the value/],
    ['<a x="1/>', /the value of "x" is not closed/],
    ['<1/>', /the name of an element expected/],
    ['< a/>', /the name of an element expected/],
    ['<a>]]></a>', /"]]>" outside/],
    ['<a><![CDATA[x</a>', /a CDATA section is not closed/],
    ['<a><!-- x</a>', /a comment is not closed/],
    ['<a><!-- x -- y --></a>', /"--" within a comment/],
    ['<a><!ELEMENT b></a>', /"<!" starts nothing/],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /a document type is not allowed/],
    [' <?xml version="1.0"?><a/>', /belongs at the very start/],
    ['<a></a', /<\/a is not closed/],
    ['<a>'.repeat(101) + '</a>'.repeat(101), /nested too deeply/],
  ];
  for (const [text, says] of malformed) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))} and says where`, () => {
      assert.throws(() => parseXml(text), { name: 'XmlError', message: says });
    });
  }

  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '/',
      '<a>',
      '</a>',
      '<a ',
      '/>',
      'x="1"',
      "'",
      '"',
      '=',
      '&',
      '&amp;',
      '&#65;',
      '&#x;',
      ';',
      ' ',
      '\n',
    ],
    ...['<!--', '-->', '<![CDATA[', ']]>', '<?xml', '?>', '<!DOCTYPE', '\0', '\ud800', 'é', '😀', 'Response', '\ufeff'],
  );

  it('throws nothing but its own error, whatever it is given', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        try {
          parseXml(text);
        } catch (error) {
          assert.ok(error instanceof XmlError);
          assert.ok(error.line >= 1 && error.column >= 1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('reads back every tree that is written down properly', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/);
    const allowed = fc
      .string({ unit: 'binary' })
      .map((text) => text.replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]|\p{Surrogate}/gu, ''));
    const { tree } = fc.letrec<{ tree: XmlElement }>((tie) => ({
      tree: fc.record(
        {
          name,
          attributes: fc.dictionary(
            name,
            allowed.map((text) => text.replace(/[\t\n]/g, ' ')),
            { noNullPrototype: true },
          ),
          // Neighbouring texts are one when they are read again.
          children: fc
            .array(
              fc.oneof(
                { maxDepth: 4 },
                allowed.filter((text) => text !== ''),
                tie('tree'),
              ),
              { maxLength: 4 },
            )
            .map((children) =>
              children.filter((child, at) => typeof child !== 'string' || typeof children[at - 1] !== 'string'),
            ),
        },
        { noNullPrototype: true },
      ),
    }));
    const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${String(c.charCodeAt(0))};`);
    const write = ({ name: tag, attributes, children }: XmlElement): string => {
      const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
      const inside = children.map((child) => (typeof child === 'string' ? escape(child) : write(child)));
      return `<${tag}${pairs.join('')}>${inside.join('')}</${tag}>`;
    };
    fc.assert(
      fc.property(tree, (given) => {
        assert.deepEqual(parseXml(write(given)), given);
      }),
    );
  });
});

describe('the TwiML reader of the simulator', () => {
  it('throws nothing but its own error, whatever it is given', () => {
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

  it('understands every text that the SDK writes', () => {
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

  it('takes text/xml, application/xml and text/html for TwiML, with any parameters', () => {
    for (const type of ['text/xml', 'application/xml', 'TEXT/HTML; charset=utf-8']) {
      assert.equal(read('<Response><Message>x</Message></Response>', type).verbs.length, 1);
    }
  });

  it('gives a Redirect without a usable URL its own error', () => {
    assert.throws(() => read('<Response><Redirect>mailto:x</Redirect></Response>'), {
      name: 'TwimlError',
      code: 11100,
    });
  });

  it('makes URLs absolute, and leaves absolute ones as they are written', () => {
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

  it('gives all text of nested elements', () => {
    assert.equal(textOf(parseXml('<a>1<b>2<c/>3</b>4</a>')), '1234');
  });
});
