import assert from 'node:assert/strict';
import { createTimers } from '../../simulator/core/clock';
import { everyFrame } from '../../simulator/voice/streams/frames';
import { useStreams } from './stream-server';

const url = 'wss://audio.example.com/ears';

describe('the limits of a stream of the simulator', () => {
  const streams = useStreams();
  const { scene } = streams;
  const started = (attributes = '', within = '') =>
    `<Start><Stream url="${url}" ${attributes}>${within}</Stream></Start><Gather timeout="600"/>`;

  it('ignores messages of the server', async () => {
    const peer = await streams.connect(started());
    peer.play(1000);
    peer.mark('here');
    peer.send('nonsense');
    peer.send(Buffer.from([1, 2, 3]));
    await peer.sync();
    await streams.pass(2000);
    assert.deepEqual([peer.of('mark').length, streams.stream().audioReceivedMs, streams.stream().error], [0, 0, null]);
  });

  it('has at most four tracks of a call, and different names', async () => {
    const noun = (name: string, track: string) => `<Stream url="${url}" name="${name}" track="${track}"/>`;
    await streams.call(
      `<Start>${noun('a', 'both_tracks')}${noun('a', 'inbound_track')}${noun('b', 'inbound_track')}${noun('c', 'both_tracks')}${noun('d', 'outbound_track')}</Start><Gather timeout="600"/>`,
    );
    const { streams: all, requests } = scene.simulator.state();
    assert.deepEqual(
      all.map(({ name }) => name),
      ['a', 'b', 'd'],
    );
    assert.match(requests[0]?.error ?? '', /already has a stream named "a"/);
    assert.equal(streams.server.peers.length, 3);
  });

  it('keeps parameters that Twilio accepts, and warns about the others', async () => {
    const long = 'x'.repeat(499);
    const peer = await streams.connect(
      started(
        'statusCallback="status"',
        `<Parameter name="a" value="${long}"/><Parameter name="b" value="${long.slice(1)}"/><Parameter value="c"/><Other/>`,
      ),
    );
    assert.deepEqual(peer.received[1]?.start?.['customParameters'], { b: long.slice(1) });
    assert.deepEqual(peer.received[1]?.start?.['tracks'], ['inbound']);
    assert.deepEqual(streams.events(), [], 'a status callback is an absolute URL');
  });

  it('is not started with an unknown track: error 31941', async () => {
    await streams.call(started('track="all"', ''));
    assert.equal(streams.server.peers.length, 0);
    assert.deepEqual(scene.errors()[0], '31941: Stream - Invalid Track configuration: "all" in <Start>');
  });

  it('catches up at most one second after a standstill', () => {
    let now = 0;
    const due: { at: number; run: () => void }[] = [];
    const timers = createTimers({
      now: () => now,
      setTimeout: (run, ms) => due.push({ at: now + ms, run }),
      clearTimeout: () => due.pop(),
    });
    const positions: number[] = [];
    const stop = everyFrame(timers, (position) => positions.push(position));
    now = 5010;
    due.pop()?.run();
    assert.deepEqual([positions.length, positions[0], positions.at(-1)], [50, 4000, 4980]);
    assert.equal(due[0]?.at, 5020, 'and is in time again');
    stop();
    assert.equal(due.length, 0);
  });

  it('drops frames while the server reads nothing, and logs it once', async () => {
    const peer = await streams.connect(
      `<Start><Stream url="${url}" track="both_tracks"/></Start><Pause length="3600"/>`,
    );
    peer.raw.pause();
    const quarter = 900_000;
    scene.clock.advance(quarter);
    const { framesSent, error } = streams.stream();
    assert.ok(framesSent < (2 * quarter) / 20, String(framesSent));
    assert.match(error ?? '', /^31930: Stream - Media - Buffer Overflow/);
    peer.raw.resume();
    await peer.sync();
    assert.equal(peer.of('media').length, framesSent);
    await streams.pass(20);
    assert.equal(peer.received.at(-1)?.media?.timestamp, String(quarter), 'what was left out is lost');
    assert.equal(peer.received.at(-1)?.media?.chunk, String(framesSent + 2));
  });
});
