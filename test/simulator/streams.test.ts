import assert from 'node:assert/strict';
import type { Peer } from './stream-peer';
import { useStreams } from './stream-server';

const url = 'wss://audio.example.com/ears';
const silence = Buffer.alloc(160, 0xff).toString('base64');

/** How many frames of a track are a tone, and how often its wave goes up through zero in one of them. */
function heard(peer: Peer, track: string): { frames: number; waves: number } {
  const tones = peer
    .of('media')
    .filter(({ media }) => media?.track === track && media.payload !== silence)
    .map(({ media }) => Buffer.from(media?.payload ?? '', 'base64'));
  // The highest bit of μ-law is set for what is above zero.
  const signs = [...(tones[0] ?? [])].map((byte) => byte >= 0x80);
  return { frames: tones.length, waves: signs.filter((sign, at) => sign && signs[at - 1] === false).length };
}

describe('a stream that the simulator starts', () => {
  const streams = useStreams();
  const { scene } = streams;
  const started = (attributes = '', within = '') =>
    `<Start><Stream url="${url}" ${attributes}>${within}</Stream></Start><Gather timeout="600"/>`;

  it('sends the server its start message, while the next verb runs', async () => {
    const peer = await streams.connect(
      started('', '<Parameter name="who" value="Ann &amp; Bo"/><Parameter name="__proto__" value="x"/>'),
    );
    assert.deepEqual(scene.transcript(), ['Start: Stream', 'Gather: dtmf']);
    const [connected, start] = peer.received;
    const { sid } = streams.stream();
    assert.match(sid, /^MZ[0-9a-f]{32}$/);
    assert.deepEqual(connected, { event: 'connected', protocol: 'Call', version: '1.0.0' });
    assert.deepEqual(start, {
      event: 'start',
      sequenceNumber: '1',
      start: {
        accountSid: scene.simulator.accountSid,
        streamSid: sid,
        callSid: scene.current().sid,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: Object.fromEntries([
          ['who', 'Ann & Bo'],
          ['__proto__', 'x'],
        ]),
      },
      streamSid: sid,
    });
  });

  it('sends a frame every 20 ms, numbered in order', async () => {
    const peer = await streams.connect(started());
    await streams.pass(19);
    assert.equal(peer.of('media').length, 0);
    await streams.pass(41);
    const { sid } = streams.stream();
    assert.deepEqual(
      peer.of('media'),
      [0, 1, 2].map((at) => ({
        event: 'media',
        sequenceNumber: String(at + 2),
        media: { track: 'inbound', chunk: String(at + 1), timestamp: String(at * 20), payload: silence },
        streamSid: sid,
      })),
    );
    await streams.pass(60_000 - 60);
    assert.deepEqual(peer.received.at(-1)?.media?.timestamp, '59980');
  });

  it('has a tone while the person speaks, and silence afterwards', async () => {
    const peer = await streams.connect(started());
    await scene.act({ action: 'speech', text: 'one two' });
    await streams.pass(2000);
    assert.deepEqual(heard(peer, 'inbound'), { frames: 800 / 20, waves: 7 });
    assert.equal(peer.of('media')[40]?.media?.payload, silence);
    assert.equal(peer.of('media').length, 100);
  });

  it('has the flow on the outbound track, with another tone', async () => {
    const peer = await streams.connect(
      `<Start><Stream url="${url}" track="both_tracks"/></Start><Say>one</Say><Pause/><Play>a.mp3</Play>`,
    );
    assert.deepEqual(peer.received[1]?.start?.['tracks'], ['inbound', 'outbound']);
    await streams.pass(400 + 980);
    assert.deepEqual(heard(peer, 'outbound'), { frames: 20, waves: 11 });
    await streams.pass(2000);
    assert.equal(heard(peer, 'outbound').frames, 20 + 100);
    assert.equal(heard(peer, 'inbound').frames, 0);
    const order = peer.of('media').map(({ media }) => `${media?.track ?? ''} ${media?.chunk ?? ''}`);
    assert.deepEqual(order.slice(0, 4), ['inbound 1', 'outbound 2', 'inbound 3', 'outbound 4']);
    const times = peer.of('media').map(({ media }) => media?.timestamp);
    assert.deepEqual(times.slice(0, 4), ['0', '0', '20', '20']);
  });

  it('has silence after a key has interrupted a text', async () => {
    const peer = await streams.connect(
      `<Start><Stream url="${url}" track="outbound_track"/></Start><Gather numDigits="1" action="next"><Say>one two three four five</Say></Gather>`,
      { next: '<Gather timeout="600"/>' },
    );
    assert.deepEqual(peer.received[1]?.start?.['tracks'], ['outbound']);
    await streams.pass(200);
    await scene.act({ action: 'digits', digits: '1' });
    await streams.pass(1000);
    assert.equal(heard(peer, 'outbound').frames, 10);
    assert.equal(peer.of('dtmf').length, 0, 'keys are told on bidirectional streams only');
  });

  it('is stopped by name, sends stop to the server, and closes', async () => {
    const peer = await streams.connect(`${started('name="ears"')}`, {
      call: `<Start><Stream url="${url}" name="ears"/></Start><Pause length="1"/><Stop><Stream name="other"/></Stop><Pause length="1"/><Stop><Stream name="ears"/></Stop><Gather timeout="600"/>`,
    });
    assert.equal(streams.stream().name, 'ears');
    await streams.pass(1500);
    assert.equal(streams.stream().status, 'in-progress');
    scene.clock.advance(500);
    assert.equal(await peer.closed, 1000);
    assert.deepEqual(peer.received.at(-1), {
      event: 'stop',
      sequenceNumber: String(streams.stream().framesSent + 2),
      stop: { accountSid: scene.simulator.accountSid, callSid: scene.current().sid },
      streamSid: streams.stream().sid,
    });
    assert.equal(streams.stream().status, 'stopped');
    assert.equal(peer.of('media').length, streams.stream().framesSent);
    assert.equal(scene.current().status, 'in-progress');
  });

  it('continues after its document, and ends with the call', async () => {
    const peer = await streams.connect(`<Start><Stream url="${url}"/></Start><Redirect>next</Redirect>`, {
      next: '<Gather timeout="600"/>',
    });
    await streams.pass(100);
    assert.equal(peer.of('media').length, 5);
    await scene.act({ action: 'hangup' });
    assert.equal(await peer.closed, 1000);
    await scene.simulator.settled();
    assert.equal(peer.received.at(-1)?.event, 'stop');
    assert.equal(scene.clock.pending(), 0);
  });

  it('sends its start and its end to the status callback', async () => {
    await streams.connect(started('statusCallback="https://flows.example.com/twilio/status" name="ears"'));
    const at = new Date(scene.clock.now()).toISOString();
    await streams.pass(1000);
    await scene.act({ action: 'hangup' });
    await scene.simulator.settled();
    const about = {
      AccountSid: scene.simulator.accountSid,
      CallSid: scene.current().sid,
      StreamSid: streams.stream().sid,
      StreamName: 'ears',
    };
    assert.deepEqual(scene.told('status'), [
      { ...about, StreamEvent: 'stream-started', Timestamp: at },
      { ...about, StreamEvent: 'stream-stopped', Timestamp: new Date(scene.clock.now()).toISOString() },
    ]);
  });

  it('can be closed by the server, and the call continues', async () => {
    const peer = await streams.connect(started('statusCallback="https://flows.example.com/twilio/status"'));
    peer.close();
    await peer.closed;
    await streams.until(() => streams.stream().status === 'stopped');
    await scene.simulator.settled();
    assert.deepEqual(streams.events(), ['stream-started', 'stream-stopped']);
    assert.deepEqual([streams.stream().error, scene.current().status], [null, 'in-progress']);
  });
});
