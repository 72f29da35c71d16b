/** `<Connect><Stream>` in the document: how it holds the call, ends, and is rejected. */
import assert from 'node:assert/strict';
import { useStreams } from './stream-server';
import { connected, marks, url } from './stream-answers-scene';

describe('a stream in `<Connect>` on the simulator', () => {
  const streams = useStreams();
  const { scene } = streams;

  it('holds the call until the server closes it, and then requests the action', async () => {
    const peer = await streams.connect(connected, { done: '<Say>bye</Say>' });
    assert.deepEqual(peer.received[1]?.start?.['tracks'], ['inbound']);
    await streams.pass(10_000);
    assert.deepEqual(scene.transcript(), ['Connect: Stream']);
    peer.close();
    await streams.until(() => scene.told('done').length > 0);
    await scene.simulator.settled();
    const [done] = scene.told('done');
    assert.deepEqual(
      [done?.['StreamSid'], done?.['CallSid'], done?.['CallStatus'], done?.['From']],
      [streams.stream().sid, scene.current().sid, 'in-progress', scene.current().from],
    );
    assert.deepEqual(scene.transcript(), ['Connect: Stream', 'Say: bye']);
    assert.deepEqual(streams.events(), ['stream-started', 'stream-stopped']);
    assert.equal(peer.of('stop').length, 0, 'who has closed the connection is told nothing more');
  });

  it('requests the action also when the caller hangs up', async () => {
    await streams.connect(connected);
    await scene.act({ action: 'hangup' });
    await scene.simulator.settled();
    const [done] = scene.told('done');
    assert.deepEqual([done?.['StreamSid'], done?.['CallStatus']], [streams.stream().sid, 'completed']);
  });

  it('continues with the next verb when it has no action', async () => {
    const peer = await streams.connect(connected.replace('action="done"', ''));
    peer.close();
    await streams.until(() => scene.transcript().length > 1);
    assert.deepEqual(scene.transcript(), ['Connect: Stream', 'Say: next']);
  });

  it('ignores invalid messages, and logs each kind once', async () => {
    const peer = await streams.connect(connected);
    const streamSid = streams.stream().sid;
    let changes = 0;
    scene.simulator.subscribe(({ type }) => {
      if (type === 'stream') changes += 1;
    });
    peer.send('nonsense');
    peer.send('[]');
    peer.send({ event: 'hello', streamSid });
    peer.send({ event: 'media', streamSid });
    peer.send({ event: 'media', streamSid, media: { payload: 'µ' } });
    peer.send({ event: 'mark', streamSid });
    peer.send({ event: 'mark', streamSid: `MZ${'0'.repeat(32)}`, mark: { name: 'of another stream' } });
    await peer.sync();
    assert.match(
      streams.stream().error ?? '',
      /^31951: Stream - Protocol - Invalid Message: the message is not valid JSON$/,
    );
    peer.send(Buffer.alloc(160));
    peer.mark('still here');
    await peer.sync();
    assert.deepEqual(marks(streams), ['still here']);
    assert.equal(streams.stream().audioReceivedMs, 0);
    assert.equal(scene.errors().filter((error) => error !== undefined).length, 1);
    assert.equal(changes, 3, 'one for each kind, and one for the mark');
  });

  it('logs that a binary message must be text', async () => {
    const peer = await streams.connect(connected);
    peer.send(Buffer.alloc(160));
    await peer.sync();
    assert.match(streams.stream().error ?? '', /^31950: Stream - Protocol - Malformed Message/);
    assert.match(scene.errors().find((error) => error !== undefined) ?? '', /^31950: /);
  });

  it('ends with the call: the server gets stop, and nothing is left', async () => {
    const peer = await streams.connect(connected);
    peer.play(5000);
    peer.mark('lost');
    await peer.sync();
    await streams.pass(1000);
    await scene.act({ action: 'hangup' });
    assert.equal(await peer.closed, 1000);
    await scene.simulator.settled();
    assert.equal(peer.received.at(-1)?.event, 'stop');
    assert.deepEqual(marks(streams), []);
    assert.deepEqual(scene.transcript(), ['Connect: Stream', '> Hangup: ', 'Stream: 1 s of audio']);
    assert.deepEqual(streams.events(), ['stream-started', 'stream-stopped']);
    assert.equal(scene.told('done')[0]?.['CallStatus'], 'completed');
    assert.equal(scene.clock.pending(), 0);
  });

  it('is cut off when the server does not answer its close', async () => {
    const peer = await streams.connect(`<Connect><Stream url="${url}"/></Connect>`);
    peer.raw.pause();
    await scene.act({ action: 'hangup' });
    assert.equal(scene.clock.pending(), 1, 'one timer is left to see to that');
    scene.clock.advance(2000);
    await scene.simulator.settled();
    assert.equal(scene.clock.pending(), 0);
  });

  it('ends when the call gets another document, while a unidirectional one continues', async () => {
    await streams.call(`<Start><Stream url="${url}" name="ears"/></Start>${connected}`);
    const [ears, voice] = streams.server.peers;
    assert.ok(ears && voice);
    const { simulator } = scene;
    const answer = await simulator.request({
      method: 'POST',
      uri: `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Calls/${scene.current().sid}.json`,
      data: { Twiml: '<Response><Gather timeout="600"/></Response>' },
      username: simulator.accountSid,
      password: simulator.authToken,
    });
    assert.equal(answer.statusCode, 200);
    assert.equal(await voice.closed, 1000);
    assert.deepEqual(
      simulator.state().streams.map(({ status }) => status),
      ['in-progress', 'stopped'],
    );
    const before = ears.of('media').length;
    scene.clock.advance(100);
    await ears.sync();
    assert.equal(ears.of('media').length, before + 5);
    await simulator.settled();
    assert.equal(scene.told('done').length, 0, 'the document with the action was left');
  });

  it('is not started with a track other than the inbound one: error 31941', async () => {
    await streams.call(`<Connect><Stream url="${url}" track="both_tracks"/></Connect><Say>next</Say>`);
    assert.equal(streams.server.peers.length, 0);
    assert.deepEqual(
      scene.errors().filter((error) => error !== undefined),
      ['31941: Stream - Invalid Track configuration: "both_tracks" in <Connect>'],
    );
  });

  it('is one at a time, has only the inbound track, and supports no other noun', async () => {
    const two = `<Stream url="${url}"/><Stream url="${url}"/>`;
    const peer = await streams.connect(`<Connect><Room>x</Room>${two}</Connect>`);
    assert.equal(streams.server.peers.length, 1);
    assert.deepEqual(peer.received[1]?.start?.['tracks'], ['inbound']);
    assert.match(scene.errors()[0] ?? '', /<Room> in <Connect> is not supported; it is skipped/);
  });

  it('is skipped as a whole when there is nothing in it that is simulated', async () => {
    await streams.call('<Connect action="done"><Room>x</Room></Connect><Say>next</Say>');
    assert.deepEqual(scene.transcript(), ['Say: next']);
  });

  it('disconnects a server that does not read what it is sent', async () => {
    const peer = await streams.connect(connected, { done: '<Gather timeout="600"/>' });
    const name = 'x'.repeat(100_000);
    peer.raw.pause();
    for (let count = 0; count < 400; count += 1) peer.mark(name);
    await streams.until(() => scene.told('done').length > 0);
    assert.match(streams.stream().error ?? '', /^31921: /);
    assert.ok(scene.errors().includes(streams.stream().error ?? ''));
    assert.equal(streams.stream().status, 'stopped');
    await scene.act({ action: 'hangup' });
    scene.clock.advance(2000);
    await scene.simulator.settled();
    assert.equal(scene.clock.pending(), 0);
  });
});
