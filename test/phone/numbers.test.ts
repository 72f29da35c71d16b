import assert from 'node:assert/strict';
import { parseNumber, withChannel } from '../../phone/model/address';
import { PEOPLE } from '../../phone/model/people';
import { formatNumber } from '../../phone/text/numbers';
import { AVA, LONDON, OLIVER } from './fixtures';

describe('phone numbers', () => {
  it('are formatted internationally', () => {
    assert.equal(formatNumber(AVA), '+1 415 555 0123');
    assert.equal(formatNumber(OLIVER), '+44 7700 900123');
    assert.equal(formatNumber(LONDON), '+44 20 7946 0100');
    assert.equal(formatNumber('+33639980123'), '+33 6 39 98 01 23');
    assert.equal(formatNumber('+4915123456789'), '+49 1512 3456789');
    assert.equal(formatNumber('+3531234567'), '+353 1234567');
    assert.equal(formatNumber('+9991234567'), '+9991234567');
    assert.equal(formatNumber('12345'), '12345');
    assert.equal(formatNumber('RINGFLOW'), 'RINGFLOW');
  });

  it('are parsed from user input', () => {
    assert.equal(parseNumber(' +1 (415) 555-0123 '), AVA);
    assert.equal(parseNumber('0044 7700.900/123'), OLIVER);
    for (const invalid of ['', '123', '4155550123', '+0123456789', '+1415555012x', '+1234567890123456']) {
      assert.equal(parseNumber(invalid), undefined);
    }
    for (const { number } of PEOPLE) assert.equal(parseNumber(number), number);
  });

  it('get the channel prefix once', () => {
    assert.equal(withChannel('whatsapp', AVA), `whatsapp:${AVA}`);
    assert.equal(withChannel('whatsapp', `whatsapp:${AVA}`), `whatsapp:${AVA}`);
    assert.equal(withChannel('sms', `whatsapp:${AVA}`), AVA);
  });
});
