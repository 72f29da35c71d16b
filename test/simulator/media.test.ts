import assert from 'node:assert/strict';
import { createSimulator } from '../../simulator';
import { simulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, own, person, useScene } from './support';

describe('media that a person sends', () => {
  const scene = useScene();
  const get = (uri: string, credentials: { username?: string; password?: string } = {}) =>
    scene.simulator.request({ method: 'GET', uri, ...credentials });

  it('gets a Twilio URL when it is sent as bytes, and is fetched from there', async () => {
    const bytes = Buffer.from('a picture');
    const message = await scene.text({ media: [`data:image/png;base64,${bytes.toString('base64')}`] });
    const [media] = message.media;
    assert.ok(media);
    const account = `https://api.twilio.com/2010-04-01/Accounts/${scene.simulator.accountSid}`;
    assert.equal(media.url, `${account}/Messages/${message.sid}/Media/${media.sid}`);
    assert.deepEqual(
      [scene.told('message')[0]?.['MediaUrl0'], scene.told('message')[0]?.['MediaContentType0']],
      [media.url, 'image/png'],
    );
    const { statusCode, body, headers } = await get(media.url);
    assert.equal(statusCode, 200);
    assert.deepEqual(body, bytes);
    assert.equal(headers?.['Content-Type'], 'image/png');
    assert.ok(!JSON.stringify(scene.simulator.state()).includes('data:'), 'the state holds no bytes');
    assert.deepEqual(scene.simulator.bytesOf(media.sid), { bytes, contentType: 'image/png' });
  });

  it('is fetched without credentials or with valid ones, and not with invalid ones', async () => {
    const { media } = await scene.text({ media: 'sample:image' });
    const url = media[0]?.url ?? '';
    const { accountSid: username, authToken: password } = scene.simulator;
    assert.equal((await get(url, { username, password })).statusCode, 200);
    assert.equal((await get(url, { username, password: 'wrong' })).statusCode, 401);
    assert.equal((await get(url.replace(username, `AC${'0'.repeat(32)}`))).statusCode, 404);
  });

  const samples: [name: string, type: string, begins: string][] = [
    ['sample:image', 'image/png', '\x89PNG'],
    ['sample:audio', 'audio/wav', 'RIFF'],
    ['sample:document', 'text/plain', 'A document'],
    ['data:,a%20b', 'text/plain', 'a b'],
    ['data:text/csv;charset=utf-8,a,b', 'text/csv', 'a,b'],
  ];
  for (const [given, type, begins] of samples) {
    it(`may be ${given}`, async () => {
      const { media } = await scene.text({ media: given });
      const { body } = await get(media[0]?.url ?? '');
      assert.equal(media[0]?.contentType, type);
      assert.ok(Buffer.isBuffer(body) && body.toString('latin1').startsWith(begins));
    });
  }

  it('redirects to its URL when it was sent by URL', async () => {
    const { sid, media } = await scene.text({ media: 'https://example.com/a.png' });
    assert.equal(media[0]?.url, 'https://example.com/a.png');
    const account = `https://api.twilio.com/2010-04-01/Accounts/${scene.simulator.accountSid}`;
    const answer = await get(`${account}/Messages/${sid}/Media/${media[0]?.sid ?? ''}`);
    assert.deepEqual([answer.statusCode, answer.headers?.['Location']], [307, 'https://example.com/a.png']);
  });

  it('is deleted with its message, or alone', async () => {
    const { client } = simulatedTwilio(scene.simulator);
    const first = await scene.text({ media: ['sample:image', 'sample:audio'] });
    const [image, audio] = first.media;
    assert.ok(image && audio);
    await client.messages(first.sid).media(image.sid).remove();
    assert.equal((await get(image.url)).statusCode, 404);
    assert.equal((await get(audio.url)).statusCode, 200);
    await client.messages(first.sid).remove();
    assert.equal((await get(audio.url)).statusCode, 404);
    assert.equal(scene.simulator.bytesOf(audio.sid), undefined);
  });

  it('is removed together with its message', async () => {
    const simulator = createSimulator({ clock: fakeClock(), limits: { messages: 1 } });
    const { media } = await simulator.receiveMessage({ from: person, to: own, media: 'sample:image' });
    const sid = media[0]?.sid ?? '';
    assert.ok(simulator.bytesOf(sid));
    await simulator.receiveMessage({ from: person, to: own, body: 'next' });
    assert.equal(simulator.bytesOf(sid), undefined);
    await simulator.close();
  });

  it('is rejected when it is too large or not a data URL', async () => {
    const large = `data:image/png;base64,${Buffer.alloc(5 * 1024 * 1024 + 1).toString('base64')}`;
    await assert.rejects(scene.text({ media: large }), { name: 'SimulatorInputError', message: /at most 5 MB/ });
    for (const media of ['data:image/png', 'data:,%', 'sample:video']) {
      await assert.rejects(scene.text({ media }), { name: 'SimulatorInputError', message: /data: URLs, or one of/ });
    }
  });
});
