import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formParams } from '../../../lib/events/form-params';
import { fromParsed, interpret } from '../../../lib/webhooks/body';
import { FORM, fakeRequest, JSON_TYPE } from '../../support/request';
import { form, sign, type Fields } from '../../support/sign';
import { verify } from '../../../lib/webhooks/signature';

describe('the parameters of a form', () => {
  it('are decoded, and a repeated name becomes a list', () => {
    assert.deepEqual(formParams('Body=a+b%21&Digit=1&Digit=2&Empty=&Flag'), {
      Body: 'a b!',
      Digit: ['1', '2'],
      Empty: '',
      Flag: '',
    });
  });

  it('stay unchanged when their percent-encoding is invalid', () => {
    assert.deepEqual(formParams('Body=100%&A=%zz&B=%4&C=%41%'), { Body: '100%', A: '%zz', B: '%4', C: 'A%' });
  });

  it('have a replacement character for invalid UTF-8 and lone surrogates', () => {
    assert.deepEqual(formParams('A=%ED%A0%BD&B=%FF'), { A: '\ufffd\ufffd\ufffd', B: '\ufffd' });
  });

  it('can have any name', () => {
    const params = formParams('__proto__=a&constructor=b&A[x]=1&=nameless');
    assert.deepEqual(Object.keys(params), ['__proto__', 'constructor', 'A[x]', '']);
    assert.equal(Object.getPrototypeOf(params), Object.prototype);
  });

  it('are those that were sent, for any names and values', () => {
    const text = fc.string({ unit: 'binary' }).map((any) => any.toWellFormed());
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(text, text), { selector: ([name]) => name }), (fields) => {
        const expected = new Map<string, unknown>(fields.filter(([name, value]) => name !== '' || value !== ''));
        const found = new Map<string, unknown>(Object.entries(formParams(form(fields))));
        if (found.get('') === '') found.delete('');
        assert.deepEqual(found, expected);
      }),
    );
  });
});

describe('the parameters of a body', () => {
  it('follows its content type, in any spelling', () => {
    assert.equal(interpret(fakeRequest(`${FORM}; charset=UTF-8`), Buffer.from('a=1')).kind, 'form');
    assert.equal(interpret(fakeRequest('Application/X-WWW-Form-Urlencoded'), Buffer.from('a=1')).kind, 'form');
    assert.equal(interpret(fakeRequest('text/plain'), Buffer.from('a=1')).kind, 'other');
    assert.equal(interpret(fakeRequest(''), Buffer.from('a=1')).kind, 'other');
    assert.deepEqual(interpret(fakeRequest('text/plain'), Buffer.from('a=1')).params, {});
  });

  it('is an empty form when there is none', () => {
    assert.deepEqual(interpret(fakeRequest(JSON_TYPE), Buffer.alloc(0)), {
      kind: 'form',
      params: {},
      raw: Buffer.alloc(0),
      form: '',
    });
  });

  const json: [text: string, params: Record<string, string>][] = [
    [
      '{"Body":"x","Number":1,"Yes":true,"Nothing":null,"Nested":{"a":[1]}}',
      {
        Body: 'x',
        Number: '1',
        Yes: 'true',
        Nothing: '',
        Nested: '{"a":[1]}',
      },
    ],
    ['[1,2]', {}],
    ['"text"', {}],
    ['null', {}],
    ['{"broken', {}],
    ['Body=x&From=y', {}],
  ];
  for (const [text, params] of json) {
    it(`is ${JSON.stringify(params)} for the JSON ${text}, read by us or by another parser`, () => {
      assert.deepEqual(interpret(fakeRequest(JSON_TYPE), Buffer.from(text)), {
        kind: 'other',
        params,
        raw: Buffer.from(text),
      });
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch {
        return;
      }
      // A parser that keeps the text has it read by us.
      if (typeof body !== 'string') {
        assert.deepEqual(fromParsed(fakeRequest(JSON_TYPE, { body })), { kind: 'other', params });
      }
    });
  }

  it('survives JSON that is nested too deeply for the stack', () => {
    const deep = Buffer.from(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    assert.equal(interpret(fakeRequest(JSON_TYPE), deep).kind, 'other');
  });
});

describe('a body that another parser has read', () => {
  it('has the names that were sent and signed', () => {
    const url = 'https://e.example/twilio/message';
    const fields: Fields = [
      ['Body', 'x'],
      ['A[x]', '1'],
      ['A[y][z]', '2'],
      ['Digit', '1'],
      ['Digit', '2'],
      ['B[0][c]', '3'],
      ['constructor', 'c'],
    ];
    // As Express's parser nests them.
    const body = { Body: 'x', A: { x: '1', y: { z: '2' } }, Digit: ['1', '2'], B: [{ c: '3' }], constructor: 'c' };
    const found = fromParsed(fakeRequest(FORM, { body }));
    assert.deepEqual(found, { kind: 'form', params: formParams(form(fields)) });
    const signed = { urls: [url], signature: sign('token', url, fields), body: found };
    assert.deepEqual(verify(signed, ['token']), { valid: true, url });
  });

  it('is read from the bytes where the parser kept them', () => {
    const text = 'A[x]=1';
    const expected = { kind: 'form', params: { 'A[x]': '1' }, raw: Buffer.from(text), form: text };
    assert.deepEqual(fromParsed(fakeRequest(FORM, { rawBody: Buffer.from(text), body: {} })), expected);
    assert.deepEqual(fromParsed(fakeRequest(FORM, { rawBody: text, body: {} })), expected);
    assert.deepEqual(fromParsed(fakeRequest(FORM, { body: Buffer.from(text) })), expected);
    assert.deepEqual(fromParsed(fakeRequest(FORM, { body: text })), expected);
  });

  it('is empty when the parser left nothing', () => {
    for (const body of [undefined, null, {}]) {
      assert.deepEqual(fromParsed(fakeRequest(FORM, { body })), { kind: 'form', params: {} });
    }
  });

  it('keeps a parameter that is called __proto__', () => {
    const body: unknown = JSON.parse('{"__proto__": "a", "Body": {"__proto__": "b"}}');
    const { params } = fromParsed(fakeRequest(FORM, { body }));
    assert.deepEqual(Object.entries(params), [
      ['__proto__', 'a'],
      ['Body[__proto__]', 'b'],
    ]);
  });
});
