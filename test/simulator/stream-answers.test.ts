import assert from 'node:assert/strict';
import { useStreams } from './stream-server';

const url = 'wss://audio.example.com/voice';

describe('a stream that the simulator connects in both directions', () => {
  const streams = useStreams();
  const { scene } = streams;
  const connected = `<Connect action="done"><Stream url="${url}" statusCallback="https://flows.example.com/twilio/status"/></Connect><Say>next</Say>`;
  const marks = () =>
    streams.server.peers
      .at(-1)
      ?.of('mark')
      .map(({ mark }) => mark?.name);

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

  it('plays audio in order, and returns each mark when the audio before it was played', async () => {
    const peer = await streams.connect(connected);
    peer.mark('nothing before it');
    await peer.sync();
    assert.deepEqual(marks(), ['nothing before it'], 'at once');
    peer.play(100);
    peer.mark('a');
    peer.play(60);
    peer.play(40);
    peer.mark('b');
    peer.mark('c');
    await peer.sync();
    await streams.pass(80);
    assert.deepEqual(marks(), ['nothing before it']);
    await streams.pass(20);
    assert.deepEqual(marks(), ['nothing before it', 'a']);
    await streams.pass(80);
    assert.deepEqual(marks(), ['nothing before it', 'a']);
    await streams.pass(20);
    assert.deepEqual(marks(), ['nothing before it', 'a', 'b', 'c']);
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
    assert.deepEqual(marks(), []);
    peer.clear();
    await peer.sync();
    assert.deepEqual(marks(), ['never heard', 'neither']);
    await streams.pass(5000);
    assert.deepEqual(scene.transcript(), ['Connect: Stream', 'Stream: 1 s of audio']);
    peer.mark('empty again');
    await peer.sync();
    assert.equal(marks()?.at(-1), 'empty again');
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
    assert.deepEqual(marks(), ['still here']);
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
    assert.deepEqual(marks(), []);
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
