/** What the server of a stream in both directions plays, clears and hears. */
import assert from 'node:assert/strict';
import { useStreams } from './stream-server';
import { connected, marks, url } from './stream-answers-scene';

describe('a stream that the simulator connects in both directions', () => {
  const streams = useStreams();
  const { scene } = streams;

  it('plays audio in order, and returns each mark when the audio before it was played', async () => {
    const peer = await streams.connect(connected);
    peer.mark('nothing before it');
    await peer.sync();
    assert.deepEqual(marks(streams), ['nothing before it'], 'at once');
    peer.play(100);
    peer.mark('a');
    peer.play(60);
    peer.play(40);
    peer.mark('b');
    peer.mark('c');
    await peer.sync();
    await streams.pass(80);
    assert.deepEqual(marks(streams), ['nothing before it']);
    await streams.pass(20);
    assert.deepEqual(marks(streams), ['nothing before it', 'a']);
    await streams.pass(80);
    assert.deepEqual(marks(streams), ['nothing before it', 'a']);
    await streams.pass(20);
    assert.deepEqual(marks(streams), ['nothing before it', 'a', 'b', 'c']);
    const { audioReceivedMs, marks: count, sid } = streams.stream();
    assert.deepEqual([audioReceivedMs, count], [200, 4]);
    const [first] = peer.of('mark');
    assert.deepEqual(first, {
      event: 'mark',
      sequenceNumber: '2',
      mark: { name: 'nothing before it' },
      streamSid: sid,
    });
    const numbers = peer.received.slice(1).map(({ sequenceNumber }) => Number(sequenceNumber));
    assert.deepEqual(
      numbers,
      numbers.map((_, at) => at + 1),
      'one order over all messages',
    );
  });

  it('adds what was played to the transcript, after a pause', async () => {
    const peer = await streams.connect(connected);
    peer.play(1500);
    await peer.sync();
    await streams.pass(1500);
    // A voice that comes live leaves small gaps.
    await streams.pass(100);
    peer.play(1000);
    await peer.sync();
    await streams.pass(1000);
    assert.deepEqual(scene.transcript(), ['Connect: Stream']);
    await streams.pass(200);
    assert.deepEqual(scene.transcript(), ['Connect: Stream', 'Stream: 2.5 s of audio']);
    assert.equal(scene.current().transcript[1]?.who, 'flow');
  });

  it('drops what was not played yet on clear, and returns its marks', async () => {
    const peer = await streams.connect(connected);
    peer.play(5000);
    peer.mark('never heard');
    peer.mark('neither');
    await peer.sync();
    await streams.pass(1000);
    assert.deepEqual(marks(streams), []);
    peer.clear();
    await peer.sync();
    assert.deepEqual(marks(streams), ['never heard', 'neither']);
    await streams.pass(5000);
    assert.deepEqual(scene.transcript(), ['Connect: Stream', 'Stream: 1 s of audio']);
    peer.mark('empty again');
    await peer.sync();
    assert.equal(marks(streams)?.at(-1), 'empty again');
  });

  it('is heard by another stream of the call', async () => {
    await streams.call(
      `<Start><Stream url="${url}" track="outbound_track"/></Start><Connect><Stream url="${url}"/></Connect>`,
    );
    const [ears, voice] = streams.server.peers;
    assert.ok(ears && voice);
    await voice.sync();
    voice.play(200);
    await voice.sync();
    scene.clock.advance(1000);
    await ears.sync();
    const tones = new Set(ears.of('media').map(({ media }) => media?.payload));
    const silence = Buffer.alloc(160, 0xff).toString('base64');
    assert.equal(ears.of('media').filter(({ media }) => media?.payload !== silence).length, 10);
    assert.equal(tones.size, 2);
  });

  it('sends each key that is pressed', async () => {
    const peer = await streams.connect(connected);
    await streams.pass(20);
    await scene.act({ action: 'digits', digits: '4#' });
    await peer.sync();
    const { sid: streamSid } = streams.stream();
    assert.deepEqual(
      peer.of('dtmf'),
      ['4', '#'].map((digit, at) => ({
        event: 'dtmf',
        sequenceNumber: String(3 + at),
        dtmf: { track: 'inbound_track', digit },
        streamSid,
      })),
    );
  });

  it('does not send a key that is pressed before the connection', async () => {
    scene.flow({ call: connected });
    await scene.call();
    const pressed = scene.act({ action: 'digits', digits: '1' });
    await scene.simulator.settled();
    await pressed;
    const peer = await streams.server.peer();
    assert.deepEqual(
      peer.received.map(({ event, sequenceNumber }) => [event, sequenceNumber]),
      [
        ['connected', undefined],
        ['start', '1'],
      ],
    );
  });
});
