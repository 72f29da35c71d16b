import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bareAddress } from '../../../lib/addresses/address-pattern';
import { addressFilter } from '../../../lib/events/address-filter';
import { mediaFilter } from '../../../lib/events/field-filters';
import { FilterError } from '../../../lib/events/filter-field';
import { textFilter, type TextMatch } from '../../../lib/events/text-filter';

const accepts = (list: string, address: string): boolean | undefined => addressFilter('f', list)?.accepts(address);

describe('a list of addresses', () => {
  it('accepts everything when it is empty', () => {
    for (const list of ['', '  ', ',', ' , ,']) assert.equal(addressFilter('filterFrom', list), undefined);
  });

  it('accepts only the addresses in it', () => {
    assert.equal(accepts('+14155550100, +442071838750', '+14155550100'), true);
    assert.equal(accepts('+14155550100, +442071838750', '+442071838750'), true);
    assert.equal(accepts('+14155550100, +442071838750', '+1415555010'), false);
    assert.equal(accepts('+14155550100', '14155550100'), false);
    assert.equal(accepts('72975', '72975'), true);
  });

  it('reads numbers with punctuation', () => {
    for (const typed of ['+1 (415) 555-0100', '+1.415.555.0100', ' +1 415 555 0100 ', '+1(415)5550100']) {
      assert.equal(accepts(typed, '+14155550100'), true, typed);
      assert.deepEqual(addressFilter('f', typed)?.exact, ['+14155550100']);
    }
  });

  it('accepts WhatsApp addresses with and without prefix, on both sides', () => {
    assert.equal(accepts('+14155550100', 'whatsapp:+14155550100'), true);
    assert.equal(accepts('whatsapp:+14155550100', '+14155550100'), true);
    assert.equal(accepts('WhatsApp: +1 415 555 0100', 'whatsapp:+14155550100'), true);
    assert.equal(accepts('AR.1a2b', 'whatsapp:AR.1A2B'), true);
    assert.equal(accepts('whatsapp:ar.*', 'whatsapp:AR.1A2B'), true);
    assert.equal(accepts('+1415*', 'whatsapp:+14155550100'), true);
  });

  it('accepts sender IDs in upper and lower case, with all characters that Twilio allows', () => {
    for (const sender of ['Ringflow', 'RINGFLOW', 'H&M', 'my-shop', '4 you', '24.seven', 'A_B+C']) {
      assert.equal(accepts(sender, sender.toLowerCase()), true, sender);
      assert.equal(accepts(sender.toLowerCase(), sender), true, sender);
    }
  });

  it('accepts SIP, client and other addresses unchanged', () => {
    const others = [
      'sip:1001@pbx.example.com',
      'sip:1001@pbx.example.com:5061;transport=tls',
      'sips:alice@10.0.0.1',
      'client:4155550100',
      'client:user_1%40example',
      'messenger:104256789012345',
    ];
    for (const address of others) {
      assert.equal(accepts(address, address), true, address);
      assert.equal(accepts(address.toUpperCase(), address), true, address);
      assert.equal(accepts(`+14155550100, ${address}`, `${address}0`), false, address);
    }
    // Without "sip:", the colon is before a port and not after a prefix.
    assert.equal(accepts('alice@pbx.example.com:5060', 'sip:alice@pbx.example.com:5060'), true);
    assert.equal(accepts('5060', 'alice@pbx.example.com:5060'), false);
    assert.equal(accepts('sip:*@pbx.example.com', 'sip:1001@pbx.example.com'), true);
  });

  it('reads a number or a list in place of a text, as in an imported flow', () => {
    const of = (list: unknown) => addressFilter('filterFrom', list);
    assert.equal(of(72_975)?.accepts('72975'), true);
    assert.equal(of(['+14155550100', 'Shop'])?.accepts('shop'), true);
    assert.equal(of(null), undefined);
    for (const wrong of [14_155_550_100, {}, [{}], true]) {
      assert.throws(() => of(wrong), { name: 'FilterError', field: 'filterFrom' });
    }
    assert.throws(() => textFilter('filterBody', { a: 1 }, 'contains'), { name: 'FilterError', field: 'filterBody' });
    assert.equal(textFilter('filterBody', 42, 'equals')?.('42'), true);
  });

  it('has wildcards anywhere', () => {
    assert.equal(accepts('+1415*', '+14155550100'), true);
    assert.equal(accepts('+1415*', '+14165550100'), false);
    assert.equal(accepts('*0100', '+14155550100'), true);
    assert.equal(accepts('*0100', '+14155550101'), false);
    assert.equal(accepts('+1*55*00', '+14155550100'), true);
    assert.equal(accepts('*', ''), true);
    assert.equal(accepts('+1 (415) *', '+14155550100'), true);
    // The two pieces must not share a character.
    assert.equal(accepts('+12*21', '+121'), false);
    assert.equal(accepts('ring*', 'Ringflow'), true);
  });

  it('has a list of exact addresses only without wildcards', () => {
    assert.deepEqual(addressFilter('f', '+14155550100, whatsapp:+14155550100, Shop')?.exact, ['+14155550100', 'shop']);
    assert.equal(addressFilter('f', '+14155550100, +1415*')?.exact, undefined);
  });

  for (const wrong of [
    '4155550100',
    '0014155550100',
    '+',
    '-',
    '()',
    'whatsapp:',
    '+14155550100;+14155550101',
    '+14155550100 +14155550101',
    '415/555-0100',
    'https://example.com',
    '<script>',
    '+1\u00004155550100',
    'Ädä',
    '#',
  ]) {
    it(`rejects ${JSON.stringify(wrong)} and names the field`, () => {
      const build = () => addressFilter('filterTo', `+14155550100, ${wrong}`);
      assert.throws(build, (error) => {
        assert.ok(error instanceof FilterError);
        assert.equal(error.field, 'filterTo');
        assert.ok(error.message.includes(wrong.trim()));
        return true;
      });
    });
  }

  it('matches wildcards as a regular expression would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 8 });
    const address = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(letters, address, (pattern, candidate) => {
        const reference = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        assert.equal(accepts(pattern, candidate), reference.test(candidate));
      }),
      { numRuns: 2000 },
    );
  });

  it('without wildcards accepts exactly the addresses of the list', () => {
    const number = fc.integer({ min: 10, max: 40 }).map((tail) => `+1415555${tail}`);
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 20 }), number, (list, candidate) => {
        const filter = addressFilter('f', list.join(', '));
        assert.equal(filter?.accepts(candidate), list.includes(candidate));
        assert.equal(filter?.accepts(`whatsapp:${candidate}`), list.includes(candidate));
        assert.deepEqual(filter?.exact, [...new Set(list)]);
      }),
    );
  });

  it('is fast with a pattern that is made to be slow', () => {
    const filter = addressFilter('f', `${'a*'.repeat(2000)}b`);
    const before = performance.now();
    assert.equal(filter?.accepts('a'.repeat(20_000)), false);
    assert.ok(performance.now() - before < 1000);
  });

  it('compares addresses without channel, outer spaces and case', () => {
    assert.equal(bareAddress(' whatsapp: +1415 '), '+1415');
    assert.equal(bareAddress('RCS:Agent'), 'agent');
    assert.equal(bareAddress(''), '');
  });
});

