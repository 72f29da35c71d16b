import assert from 'node:assert/strict';
import { splitWebAddresses } from '../../lib/validation/web-address';
import { mediaUrls, messageBody, publicUrl, webhookPath } from '../../editor/validators/validators';
import { accepts, marks } from './validator-checks';

describe('the checks of the forms', () => {
  it('split a list of URLs at commas, blanks and lines, and leave a comma within one', () => {
    assert.deepEqual(
      splitWebAddresses(' https://a.example/1.jpg, https://a.example/2,3.jpg\nhttps://a.example/4.jpg, '),
      ['https://a.example/1.jpg', 'https://a.example/2,3.jpg', 'https://a.example/4.jpg'],
    );
    assert.deepEqual(splitWebAddresses(''), []);
  });

  it('take up to ten media addresses', () => {
    const url = 'https://example.com/a.jpg';
    accepts(mediaUrls, '', url, `${url}, ${url}`, Array<string>(10).fill(url).join(' '), 'http://localhost:1880/a.png');
    marks(mediaUrls, 'mediaUrl', 'a.jpg', 'ftp://example.com/a', `${url}, b.jpg`, 'https://');
    marks(mediaUrls, 'mediaCount', Array<string>(11).fill(url).join(','));
  });

  it('take a text of up to 1,600 characters', () => {
    accepts(messageBody, '', 'x'.repeat(1600), '😀'.repeat(1600));
    assert.deepEqual(messageBody('x'.repeat(1601)), { key: 'tooLong', values: { length: '1601', max: '1600' } });
  });

  it('take a public URL with user, port and path', () => {
    accepts(
      publicUrl,
      '',
      'example.com',
      'https://example.com/#x',
      'https://example.com',
      'https://u:p@example.com:8443/node-red/',
      'http://10.0.0.1',
    );
  });

  it('mark a public URL with another scheme, without a host, or with a query', () => {
    marks(publicUrl, 'publicUrl', 'ftp://example.com', 'https://', 'https://a b', 'https://example.com/a b');
    marks(publicUrl, 'publicUrlQuery', 'https://example.com?x=1');
  });

  it('take every path that a request can have', () => {
    accepts(webhookPath, '/twilio', 'twilio', '/a/b-c', '/a b', '/');
    marks(webhookPath, 'path', '/a?b', '/a#b', '/a\\b');
    marks(webhookPath, 'required', '');
  });
});
