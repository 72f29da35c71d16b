import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseXml, XmlError } from '../../simulator/protocol/xml';
import type { XmlElement } from '../../simulator/model/twiml';

describe('the XML reader of the simulator', () => {
  it('reads elements, attributes, text, entities and CDATA, and skips comments', () => {
    const text = `\ufeff<?xml version="1.0" encoding='UTF-8'?>\r\n<!-- a - b --><a x='1&lt;2' y = "&quot;&#65;&#x1F600;">
      t &amp; <![CDATA[<b> & ]] >]]><b:c-d/><?target data?>&apos;<!----></a> <!-- end -->\n`;
    assert.deepEqual(parseXml(text), {
      name: 'a',
      attributes: { x: '1<2', y: '"A😀' },
      children: ['\n      t & <b> & ]] >', { name: 'b:c-d', attributes: {}, children: [] }, "'"],
    });
  });

  it('keeps an attribute or element with a name such as __proto__', () => {
    const { attributes } = parseXml('<constructor __proto__="a" toString="b"/>');
    assert.deepEqual(Object.entries(attributes), [
      ['__proto__', 'a'],
      ['toString', 'b'],
    ]);
    assert.equal(Object.getPrototypeOf(attributes), Object.prototype);
  });

  const malformed: [text: string, says: RegExp][] = [
    ['', /must contain a root element \(line 1, column 1\)/],
    ['hello', /text data outside of root/],
    ['<a>', /unclosed tag: a/],
    ['<a', /must contain a root element/],
    ['<a></b>', /unexpected close tag/],
    ['<a></A>', /unexpected close tag/],
    ['<a/><b/>', /only one root/],
    ['<a/>text', /text data outside of root/],
    ['<a>\n  fish & chips;</a>', /disallowed character in entity name \(line 2, column 15\)/],
    ['<a>fish & chips</a>', /unclosed tag: a/],
    ['<a>&nbsp;</a>', /undefined entity/],
    ['<a>&constructor;</a>', /undefined entity/],
    ['<a>&#0;</a>', /malformed character entity/],
    ['<a>&#xD800;</a>', /malformed character entity/],
    ['<a>&#x110000;</a>', /malformed character entity/],
    ['<a>\0</a>', /disallowed character \(line 1, column 4\)/],
    ['<a x=1/>', /unquoted attribute value/],
    ['<a x/>', /disallowed character in attribute name/],
    ['<a x="1"y="2"/>', /no whitespace between attributes/],
    ['<a x="1" x="2"/>', /duplicate attribute: x/],
    ['<a x="<"/>', /disallowed character/],
    ['<a x="1/>', /unexpected end/],
    ['<1/>', /disallowed character in tag name/],
    ['< a/>', /disallowed character in tag name/],
    ['<a>]]></a>', /"]]>" is disallowed/],
    ['<a><![CDATA[x</a>', /unclosed tag: a/],
    ['<a><!-- x</a>', /unclosed tag: a/],
    ['<a><!-- x -- y --></a>', /malformed comment/],
    ['<a><!ELEMENT b></a>', /incorrect syntax/],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /a document type is not allowed/],
    [' <?xml version="1.0"?><a/>', /must be at the start/],
    ['<?xml\n\ud800', /./],
    ['<a></a', /unclosed tag: a/],
    ['<a>'.repeat(101) + '</a>'.repeat(101), /nested too deeply/],
  ];
  for (const [text, says] of malformed) {
    it(`rejects ${JSON.stringify(text.slice(0, 40))}, with the position`, () => {
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

  it('throws only its own error for any input', () => {
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

  it('reads every well-formed tree', () => {
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
