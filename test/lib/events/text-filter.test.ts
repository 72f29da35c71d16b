/** Filters by text, with regular expressions that are never slow, and by media. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mediaFilter } from '../../../lib/events/field-filters';
import { FilterError } from '../../../lib/events/filter-field';
import { textFilter, type TextMatch } from '../../../lib/events/text-filter';

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
