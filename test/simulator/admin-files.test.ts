import assert from 'node:assert/strict';
import { describeEndpoints } from './admin-scene';
import { own, person } from './support';

describeEndpoints((scene) => {
  const { post, errorOf } = scene;

  it('return the bytes that a person sent, with scripts blocked', async () => {
    const response = await post('messages', { from: person, to: own, media: 'data:image/svg+xml,<svg/>' });
    const [media] = Object(await response.json()).media;
    const file = await fetch(`${scene.base}/files/${String(media.sid)}`);
    assert.equal(file.headers.get('content-type'), 'image/svg+xml');
    assert.match(file.headers.get('content-security-policy') ?? '', /default-src 'none'; sandbox/);
    assert.equal(await file.text(), '<svg/>');
    assert.equal((await fetch(`${scene.base}/files/ME0`)).status, 404);
  });

  it('serve the phone, which may load only its own scripts', async () => {
    const page = await fetch(`${scene.base}/phone`);
    assert.equal(page.status, 200);
    assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.match(await page.text(), /<title>Phone/);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'self'/);
    assert.ok(!policy.includes('unsafe'));
    const script = await fetch(`${scene.base}/phone/phone.js`);
    assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.equal(script.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(await script.text(), '1;');
  });

  it('serve nothing else of this machine', async () => {
    for (const file of [
      'secret',
      'missing.js',
      '..%2fpackage.json',
      '%2e%2e%2fpackage.json',
      '.hidden.js',
      'a%00.js',
    ]) {
      const response = await fetch(`${scene.base}/phone/${file}`);
      assert.equal(response.status, 404, file);
      assert.match(await errorOf(response), /^The phone has no file/);
    }
  });
});
