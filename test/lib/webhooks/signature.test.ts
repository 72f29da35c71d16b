import assert from 'node:assert/strict';
import type { Params } from '../../../lib/events/params';
import { verify, type UnauthorizedReason } from '../../../lib/webhooks/signature';
import { form, sign, type Fields } from '../../support/sign';

import { asForm, params, sentForm, sentJson, signature, token, url, verdict, type Asked } from './signature-scene';

const fieldsOf = (fields: Params): Fields => Object.entries(fields).map(([name, value]) => [name, String(value)]);

describe('a signature', () => {
  describe('of the documented requests', () => {
    it('is valid for a form', () => {
      assert.equal(verdict(), 'valid');
    });

    it('is valid for a URL with its port, whether or not the port was signed', () => {
      const withPort = 'https://mycompany.com:443/myapp.php?foo=1&bar=2';
      assert.equal(verdict({ urls: [withPort], signature: 'kvajT1Ptam85bY51eRf/AJRuM3w=' }), 'valid');
      assert.equal(verdict({ urls: [url], signature: 'kvajT1Ptam85bY51eRf/AJRuM3w=' }), 'valid');
      assert.equal(verdict({ urls: [withPort] }), 'valid');
    });

    const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    const hashed = { urls: [`${url}&bodySHA256=${hash}`], signature: 'a9nBmqA0ju/hNViExpshrM61xv4=' };

    it('is valid for JSON whose hash is in the URL', () => {
      assert.equal(verdict({ ...hashed, body: sentJson('{"property": "value", "boolean": true}') }), 'valid');
    });

    it('is invalid for other JSON than the hashed one', () => {
      assert.equal(verdict({ ...hashed, body: sentJson('{"property": "value", "boolean": false}') }), 'wrong-body');
      assert.equal(verdict({ ...hashed, body: sentJson('{"property":"value","boolean":true}') }), 'wrong-body');
    });
  });

  it('can be made with either token while they are rotated, and with no other', () => {
    assert.equal(verdict({ tokens: ['new', token] }), 'valid');
    assert.equal(verdict({ tokens: [token, 'old'] }), 'valid');
    assert.equal(verdict({ tokens: ['new', 'old'] }), 'wrong-signature');
  });

  it('can be over any of the URLs, and the result names which', () => {
    const found = verify({ urls: ['http://inner/', url], signature, body: asForm(params) }, [token]);
    assert.deepEqual(found, { valid: true, url });
  });

  it('reports the most likely URL when it is over none of them', () => {
    const found = verify({ urls: ['https://a.example/', 'https://b.example/'], signature, body: asForm(params) }, [
      token,
    ]);
    assert.deepEqual(found, { valid: false, reason: 'wrong-signature', url: 'https://a.example/' });
  });

  it('covers the whole URL of a GET', () => {
    const get = `${url}&${form([['Body', "William O'Hara & co"]])}`;
    const body = asForm({});
    assert.equal(verdict({ urls: [get], signature: sign(token, get), body }), 'valid');
    assert.equal(verdict({ urls: [`${get}x`], signature: sign(token, get), body }), 'wrong-signature');
  });

  const forged: [what: string, asked: Asked, refusal: UnauthorizedReason][] = [
    ['missing', { signature: undefined }, 'no-signature'],
    ['empty', { signature: '' }, 'no-signature'],
    ['forged', { signature: sign('guess', url, fieldsOf(params)) }, 'wrong-signature'],
    ['truncated', { signature: signature.slice(0, -1) }, 'wrong-signature'],
    ['cut to a letter', { signature: 'R' }, 'wrong-signature'],
    ['longer than it should be', { signature: `${signature}=` }, 'wrong-signature'],
    ['in small letters', { signature: signature.toLowerCase() }, 'wrong-signature'],
    ['without base64', { signature: '\u0000\ufffd💥' }, 'wrong-signature'],
    ['two signatures in one', { signature: `${signature}, ${signature}` }, 'wrong-signature'],
    ['for another parameter', { body: asForm({ ...params, Digits: '1235' }) }, 'wrong-signature'],
    ['for one parameter less', { body: asForm({ ...params, Digits: undefined }) }, 'wrong-signature'],
    ['for one parameter more', { body: asForm({ ...params, Extra: '1' }) }, 'wrong-signature'],
    ['for a value in other letters', { body: asForm({ ...params, CallSid: 'ca1234567890ABCDE' }) }, 'wrong-signature'],
    ['for another path', { urls: ['https://mycompany.com/myapp.ph?foo=1&bar=2'] }, 'wrong-signature'],
    ['for another host', { urls: ['https://mycompany.org/myapp.php?foo=1&bar=2'] }, 'wrong-signature'],
    ['for another scheme', { urls: ['http://mycompany.com/myapp.php?foo=1&bar=2'] }, 'wrong-signature'],
    ['for a path in other letters', { urls: ['https://mycompany.com/MyApp.php?foo=1&bar=2'] }, 'wrong-signature'],
    ['for another order in the query', { urls: ['https://mycompany.com/myapp.php?bar=2&foo=1'] }, 'wrong-signature'],
    ['for another port', { urls: ['https://mycompany.com:8443/myapp.php?foo=1&bar=3'] }, 'wrong-signature'],
    ['over a relative address', { urls: ['/myapp.php?foo=1&bar=2'] }, 'wrong-signature'],
    ['over an address that is none', { urls: ['https://[', '', 'null'] }, 'wrong-signature'],
    ['over no address', { urls: [] }, 'no-url'],
    ['without a token to check it', { tokens: [] }, 'no-token'],
  ];
  for (const [what, asked, refusal] of forged) {
    it(`is rejected when it is ${what}`, () => {
      assert.equal(verdict(asked), refusal);
    });
  }

  it("does not depend on the order of a form's fields", () => {
    const fields = fieldsOf(params);
    assert.equal(verdict({ body: sentForm(fields) }), 'valid');
    assert.equal(verdict({ body: sentForm(fields.toReversed()) }), 'valid');
  });

  it('covers repeated and nested names, and names such as __proto__', () => {
    const fields: Fields = [
      ['Digit', '2'],
      ['Digit', '1'],
      ['A[x]', '1'],
      ['A[y][]', '2'],
      ['A[y][]', '3'],
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['', 'nameless'],
      ['empty', ''],
    ];
    const signed = sign(token, url, fields);
    assert.equal(verdict({ signature: signed, body: sentForm(fields) }), 'valid');
    for (const index of fields.keys()) {
      const changed = fields.map(([name, value], at) => [name, at === index ? `${value}!` : value] as const);
      assert.equal(verdict({ signature: signed, body: sentForm(changed) }), 'wrong-signature', String(index));
    }
    const less = fields.filter(([name]) => name !== '__proto__');
    assert.equal(verdict({ signature: signed, body: sentForm(less) }), 'wrong-signature');
  });

  it('is over the URL as it was sent, without escaping', () => {
    for (const odd of [
      'https://e.example/o\'hara?q=a|b"',
      'https://e.example/%7e?x=%2F+',
      'https://münchen.example/ä',
    ]) {
      assert.equal(verdict({ urls: [odd], signature: sign(token, odd), body: asForm({}) }), 'valid', odd);
    }
  });
});
