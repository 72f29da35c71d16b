import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { parsePublicUrl, PublicUrlError, type PublicUrl } from '../../../lib/validation/public-url';
import { requestUrls } from '../../../lib/webhooks/request-urls';

describe('a public URL', () => {
  const table: [typed: string, expected: PublicUrl][] = [
    ['https://example.com', { base: 'https://example.com' }],
    ['https://example.com/', { base: 'https://example.com' }],
    ['https://example.com/node/red//', { base: 'https://example.com/node/red' }],
    ['  https://example.com/red \n', { base: 'https://example.com/red' }],
    ['example.com', { base: 'https://example.com' }],
    ['example.com:8443/red/', { base: 'https://example.com:8443/red' }],
    ['localhost:1880', { base: 'https://localhost:1880' }],
    ['HTTP://Example.com:80/Red', { base: 'http://Example.com:80/Red' }],
    ['https://example.com:443', { base: 'https://example.com:443' }],
    ['https://example.com/red#rc=2', { base: 'https://example.com/red' }],
    ['https://example.com/ #rc=2&rp=all', { base: 'https://example.com' }],
    ['https://ada:s%40cret@example.com/red', { base: 'https://example.com/red', auth: 'ada:s%40cret' }],
    ['ada:secret@example.com', { base: 'https://example.com', auth: 'ada:secret' }],
    ['https://@example.com', { base: 'https://example.com' }],
    ['https://example.com/@me', { base: 'https://example.com/@me' }],
    ['http://[::1]:1880/red', { base: 'http://[::1]:1880/red' }],
    ['http://192.168.0.7:1880', { base: 'http://192.168.0.7:1880' }],
    ["https://example.com/o'hara/%7E", { base: "https://example.com/o'hara/%7E" }],
    ['https://münchen.example/ä', { base: 'https://münchen.example/ä' }],
  ];
  for (const [typed, expected] of table) {
    it(`is read from ${JSON.stringify(typed)}`, () => {
      assert.deepEqual(parsePublicUrl(typed), expected);
    });
  }

  // In Node.js 20, URL.canParse says no to such letters once it has been called some thousand times.
  it('is read with letters such as "ü", also many times', () => {
    for (let count = 0; count < 20_000; count++) assert.ok(parsePublicUrl('https://münchen.example'));
  });

  it('is undefined while nothing is entered', () => {
    for (const typed of ['', '   ', '#', ' # ']) assert.equal(parsePublicUrl(typed), undefined);
  });

  for (const typed of [
    'https://',
    'https:///red',
    'ftp://example.com',
    'javascript:alert(1)',
    'https://exa mple.com',
    'https://example.com/my flows',
    'https://example.com:99999',
    'https://example.com:port',
    'https://example.com?tenant=1',
    'https://example.com/red?tenant=1',
    '::1',
    'https://[::1',
    '%%%',
    'two words',
    'https://<host>',
    'https://a@b@example.com',
  ]) {
    it(`is rejected when it is ${JSON.stringify(typed)}`, () => {
      assert.throws(() => parsePublicUrl(typed), PublicUrlError);
    });
  }

  it('is shown without its password', () => {
    for (const typed of [
      'https://ada:s3cr3t@example.com:port',
      'https://ada:s3cr@3t@example.com',
      'https://ada:s3cr/3t@example.com',
      'ada:s3cr?3t@example.com',
      'ftp://ada:s3cr3t@example.com',
      'https://ada:s3cr3t@example.com?x=1',
      'https://ada:s3cr3t@example.com/a b',
    ]) {
      assert.throws(
        () => parsePublicUrl(typed),
        (error) => error instanceof PublicUrlError && !/s3cr|3t/.test(error.message),
        typed,
      );
    }
  });
});

