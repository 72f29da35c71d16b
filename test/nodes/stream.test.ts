/** The audio and the events of the node "stream", in both directions, and how it ends. */
import assert from 'node:assert/strict';
import { mediaMessage, STREAM_SID } from '../support/call-socket';
import { say } from '../support/step-flows';
import { verbs } from './steps/call-of-test';
import { FRAME, isMark, isMedia, streamOf, twilioOf, useStream } from './stream-scene';

describe('stream', () => {
  const scene = useStream();
  const { start, connect, openCall, give } = scene;

  it('connects the call in both directions, with the node and the document in parameters', async () => {
    assert.match(
      verbs(await start()),
      /^<Connect action="[^"]*node=stream&amp;n=1" method="POST"><Stream url="wss:\/\/example\.com\/twilio\/stream"><Parameter name="node" value="stream"\/><Parameter name="n" value="1"\/><\/Stream><\/Connect><Redirect/,
    );
  });

  it('sends the audio as it comes, with its track and time', async () => {
    const { socket } = await openCall();
    socket.send(mediaMessage(0, FRAME));
    socket.send(mediaMessage(1, FRAME));
    const [first, second] = [await scene.loaded.arrival('audio'), await scene.loaded.arrival('audio')];
    assert.deepEqual(first['payload'], FRAME);
    assert.deepEqual(streamOf(second), {
      sid: STREAM_SID,
      format: 'mulaw8',
      sampleRate: 8000,
      track: 'inbound',
      timestamp: 20,
    });
    const { callSid, from, event } = twilioOf(first);
    assert.deepEqual([callSid, from, event], [scene.call.sid, '+14155550123', 'stream']);
  });

  it('converts the audio and joins it to longer frames, and sends the rest at the end', async () => {
    const { socket } = await openCall({ format: 'pcm16', frame: '60' });
    for (let n = 0; n < 4; n += 1) socket.send(mediaMessage(n, FRAME));
    assert.equal(((await scene.loaded.arrival('audio'))['payload'] as Buffer).length, 60 * 32);
    await socket.sync();
    await socket.close();
    const rest = await scene.loaded.arrival('audio');
    assert.deepEqual([(rest['payload'] as Buffer).length, streamOf(rest)['timestamp']], [20 * 32, 60]);
  });

  it('reports keys, marks and the end', async () => {
    const { socket } = await openCall();
    socket.send({
      event: 'dtmf',
      streamSid: STREAM_SID,
      sequenceNumber: '5',
      dtmf: { track: 'inbound_track', digit: '1' },
    });
    socket.send({ event: 'mark', streamSid: STREAM_SID, sequenceNumber: '6', mark: { name: 'hello' } });
    const [key, mark] = [await scene.loaded.arrival('events'), await scene.loaded.arrival('events')];
    assert.deepEqual([key['payload'], twilioOf(key)['digits']], ['dtmf', '1']);
    assert.deepEqual([mark['payload'], twilioOf(mark)['mark']], ['mark', 'hello']);
    await socket.close();
    const stop = await scene.loaded.arrival('events');
    assert.deepEqual([stop['payload'], streamOf(stop)['end']], ['stop', 'twilio']);
  });

  it('plays audio in frames, and the mark after it', async () => {
    const { socket } = await openCall();
    give({ payload: Buffer.concat([FRAME, FRAME, FRAME.subarray(0, 80)]), mark: 'end' });
    await socket.next(isMark);
    const sizes = socket.received.map(
      ({ media }) => Buffer.from((media as { payload: string }).payload, 'base64').length,
    );
    assert.deepEqual(sizes, [160, 160, 80]);
    assert.ok(socket.received.every(({ streamSid }) => streamSid === STREAM_SID));
  });

  it('plays audio that came before Twilio has connected', async () => {
    const document = await start();
    give({ payload: FRAME });
    const socket = await connect(document);
    await socket.next(isMedia);
  });

  it('drops what waits, with its marks, and sends clear to Twilio', async () => {
    const { socket } = await openCall();
    give({ payload: Buffer.alloc(8000 * 10), mark: 'never played' });
    await socket.next(isMedia);
    give({ clear: true });
    await socket.next(isMark);
    await socket.next(({ event }) => event === 'clear');
    give({ payload: FRAME, mark: 'next' });
    await socket.next(isMark);
    assert.ok(socket.received.filter(isMedia).length < 50);
  });

  it('ends when it is stopped, and the message of the call goes on by the third output', async () => {
    const { document, socket } = await openCall();
    give({ stop: true });
    assert.equal((await socket.closed).code, 1000);
    void scene.call.comeBack(document, { StreamSid: STREAM_SID });
    const msg = await scene.loaded.arrival('out');
    assert.deepEqual(streamOf(msg), { sid: STREAM_SID, end: 'step' });
    assert.deepEqual([twilioOf(msg)['event'], twilioOf(msg)['hungUp']], ['stream', undefined]);
    assert.equal(msg['payload'], '+14155550123');
    assert.equal((await scene.loaded.arrival('events'))['payload'], 'stop');
  });

  it('leaves by the third output after a hang-up', async () => {
    const { document, socket } = await openCall();
    socket.send({ event: 'stop', sequenceNumber: '5', stop: { callSid: scene.call.sid }, streamSid: STREAM_SID });
    await socket.close();
    await scene.call.comeBack(document, { CallStatus: 'completed' });
    assert.equal(twilioOf(await scene.loaded.arrival('out'))['hungUp'], true);
  });

  it('closes a socket that stays open when the call has ended', async () => {
    const { document, socket } = await openCall();
    await scene.call.comeBack(document, { CallStatus: 'completed' });
    assert.deepEqual(await socket.closed, { code: 1000, reason: 'The call has ended' });
    await scene.loaded.arrival('out');
  });

  it('only listens, and the call goes on at once', async () => {
    const document = await start({ direction: 'listen', track: 'both_tracks' }, say('bye'));
    assert.match(
      verbs(document),
      /^<Start><Stream url="wss:\/\/example\.com\/twilio\/stream" track="both_tracks"><Parameter name="node" value="stream"\/><\/Stream><\/Start>/,
    );
    await scene.loaded.arrival('out');
    const socket = await connect(document);
    const begun = await scene.loaded.arrival('events');
    assert.deepEqual([begun['payload'], twilioOf(begun)['from']], ['start', '+14155550123']);
    socket.send(mediaMessage(0, FRAME, 'outbound'));
    assert.equal(streamOf(await scene.loaded.arrival('audio'))['track'], 'outbound');
  });
});