describe('a text filter', () => {
  const table: [pattern: string, match: TextMatch, text: string, expected: boolean][] = [
    ['hello', 'contains', 'Oh, HELLO there', true],
    ['hello', 'contains', 'help', false],
    [' hello ', 'contains', 'hello', true],
    ['ÄRGER', 'contains', 'kein ärger', true],
    ['👍', 'contains', 'ok 👍', true],
    ['a.c', 'contains', 'abc', false],
    ['stop', 'equals', ' Stop \n', true],
    ['stop', 'equals', 'stop it', false],
    ['order', 'starts', '  ORDER 17', true],
    ['order', 'starts', 'my order', false],
    ['^order \\d+$', 'regex', 'Order 17', true],
    ['^order \\d+$', 'regex', 'Order x', false],
    ['^.$', 'regex', '👍', true],
    ['\\p{Lu}', 'regex', 'a', true],
    // Common, but not allowed with the unicode flag.
    ['a\\-b', 'regex', 'A-B', true],
    ['', 'regex', 'anything', true],
    ['(?<year>\\d{4})', 'regex', 'in 2026', true],
  ];
  for (const [pattern, match, text, expected] of table) {
    it(`${match} ${JSON.stringify(pattern)} ${expected ? 'accepts' : 'rejects'} ${JSON.stringify(text)}`, () => {
      const filter = textFilter('filterBody', pattern, match);
      assert.equal(filter === undefined || filter(text), expected);
    });
  }

  it('accepts everything when it is empty', () => {
    for (const match of ['contains', 'equals', 'starts', 'regex'] as const) {
      assert.equal(textFilter('filterBody', '  ', match), undefined);
    }
  });

  it('returns the same result every time', () => {
    const filter = textFilter('filterBody', 'a', 'regex');
    assert.deepEqual([filter?.('a'), filter?.('a'), filter?.('b'), filter?.('a')], [true, true, false, true]);
  });

  it('rejects an invalid regular expression, and names the field', () => {
    assert.throws(
      () => textFilter('filterBody', '(unclosed', 'regex'),
      (error) => error instanceof FilterError && error.field === 'filterBody' && error.message.includes('unclosed'),
    );
  });

  it('rejects an unknown comparison', () => {
    const imported = JSON.parse('"soundslike"') as TextMatch;
    assert.throws(() => textFilter('filterBody', 'x', imported), FilterError);
  });

  it('is never slow, for any expression and any number of texts', () => {
    const text = `${'a'.repeat(1600)}!`;
    for (const expression of ['^(a+)+$', '^(a|a)*$', '^(a|a?)+$', '(.*a){12}$', '^(\\w+\\s?)*$']) {
      const filter = textFilter('filterBody', expression, 'regex');
      // With an engine that backtracks, the first one would not end before the universe does.
      for (let count = 0; count < 6; count += 1) assert.equal(filter?.(text), false, expression);
      assert.equal(typeof filter?.('aaa'), 'boolean');
    }
  });

  const unsupported: [expression: string, says: RegExp][] = [
    ['^(?=.*yes).*$', /lookahead and lookbehind are not supported: \(\?=/],
    ['(?<!no )yes', /lookahead and lookbehind are not supported: \(\?<!/],
    ['(a)\\1', /backreferences are not supported: \\1/],
    ['(?<word>a)\\k<word>', /backreferences are not supported: \\k<word>/],
    ['a{1001}', /more than 1000 repetitions are not supported: \{1001\}/],
    ['\\p{Script=Greek}', /this property is not supported: \\p\{Script=Greek\}/],
    ['[]', /an empty class is not supported: \[/],
    ['\\Afoo', /this escape is not supported: \\A/],
  ];
  for (const [expression, says] of unsupported) {
    it(`says that ${expression} needs what a linear-time engine does not support`, () => {
      assert.throws(
        () => textFilter('filterBody', expression, 'regex'),
        (error) => error instanceof FilterError && error.field === 'filterBody' && says.test(error.message),
      );
    });
  }

  it('matches what JavaScript matches, for every expression that it accepts', () => {
    const pieces =
      'a|b|A| |.|*|+|?|\\||(|(?:|)|[|[^|]|-|^|$|{2}|{1,3}|{,3}|\\d|\\W|\\s|\\b|\\-|\\/|\\.|\\Q|\\z|\\1|\\x61|\\u0061|\\u{61}'
        .split(/(?<!\\)\|/)
        .concat('|', 'é', '👍', '\\p{Lu}', '\\P{L}', '(?=', '(?<n>', '[[:alpha:]]', '\\\\', '/', '0');
    const expression = fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 7 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(expression, fc.constantFrom('a', 'ab', 'A b-', '👍', 'aaa', '0', 'é', ']', ''), (source, text) => {
        let filter: ReturnType<typeof textFilter>;
        let wanted: RegExp;
        try {
          wanted = new RegExp(source, 'iu');
          filter = textFilter('filterBody', source, 'regex');
        } catch {
          return;
        }
        if (filter !== undefined) assert.equal(filter(text), wanted.test(text));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a media filter', () => {
  const picture = { media: [{ url: 'https://e.example/0', contentType: 'image/png' }] };

  it('accepts messages with media, without media, or both', () => {
    assert.equal(mediaFilter('filterMedia', 'any'), undefined);
    assert.equal(mediaFilter('filterMedia', 'with')?.(picture), true);
    assert.equal(mediaFilter('filterMedia', 'with')?.({}), false);
    assert.equal(mediaFilter('filterMedia', 'without')?.(picture), false);
    assert.equal(mediaFilter('filterMedia', 'without')?.({}), true);
  });

  it('rejects any other choice', () => {
    const imported = JSON.parse('"maybe"') as 'any';
    assert.throws(
      () => mediaFilter('filterMedia', imported),
      (error) => error instanceof FilterError && error.field === 'filterMedia',
    );
  });
});
