/** What the node "stream" does with bad input: from the flow, from Twilio, and from others. */
import assert from 'node:assert/strict';
import { mediaMessage, openSocket, socketOf, STREAM_SID } from '../support/call-socket';
import { FRAME, useStream } from './stream-scene';

describe('stream with bad input', () => {
  const scene = useStream();
  const { connect, openCall, give, errorOf } = scene;

  it('does not play what is not audio, or not whole samples', async () => {
    const { socket } = await openCall({ format: 'pcm8' });
    give({ payload: 'text' });
    assert.match(await errorOf(), /^INVALID_PARAMETER: .*msg\.payload is "text", not a Buffer/);
    give({ payload: Buffer.alloc(321) });
    assert.match(await errorOf(), /^INVALID_PARAMETER: .*it has 321 bytes, and a sample of pcm8 has 2/);
    give({ payload: Buffer.from('RIFF\0\0\0\0WAVEjunk\0\0\0\0') });
    assert.match(await errorOf(), /^INVALID_PARAMETER: .*WAV file that is not supported: no samples/);
    give({ mark: {} });
    assert.match(await errorOf(), /^INVALID_PARAMETER: msg\.mark is \{\}/);
    await socket.sync();
    assert.deepEqual(socket.received, []);
  });

  it('does not take more audio than fits', async () => {
    await openCall();
    give({ payload: Buffer.alloc(5 * 60 * 8000 + 1) });
    assert.match(await errorOf(), /^MESSAGE_TOO_LARGE: .*at most 300 seconds/);
  });

  it('does not start again with what comes when the call is not in the stream', async () => {
    const { document, socket } = await openCall();
    const late = await (async () => {
      socket.send(mediaMessage(0, FRAME));
      return scene.loaded.arrival('audio');
    })();
    give({ stop: true });
    await socket.closed;
    scene.loaded.node('stream').receive(late);
    assert.match(await errorOf(), /^INVALID_CALL: The call CA\w+ is not in this stream/);
    void scene.call.comeBack(document);
    await scene.loaded.arrival('out');
    scene.loaded.node('stream').receive(late);
    assert.match(await errorOf(), /^INVALID_CALL/);
    for (const control of [{ clear: true }, { mark: 'x' }, { stop: true }]) {
      give(control);
      assert.match(await errorOf(), /^INVALID_CALL/);
    }
  });

  it('ignores invalid and unknown messages, and logs it once', async () => {
    const { socket } = await openCall();
    for (const text of ['no JSON', 'no JSON', '[]', '{"event":"new"}', '{"event":"media","media":{}}', '{}'])
      socket.send(text);
    socket.send(mediaMessage(0, FRAME));
    await scene.loaded.arrival('audio');
    const warnings = scene.loaded.logged().filter(({ id }) => id === 'stream');
    assert.deepEqual(
      warnings.map(({ msg }) => msg.replace(STREAM_SID, 'MZ')),
      [
        'A message of the stream MZ is not JSON',
        'A message of the stream MZ is not an object',
        'A message of the stream MZ has an unknown event: "new"',
        'A message of the stream MZ has no audio',
        'A message of the stream MZ has an unknown event: undefined',
      ],
    );
  });

  it('closes unknown sockets, and logs why', async () => {
    const { document, socket } = await openCall();
    const { url } = socketOf(document);
    const silent = await openSocket(scene.loaded.url, url);
    silent.send('no JSON');
    const others = [
      silent,
      await connect(document),
      await connect(document, { callSid: `CA${'9'.repeat(32)}` }),
      await connect(document, { accountSid: `AC${'9'.repeat(32)}` }),
      await connect(document.replace('name="node" value="stream"', 'name="node" value="other"')),
    ];
    const reasons = [];
    for (const other of others) {
      const { code, reason } = await other.closed;
      reasons.push(`${code} ${reason}`);
    }
    assert.deepEqual(reasons, [
      '1008 its first message does not say which call it belongs to',
      '1008 the call already has a socket in this node',
      '1008 the call is not in a flow of this account, or has ended',
      '1008 it belongs to another Twilio account',
      '1008 there is no node "other" that takes it',
    ]);
    assert.equal(scene.loaded.logged().filter(({ msg }) => msg.startsWith('A stream socket')).length, 5);
    socket.send(mediaMessage(0, FRAME));
    await scene.loaded.arrival('audio');
  });

  it('closes the socket of a document that was answered before', async () => {
    const { document, socket } = await openCall();
    await socket.close();
    void scene.call.comeBack(document);
    await scene.loaded.arrival('out');
    assert.deepEqual(await (await connect(document)).closed, {
      code: 1008,
      reason: 'the call is not in this node any more',
    });
  });

  it('does not lose audio when the flow is slower than it', async () => {
    const { socket } = await openCall();
    let count = 0;
    const all = new Promise<void>((resolve) => {
      scene.loaded.node('audio').on('input', () => {
        const until = Date.now() + 5;
        while (Date.now() < until);
        count += 1;
        if (count === 100) resolve();
      });
    });
    for (let n = 0; n < 100; n += 1) socket.send(mediaMessage(n, FRAME));
    await all;
  });
});
