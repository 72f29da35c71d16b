import assert from 'node:assert/strict';
import { once } from 'node:events';
import { refused, signed, UpgradeScene, WSS } from './upgrade-scene';
import { PUBLIC_BASE } from '../../../support/webhooks';

describe('upgrades to WebSockets', () => {
  let scene: UpgradeScene;

  beforeEach(async () => {
    scene = await new UpgradeScene().start();
  });
  afterEach(() => scene.close());

  it('accepts what Twilio has signed, with every scheme and slash', async () => {
    for (const url of [`${WSS}/twilio/stream`, `${WSS}/twilio/stream/`, `${PUBLIC_BASE}/twilio/stream`]) {
      const { client, socket } = await scene.open(scene.connect(signed(url)));
      const heard = once(client, 'message');
      socket.onMessage((text) => {
        socket.send(`${text} too`);
      });
      client.send('hello');
      assert.equal(String((await heard)[0]), 'hello too');
      client.terminate();
    }
    assert.deepEqual(scene.unauthorized, []);
  });

  it('gives the listener the messages that came before it', async () => {
    const { client, socket } = await scene.open();
    const pong = once(client, 'pong');
    client.send('one');
    client.send('two');
    client.ping();
    await pong;
    const heard: string[] = [];
    socket.onMessage((text) => heard.push(text));
    assert.deepEqual(heard, ['one', 'two']);
    client.terminate();
  });

  it('rejects an upgrade that is unsigned, or signed with another token or for another URL', async () => {
    const found = [
      await refused(scene.connect({})),
      await refused(scene.connect(signed(undefined, 'another token'))),
      await refused(scene.connect(signed(`${WSS}/twilio/relay`))),
    ];
    assert.deepEqual(found, [
      '403 Forbidden: it has no X-Twilio-Signature header.',
      '403 Forbidden: the signature does not match.',
      '403 Forbidden: the signature does not match.',
    ]);
    assert.equal(scene.endpoint.rejected.count, 3);
    assert.equal(scene.unauthorized.length, 3);
    assert.deepEqual(scene.opened, []);
  });

  it('names the URL that Twilio called when the public URL is wrong', async () => {
    await refused(scene.connect(signed(`wss://${scene.origin.slice(5)}/api/twilio/stream`)));
    assert.match(scene.unauthorized[0]?.hint ?? '', /Twilio called wss:\/\/127\.0\.0\.1:\d+\/api\/twilio\/stream/);
  });

  it('responds with 404 when no node takes it, and ignores all other paths', async () => {
    const relay = signed(`${WSS}/twilio/relay`);
    assert.match(await refused(scene.connect(relay, '/api/twilio/relay')), /^404 /);
    const other = scene.connect({}, '/api/chat/stream');
    assert.equal(String((await once(other, 'message'))[0]), 'other');
    other.terminate();
    // The listener does nothing, so nobody answers.
    for (const path of ['/api/twilio/message', '/twilio/stream', '/api/unknown/stream']) {
      const client = scene.connect({}, path);
      client.on('error', () => undefined);
      client.on('unexpected-response', () => {
        assert.fail('It was answered');
      });
      client.on('open', () => {
        assert.fail('It was accepted');
      });
      const settled = scene.connect({});
      await refused(settled);
      client.terminate();
    }
  });
});
