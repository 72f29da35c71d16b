import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formParams } from '../../../lib/events/form-params';
import { fromParsed } from '../../../lib/webhooks/body';
import { fakeRequest, JSON_TYPE } from '../../support/request';
import { bodySha256, form, sign, type Fields } from '../../support/sign';

import { sentForm, sentJson, token, url, verdict, type Asked } from './signature-scene';

describe('the signature of a body that is not a form, and of any request', () => {
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
