/** Filters by address: lists of numbers and other addresses, with wildcards. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bareAddress } from '../../../lib/addresses/address-pattern';
import { addressFilter } from '../../../lib/events/address-filter';
import { FilterError } from '../../../lib/events/filter-field';
import { textFilter } from '../../../lib/events/text-filter';

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
