import assert from 'node:assert/strict';
import { parsePublicUrl, PublicUrlError, type PublicUrl } from '../../../lib/validation/public-url';

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
