/** Requests that a client did not mean to send, or sent to do harm: the router answers them, and goes on. */
import assert from 'node:assert/strict';
import { messageFields, messageSid, post } from '../../support/webhooks';
import { useRouter } from './router-scene';

/** With it, a body is read before the request is rejected. */
const SIGNATURE = { 'X-Twilio-Signature': 'any' };

describe('the router survives', () => {
  const scene = useRouter();
  const { restart } = scene;

  /** The server still takes what is right. */
  const stillWorks = async (): Promise<void> => {
    const fields = messageFields({ MessageSid: messageSid(77) });
    assert.equal((await post(scene.server, fields)).status, 200);
    assert.equal(scene.trigger.accepted.at(-1)?.messageSid, messageSid(77));
  };
  const TEN_MB = Buffer.alloc(10_000_000, 'a');

  it('a body of 10 MB, which gets 413', async () => {
    const { status, text, headers } = await scene.server.send({
      path: '/twilio/message',
      headers: SIGNATURE,
      body: TEN_MB,
    });
    assert.equal(status, 413);
    assert.match(text, /longer than the 262144 bytes/);
    assert.equal(headers.connection, 'close');
    assert.match(scene.log[0] ?? '', /413/);
    await stillWorks();
  });

  it('a body of 10 MB without Content-Length', async () => {
    const { request, answer } = scene.server.begin({ path: '/twilio/message', headers: SIGNATURE });
    for (let at = 0; at < TEN_MB.length; at += 1_000_000) request.write(TEN_MB.subarray(at, at + 1_000_000));
    request.end();
    assert.equal((await answer).status, 413);
    await stillWorks();
  });

  it('a body that is longer than Node-RED’s own limit', async () => {
    await restart({ maxBodySize: '1kb' });
    const fields = messageFields({ Body: 'x'.repeat(1024) });
    assert.equal((await post(scene.server, fields)).status, 413);
    await stillWorks();
  });

  it('a body that never ends, which gets 408', async () => {
    await restart({ bodyTimeoutMs: 10 });
    const { request, answer } = scene.server.begin({
      path: '/twilio/message',
      headers: { ...SIGNATURE, 'Content-Length': '1000' },
    });
    request.write('Body=');
    const { status, text } = await answer;
    assert.equal(status, 408);
    assert.match(text, /did not arrive in time/);
    await stillWorks();
  });

  it('a client that disconnects in the middle', async () => {
    const logged = new Promise<string>((resolve) => (scene.hear = resolve));
    const { request } = scene.server.begin({
      path: '/twilio/message',
      headers: { ...SIGNATURE, 'Content-Length': '1000' },
    });
    request.write('Body=');
    await scene.arrived;
    request.destroy();
    assert.match(await logged, /400: The connection was lost/);
    await stillWorks();
  });

  it('bytes that are not text, NUL and lone surrogates', async () => {
    const body = Buffer.concat([Buffer.from('Body='), Buffer.from([0, 255, 254, 192, 128]), Buffer.from('%ED%A0%80')]);
    assert.equal((await post(scene.server, messageFields(), { body })).status, 403);
    await stillWorks();
  });

  it('hostile headers', async () => {
    const headers = { 'X-Twilio-Signature': '\u00ff'.repeat(5000), 'Content-Type': ';;;', 'X-Forwarded-Host': '[' };
    assert.equal((await scene.server.send({ path: '/twilio/message', headers, body: 'a=b' })).status, 403);
    await stillWorks();
  });
});
