import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { formParams } from '../../../lib/events/form-params';
import { BodyError, fromParsed, interpret, parseSize, readRaw } from '../../../lib/webhooks/body';
import { startHttp, type TestHttp } from '../../support/http';
import { FORM, fakeRequest, JSON_TYPE } from '../../support/request';
import { form, sign, type Fields } from '../../support/sign';
import { verify } from '../../../lib/webhooks/signature';

const MB = 1024 * 1024;

describe('the size limit of a body', () => {
  const table: [setting: string | number | undefined, bytes: number][] = [
    ['5mb', 5 * MB],
    ['100kb', 100 * 1024],
    [' 1.5 MB ', 1.5 * MB],
    ['2GB', 2 * 1024 * MB],
    ['512', 512],
    ['512b', 512],
    [2048, 2048],
    [0, 0],
    [undefined, 256 * 1024],
    ['', 256 * 1024],
    ['plenty', 256 * 1024],
    ['-1mb', 256 * 1024],
    [-1, 256 * 1024],
    [Number.NaN, 256 * 1024],
    [Number.POSITIVE_INFINITY, 256 * 1024],
  ];
  for (const [setting, bytes] of table) {
    it(`is ${bytes} bytes for ${JSON.stringify(setting)} (${String(setting)})`, () => {
      assert.equal(parseSize(setting), bytes);
    });
  }
});

describe('reading a body', () => {
  /** Reads one request of a real server and tells what came of it. */
  let outcome: Promise<Buffer | BodyError>;
  let server: TestHttp;
  let arrived: Promise<IncomingMessage>;
  let limit = 0;
  let timeout: number | undefined;

  beforeEach(async () => {
    limit = 1000;
    timeout = undefined;
    let tell: (request: IncomingMessage) => void;
    arrived = new Promise((resolve) => (tell = resolve));
    outcome = arrived.then((request) =>
      readRaw(request, limit, timeout).catch((error: unknown) => {
        assert.ok(error instanceof BodyError);
        return error;
      }),
    );
    server = await startHttp((request, response) => {
      tell(request);
      void outcome.then(() => response.end());
    });
  });
  afterEach(() => server.close());

  const status = async (): Promise<number> => {
    const found = await outcome;
    assert.ok(found instanceof BodyError, 'the body was taken');
    return found.status;
  };

  it('returns the bytes as they were sent', async () => {
    const bytes = Buffer.from([0, 255, 128, 10, 13, 237, 160, 189]);
    await server.send({ body: bytes });
    assert.deepEqual(await outcome, bytes);
  });

  it('returns no bytes for a request without a body', async () => {
    await server.send({ method: 'GET' });
    assert.deepEqual(await outcome, Buffer.alloc(0));
  });

  it('puts the pieces of a body together, up to the last byte that is allowed', async () => {
    const { request } = server.begin();
    for (const letter of 'abcdefghij') request.write(letter.repeat(100));
    request.end();
    assert.equal(String(await outcome).length, 1000);
  });

  it('ends with 413 at the first byte above the limit, with and without Content-Length', async () => {
    await server.send({ body: 'x'.repeat(1001) });
    assert.equal(await status(), 413);
  });

  it('ends with 413 when a body without Content-Length becomes too long', async () => {
    const { request } = server.begin();
    request.write('x'.repeat(600));
    request.end('x'.repeat(401));
    assert.equal(await status(), 413);
  });

  it('ends with 408 when the body does not end', async () => {
    timeout = 5;
    const { request } = server.begin({ headers: { 'Content-Length': '10' } });
    request.write('12345');
    assert.equal(await status(), 408);
  });

  it('ends with 400 when the client disconnects', async () => {
    const { request } = server.begin({ headers: { 'Content-Length': '10' } });
    request.write('12345');
    await arrived;
    request.destroy();
    assert.equal(await status(), 400);
  });

  it('ends with 400 at once when the client had disconnected before', async () => {
    await server.close();
    let tell: (request: IncomingMessage) => void;
    const untouched = new Promise<IncomingMessage>((resolve) => (tell = resolve));
    server = await startHttp((request) => {
      tell(request);
    });
    const { request: sent } = server.begin({ headers: { 'Content-Length': '10' } });
    sent.write('12345');
    const request = await untouched;
    const closed = new Promise((resolve) => request.once('close', resolve));
    sent.destroy();
    await closed;
    await assert.rejects(readRaw(request, 1000), (error) => error instanceof BodyError && error.status === 400);
  });
});

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
