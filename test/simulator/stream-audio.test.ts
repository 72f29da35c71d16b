import assert from 'node:assert/strict';
import { createAudioTrack } from '../../simulator/voice/streams/audio-track';
import type { Peer } from './stream-peer';
import { useStreams } from './stream-server';

const url = 'wss://audio.example.com/voice';
const silence = 0xff;

describe('the audio of a phone on the streams of the simulator', () => {
  const streams = useStreams();
  const { scene } = streams;
  const both = `<Connect action="done"><Stream url="${url}"/></Connect>`;
  /** The bytes of a track so far, without the silence around them. */
  const heard = (peer: Peer, track = 'inbound'): number[] => {
    const all = peer
      .of('media')
      .filter(({ media }) => media?.track === track)
      .flatMap(({ media }) => [...Buffer.from(media?.payload ?? '', 'base64')]);
    const isSound = (byte: number): boolean => byte !== silence;
    return all.slice(all.findIndex(isSound), all.findLastIndex(isSound) + 1);
  };
  const ramp = (from: number, length: number): Buffer =>
    Buffer.from(Array.from({ length }, (_, at) => (from + at) % 250));
  const listen = (): { bytes: number[]; isOver: () => boolean; stop: () => void } => {
    const bytes: number[] = [];
    let over = false;
    const stop = scene.simulator.hearCall(
      scene.current().sid,
      (audio) => bytes.push(...audio),
      () => {
        over = true;
      },
    );
    return { bytes, isOver: () => over, stop };
  };

  it('reaches the server as it was sent, without a gap between the pieces', async () => {
    const peer = await streams.connect(both);
    const { sid } = scene.current();
    const pieces = [ramp(0, 800), ramp(50, 800), ramp(100, 300)];
    for (const piece of pieces) {
      scene.simulator.sendAudio(sid, piece);
      await streams.pass(100);
    }
    await streams.pass(400);
    assert.deepEqual(heard(peer), [...Buffer.concat(pieces)]);
    assert.ok(peer.of('media').every(({ media }) => Buffer.from(media?.payload ?? '', 'base64').length === 160));
  });

  it('reaches a second stream of the call too, and is not its outbound track', async () => {
    const peer = await streams.connect(`<Start><Stream url="${url}" track="both_tracks"/></Start>${both}`);
    const [first] = streams.server.peers;
    scene.simulator.sendAudio(scene.current().sid, ramp(0, 400));
    await streams.pass(500);
    await first?.sync();
    assert.ok(first);
    assert.deepEqual(heard(first), [...ramp(0, 400)]);
    assert.deepEqual(heard(peer), [...ramp(0, 400)]);
    assert.deepEqual(heard(first, 'outbound'), []);
  });

  it('is a tone while the person speaks by typing', async () => {
    const peer = await streams.connect(both);
    await scene.act({ action: 'speech', text: 'hello' });
    await streams.pass(1000);
    assert.equal(heard(peer).length, 400 * 8 - 1, 'all of it but the zero that a tone begins with');
  });

  it('does not wait for longer than a second', async () => {
    const peer = await streams.connect(both);
    for (let i = 0; i < 20; i += 1) scene.simulator.sendAudio(scene.current().sid, ramp(1, 800));
    await streams.pass(5000);
    assert.ok(heard(peer).length <= 1300 * 8, String(heard(peer).length));
  });

  it('is refused when it is too long, and when there is no call', async () => {
    await streams.connect(both);
    const { sid } = scene.current();
    assert.throws(() => scene.simulator.sendAudio(sid, Buffer.alloc(0)), /Send 1 to 16000 bytes/);
    assert.throws(() => scene.simulator.sendAudio(sid, Buffer.alloc(16_001)), /Send 1 to 16000 bytes/);
    assert.throws(() => scene.simulator.sendAudio('CA1', Buffer.alloc(1)), /no such call/);
    await scene.act({ action: 'hangup' });
    assert.doesNotThrow(() => scene.simulator.sendAudio(sid, Buffer.alloc(1)), 'it may be late');
    assert.throws(() => listen(), /This call is over/);
  });

  it('is what the server sends, in real time', async () => {
    const peer = await streams.connect(both);
    const { bytes, isOver } = listen();
    const audio = ramp(0, 1600);
    peer.send({ event: 'media', streamSid: streams.stream().sid, media: { payload: audio.toString('base64') } });
    await peer.sync();
    await streams.pass(100);
    assert.equal(bytes.length, 800, 'half of it after half of the time');
    await streams.pass(500);
    assert.deepEqual(bytes, [...audio]);
    await scene.act({ action: 'hangup' });
    assert.equal(isOver(), true);
  });

  it('stops where the server clears it, and at the end of the stream', async () => {
    const peer = await streams.connect(both, { done: '<Gather timeout="600"/>' });
    const { bytes, stop } = listen();
    const send = async (): Promise<void> => {
      peer.play(1000);
      await peer.sync();
    };
    await send();
    await streams.pass(200);
    peer.clear();
    await peer.sync();
    await streams.pass(1000);
    assert.equal(bytes.length, 200 * 8);
    await send();
    await streams.pass(100);
    peer.close();
    await streams.until(() => streams.stream().status === 'stopped');
    await scene.simulator.settled();
    scene.clock.advance(1000);
    assert.equal(bytes.length, 300 * 8);
    stop();
  });

  it('is in the outbound track of another stream', async () => {
    const peer = await streams.connect(`<Start><Stream url="${url}" track="outbound_track"/></Start>${both}`);
    const [first] = streams.server.peers;
    peer.send({ event: 'media', streamSid: streams.stream().sid, media: { payload: ramp(0, 320).toString('base64') } });
    await peer.sync();
    await streams.pass(200);
    await first?.sync();
    assert.ok(first);
    assert.deepEqual(heard(first, 'outbound'), [...ramp(0, 320)]);
  });

  it('is kept for ten minutes at most', () => {
    const track = createAudioTrack();
    for (let i = 0; i < 11; i += 1) track.write(Buffer.alloc(60_000 * 8), 0);
    assert.equal(track.end(), 600_000);
    assert.equal(track.read(600_000), undefined);
    assert.equal(track.read(599_990)?.filter((byte) => byte === 0).length, 80, 'half a frame, then silence');
  });
});
