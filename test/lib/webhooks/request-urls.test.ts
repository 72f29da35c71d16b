import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { requestUrls } from '../../../lib/webhooks/request-urls';

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
