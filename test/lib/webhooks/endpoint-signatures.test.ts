/** Which webhooks an endpoint rejects, by their signature and their account. */
import assert from 'node:assert/strict';
import { endpointOptions, messageFields, messageSid, post } from '../../support/webhooks';
import { useEndpoint } from './endpoint-scene';

describe('an endpoint rejects', () => {
  const scene = useEndpoint();
  const { trigger } = scene;

  it('an unsigned request, informs its listeners, and counts it', async () => {
    const one = trigger();
    const { status, text, headers } = await post(scene.server, messageFields(), { token: 'guess' });
    assert.equal(status, 403);
    assert.equal(text, 'Forbidden: the signature does not match.\n');
    assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
    assert.deepEqual(one.accepted, []);
    assert.deepEqual(one.reasons, ['the signature does not match']);
    assert.equal(scene.endpoint.rejected.count, 1);
    assert.equal(scene.endpoint.rejected.last?.url, 'https://flows.example.com/in/twilio/message');
    await post(scene.server, messageFields(), { token: 'guess' });
    assert.equal(scene.endpoint.rejected.count, 2);
  });

  it('a request without a signature', async () => {
    trigger();
    const { status, text } = await scene.server.send({ path: '/twilio/message', body: 'Body=x' });
    assert.equal(status, 403);
    assert.match(text, /no X-Twilio-Signature header/);
  });

  it('a request of another account, even with a valid signature', async () => {
    const one = trigger();
    const { status, text } = await post(scene.server, messageFields({ AccountSid: `AC${'9'.repeat(32)}` }));
    assert.equal(status, 403);
    assert.match(text, /another Twilio account/);
    assert.deepEqual(one.accepted, []);
    // The signature shows the account too.
    assert.equal((await post(scene.server, [['MessageSid', messageSid(1)]])).status, 200);
    assert.equal(one.accepted.length, 1);
  });

  it('a request with 403 even when a listener fails', async () => {
    const broken = new Error('broken');
    const throws = (): never => {
      throw broken;
    };
    const one = trigger({ unauthorized: throws });
    trigger({ unauthorized: throws, failed: throws });
    const last = trigger();
    assert.equal((await post(scene.server, messageFields(), { token: 'guess' })).status, 403);
    assert.deepEqual(one.failures, [broken]);
    assert.equal(last.reasons.length, 1);
  });
});

describe('an endpoint with settings of its own', () => {
  const scene = useEndpoint();
  const { trigger } = scene;
  const remount = (changes: Parameters<typeof endpointOptions>[0]) => {
    scene.router.unmount(scene.endpoint, true);
    scene.endpoint = scene.router.mount('account', endpointOptions(changes));
    return trigger();
  };

  it('names the URL that the signature is valid for when its public URL is wrong', async () => {
    const rejections: string[] = [];
    remount({ onUnauthorized: ({ hint }) => rejections.push(hint) });
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'new.example.com' };
    const url = 'https://new.example.com/twilio/message';
    assert.equal((await post(scene.server, messageFields(), { url, headers })).status, 403);
    assert.match(
      rejections[0] ?? '',
      /^Twilio called https:\/\/new\.example\.com\/twilio\/message: set the Public URL/,
    );
    await post(scene.server, messageFields(), { token: 'guess', headers });
    assert.doesNotMatch(rejections[1] ?? '', /Twilio called/);
  });

  it('uses the URL of the request when it has no public URL', async () => {
    const one = remount({ publicUrl: undefined });
    const url = `${scene.server.origin}/twilio/message`;
    assert.equal((await post(scene.server, messageFields(), { url })).status, 200);
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'new.example.com' };
    const fields = messageFields({ MessageSid: messageSid(2) });
    const forwarded = await post(scene.server, fields, { url: 'https://new.example.com/twilio/message', headers });
    assert.equal(forwarded.status, 200);
    const spoofed = await post(scene.server, messageFields(), { url, headers: { 'X-Forwarded-Host': 'evil/..' } });
    assert.equal(spoofed.status, 200);
    assert.equal(one.accepted.length, 2);
    assert.equal(
      (await post(scene.server, messageFields(), { url: 'https://evil.example/twilio/message' })).status,
      403,
    );
  });

  it('accepts no request when it has no token', async () => {
    remount({ tokens: [] });
    const { status, text } = await post(scene.server, messageFields());
    assert.equal(status, 403);
    assert.match(text, /no auth token/);
  });

  it('accepts unsigned requests only when validation is off, and only of its own account', async () => {
    const one = remount({ validateSignatures: false, tokens: [] });
    assert.equal((await post(scene.server, messageFields(), { token: 'guess' })).status, 200);
    assert.equal((await post(scene.server, messageFields({ AccountSid: 'ACother' }))).status, 403);
    assert.equal(one.accepted.length, 1);
  });
});