describe('the URLs that a request may have been sent to', () => {
  const urls = (
    headers: Record<string, string>,
    more: { url?: string; originalUrl?: string; tls?: boolean; from?: string; trusted?: boolean } = {},
  ) => {
    const socket = new Socket();
    const { tls = false, url = '/twilio/message?x=1', originalUrl, from = '127.0.0.1', trusted } = more;
    const connected = (to: Socket): Socket => Object.defineProperty(to, 'remoteAddress', { value: from });
    return requestUrls({
      headers,
      url,
      socket: connected(tls ? new TLSSocket(socket) : socket),
      ...(trusted === undefined ? {} : { app: { get: () => () => trusted } }),
      ...(originalUrl === undefined ? {} : { originalUrl }),
    });
  };

  it('are those of its own Host header, with both schemes', () => {
    assert.deepEqual(urls({ host: 'example.com:1880' }), [
      'http://example.com:1880/twilio/message?x=1',
      'https://example.com:1880/twilio/message?x=1',
    ]);
  });

  it('begin with https when the connection is encrypted', () => {
    assert.equal(urls({ host: 'example.com' }, { tls: true })[0], 'https://example.com/twilio/message?x=1');
  });

  it('have the whole path when Node-RED is mounted below another path', () => {
    const found = urls({ host: 'e.example' }, { url: '/twilio/message', originalUrl: '/api/twilio/message' });
    assert.deepEqual(found, ['http://e.example/api/twilio/message', 'https://e.example/api/twilio/message']);
  });

  const likeliest: [what: string, headers: Record<string, string>, url: string][] = [
    [
      'X-Forwarded-Host and X-Forwarded-Proto',
      { 'x-forwarded-host': 'e.example', 'x-forwarded-proto': 'https' },
      'https://e.example',
    ],
    [
      'lists, of which the first is the client’s',
      { 'x-forwarded-host': 'e.example, inner:80', 'x-forwarded-proto': 'https,http' },
      'https://e.example',
    ],
    [
      'the standard header',
      { forwarded: 'for=192.0.2.1; proto=HTTPS; Host="e.example:8443"' },
      'https://e.example:8443',
    ],
    [
      'the first of several in the standard header',
      { forwarded: 'host=e.example;proto=https, host=inner;proto=http', 'x-forwarded-host': 'other' },
      'https://e.example',
    ],
    ['the standard header without a host', { forwarded: 'proto=https;for=x' }, 'https://inner.example'],
    ['an IPv6 host', { 'x-forwarded-host': '[2001:db8::1]:8443' }, 'http://[2001:db8::1]:8443'],
    ['a scheme that is none', { 'x-forwarded-proto': 'gopher' }, 'http://inner.example'],
    ['empty headers', { 'x-forwarded-host': '', forwarded: '', 'x-forwarded-proto': ' ' }, 'http://inner.example'],
  ];
  for (const [what, headers, url] of likeliest) {
    it(`follow ${what}`, () => {
      assert.equal(urls({ host: 'inner.example', ...headers })[0], `${url}/twilio/message?x=1`);
    });
  }

  it('are tried with the port that a proxy names, once', () => {
    const found = urls({ 'x-forwarded-host': 'e.example', 'x-forwarded-port': '8443', 'x-forwarded-proto': 'https' });
    assert.ok(found.includes('https://e.example:8443/twilio/message?x=1'));
    assert.ok(urls({ host: 'e.example:1', 'x-forwarded-port': '2' }).every((url) => url.includes('e.example:1/')));
    assert.ok(urls({ host: 'e.example', 'x-forwarded-port': '80; x' }).every((url) => url.includes('e.example/')));
  });

  it('are tried with the path that a proxy removed', () => {
    const found = urls({ host: 'e.example', 'x-forwarded-prefix': '/red/' });
    assert.deepEqual(found.slice(0, 2), [
      'http://e.example/red/twilio/message?x=1',
      'http://e.example/twilio/message?x=1',
    ]);
    assert.equal(urls({ host: 'e.example', 'x-forwarded-prefix': 'evil' }).length, 2);
  });

  for (const junk of [
    'evil.example/path',
    'a b',
    'user@evil.example',
    '"><script>',
    'e.example:99999999',
    '[::1',
    ':80',
  ]) {
    it(`ignore the invalid host ${JSON.stringify(junk)}`, () => {
      assert.equal(
        urls({ host: 'inner.example', 'x-forwarded-host': junk })[0],
        'http://inner.example/twilio/message?x=1',
      );
      assert.equal(
        urls({ 'x-forwarded-host': 'e.example', forwarded: `host=${junk}` })[0],
        'http://e.example/twilio/message?x=1',
      );
      assert.deepEqual(urls({ host: junk }), []);
    });
  }

  it('use the headers of a proxy only when it is private or trusted', () => {
    const headers = { host: 'inner.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-prefix': '/red' };
    const first = (from: string, trusted?: boolean): string | undefined =>
      urls(headers, { from, ...(trusted === undefined ? {} : { trusted }) })[0];
    const near = ['127.0.0.1', '::1', '::ffff:10.1.2.3', '172.31.0.1', '192.168.0.9', 'fd00::7', 'fe80::1'];
    for (const from of near) assert.equal(first(from), 'http://evil.example/red/twilio/message?x=1', from);
    for (const from of ['203.0.113.9', '172.32.0.1', '2001:db8::1', '::ffff:203.0.113.9', '']) {
      assert.equal(first(from), 'http://inner.example/twilio/message?x=1', from);
      assert.equal(first(from, false), 'http://inner.example/twilio/message?x=1', from);
    }
    assert.equal(first('203.0.113.9', true), 'http://evil.example/red/twilio/message?x=1');
  });

  it('have no prefix that is not a path, so that a signature for another URL stays invalid', () => {
    for (const prefix of ['/other?x=', '/other#', '/a b', '//evil', '/a\\b', '/"']) {
      const found = urls({ host: 'e.example', 'x-forwarded-prefix': prefix });
      assert.deepEqual(found, ['http://e.example/twilio/message?x=1', 'https://e.example/twilio/message?x=1'], prefix);
    }
  });

  it('are none when the request names no host', () => {
    assert.deepEqual(urls({}), []);
  });
});
