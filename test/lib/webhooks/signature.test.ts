import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Params } from '../../../lib/events/params';
import { formParams } from '../../../lib/events/form-params';
import { fromParsed, interpret, type Body } from '../../../lib/webhooks/body';
import { verify, type UnauthorizedReason } from '../../../lib/webhooks/signature';
import { FORM, fakeRequest, JSON_TYPE } from '../../support/request';
import { bodySha256, form, sign, type Fields } from '../../support/sign';

const token = '12345';
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
const params: Params = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
const fieldsOf = (fields: Params): Fields => Object.entries(fields).map(([name, value]) => [name, String(value)]);
const asForm = (fields: Params): Body => ({ kind: 'form', params: fields });
const sentForm = (fields: Fields): Body => interpret(fakeRequest(FORM), Buffer.from(form(fields)));
const sentJson = (text: string | Buffer): Body => interpret(fakeRequest(JSON_TYPE), Buffer.from(text));

interface Asked {
  urls?: readonly string[];
  signature?: string | undefined;
  body?: Body;
  tokens?: readonly string[];
}

/** The verdict on the documented request, or on one that differs from it. */
function verdict(asked: Asked = {}): UnauthorizedReason | 'valid' {
  const request = { urls: [url], signature, body: asForm(params), ...asked };
  const found = verify(request, asked.tokens ?? [token]);
  return found.valid ? 'valid' : found.reason;
}

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

  describe('of a body that is not a form', () => {
    const text = '{"AccountSid":"AC1"}';
    const hashed = `https://e.example/twilio/message?bodySHA256=${bodySha256(text)}`;

    it('is rejected when no hash of the body is signed', () => {
      const plain = 'https://e.example/twilio/message';
      assert.equal(verdict({ urls: [plain], signature: sign(token, plain), body: sentJson(text) }), 'unsigned-body');
    });

    it('is rejected when only the hash is valid', () => {
      assert.equal(verdict({ urls: [hashed], body: sentJson(text) }), 'wrong-signature');
    });

    it('is rejected when the hash is empty, cut or in capitals', () => {
      const hash = bodySha256(text);
      for (const wrong of ['', hash.slice(1), hash.toUpperCase()]) {
        const address = `https://e.example/?bodySHA256=${wrong}`;
        assert.equal(verdict({ urls: [address], signature: sign(token, address), body: sentJson(text) }), 'wrong-body');
      }
    });

    it('is valid for a form too, over its bytes or over its fields', () => {
      const sent: Fields = [['Body', 'a b']];
      const address = `https://e.example/?bodySHA256=${bodySha256(form(sent))}`;
      assert.equal(verdict({ urls: [address], signature: sign(token, address), body: sentForm(sent) }), 'valid');
      assert.equal(verdict({ urls: [address], signature: sign(token, address, sent), body: sentForm(sent) }), 'valid');
      const other = sentForm([['Body', 'a c']]);
      assert.equal(verdict({ urls: [address], signature: sign(token, address), body: other }), 'wrong-body');
    });

    it('is rejected when the bytes are missing', () => {
      const body = fromParsed(fakeRequest(JSON_TYPE, { body: JSON.parse(text) }));
      assert.equal(verdict({ urls: [hashed], signature: sign(token, hashed), body }), 'no-raw-body');
    });

    it('is over the bytes, so invalid UTF-8 is not mistaken for other text', () => {
      const replaced = '{"a":"\ufffd"}';
      const broken = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
      assert.equal(broken.toString('utf8'), replaced);
      const address = `https://e.example/?bodySHA256=${bodySha256(replaced)}`;
      const signed = sign(token, address);
      assert.equal(verdict({ urls: [address], signature: signed, body: sentJson(replaced) }), 'valid');
      assert.equal(verdict({ urls: [address], signature: signed, body: sentJson(broken) }), 'wrong-body');
    });
  });

  describe('of any request', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 }).map((any) => any.toWellFormed());
    const name = fc.oneof(
      text.filter((any) => any !== ''),
      fc.constantFrom('Body', 'A[x]', '__proto__', 'toString'),
    );
    const address = fc.webUrl({ withQueryParameters: true });
    const auth = fc.string({ minLength: 1, maxLength: 40 });

    it('is valid when it is made as Twilio makes it', () => {
      fc.assert(
        fc.property(
          address,
          fc.array(fc.tuple(fc.oneof(name, text), text), { maxLength: 12 }),
          auth,
          (to, fields, by) => {
            const asked = {
              urls: [to],
              signature: sign(by, to, fields),
              body: sentForm(fields),
              tokens: ['other', by],
            };
            assert.equal(verdict(asked), 'valid');
          },
        ),
        { numRuns: 500 },
      );
    });

    it('is invalid after any single change', () => {
      const distinct = fc.uniqueArray(fc.tuple(name, text), { minLength: 1, maxLength: 8, selector: ([n]) => n });
      const change = fc.constantFrom('token', 'url', 'host', 'value', 'name', 'more', 'less', 'signature', 'cut');
      fc.assert(
        fc.property(address, distinct, auth, change, fc.nat(), (to, fields, by, what, pick) => {
          const signed = sign(by, to, fields);
          const at = pick % fields.length;
          const letter = pick % signed.length;
          const swapped = signed[letter] === 'A' ? 'B' : 'A';
          const changed = (field: (old: readonly [string, string]) => readonly [string, string]): Asked => ({
            body: sentForm(fields.map((old, index) => (index === at ? field(old) : old))),
          });
          const changes: Record<typeof what, () => Asked> = {
            token: () => ({ tokens: [`${by}x`] }),
            url: () => ({ urls: [`${to}x`] }),
            host: () => ({ urls: [to.replace('://', '://X')] }),
            value: () => changed(([n, v]) => [n, `${v}x`]),
            name: () => changed(([n, v]) => [`${n}x`, `${v}y`]),
            more: () => ({ body: sentForm([...fields, ['More-than-signed', '']]) }),
            less: () => ({ body: sentForm(fields.filter((_, index) => index !== at)) }),
            signature: () => ({ signature: signed.slice(0, letter) + swapped + signed.slice(letter + 1) }),
            cut: () => ({ signature: signed.slice(0, letter) }),
          };
          const right: Asked = { urls: [to], signature: signed, body: sentForm(fields), tokens: [by] };
          assert.equal(verdict(right), 'valid');
          assert.notEqual(verdict({ ...right, ...changes[what]() }), 'valid', what);
        }),
        { numRuns: 1000 },
      );
    });
  });

  it('is rejected for a form with more than a thousand fields', () => {
    const many: Fields = Array.from({ length: 1001 }, (_, index) => [`N${index}`, 'x'] as const);
    assert.equal(Object.keys(formParams(form(many))).length, 1000);
    assert.equal(verdict({ signature: sign(token, url, many), body: sentForm(many) }), 'wrong-signature');
  });
});
