import assert from 'node:assert/strict';
import { useStore } from '../../lib/node-red/account-store';
import { removeHub } from '../../lib/node-red/step-hub';
import { MemoryStore } from '../../lib/store/memory-store';
import { mediaMessage, openSocket, openStream, socketOf, STREAM_SID, type TestSocket } from '../support/call-socket';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { LastingStore } from '../support/lasting-store';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { say, stream } from '../support/step-flows';
import { testCall, verbs, type TestCall } from './steps/call-of-test';

const FRAME = Buffer.alloc(160, 0x55);

let loaded: Loaded;
let call: TestCall;
let flows: FlowNode[];
let open: TestSocket[];

type Message = Record<string, unknown>;
const twilioOf = (msg: Message) => msg['twilio'] as Record<string, unknown>;
const streamOf = (msg: Message) => twilioOf(msg)['stream'] as Record<string, unknown>;

/** A call in a stream. The outputs are wired to `audio`, `events` and `out`. @returns the document that starts it */
const start = async (more: Record<string, unknown> = {}, ...nodes: FlowNode[]): Promise<string> => {
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['stream']] });
  const sinks = ['audio', 'events', 'out', 'caught'].map((id) => sink(id));
  flows = [tab, real(), catcher, ...sinks, callIn, stream('stream', [['audio'], ['events'], ['out']], more), ...nodes];
  loaded = await load(flows, REAL_CREDENTIALS, {}, { hasServer: true });
  call = testCall(loaded.url);
  return (await call.ring()).text;
};
const connect = async (document: string, more: { accountSid?: string; callSid?: string } = {}): Promise<TestSocket> => {
  const socket = await openStream(loaded.url, document, { callSid: call.sid, ...more });
  open.push(socket);
  return socket;
};
/** A call in a stream that is open. */
const openCall = async (more: Record<string, unknown> = {}) => {
  const document = await start(more);
  const socket = await connect(document);
  assert.equal((await loaded.arrival('events'))['payload'], 'start');
  return { document, socket };
};
/** Gives the stream a message of the call. */
const give = (msg: Message): void => {
  loaded
    .node('stream')
    .receive({ twilio: { callSid: call.sid, accountSid: REAL_CREDENTIALS.account.accountSid }, ...msg });
};
const isMedia = ({ event }: Message): boolean => event === 'media';
const isMark = ({ event }: Message): boolean => event === 'mark';
const errorOf = async (): Promise<string> => {
  const { code, message } = (await loaded.arrival('caught'))['error'] as { code: string; message: string };
  return `${code}: ${message}`;
};

describe('stream', () => {
  beforeEach(() => {
    open = [];
  });
  afterEach(async () => {
    for (const socket of open) await socket.close();
    await loaded.unload();
  });

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
    const [first, second] = [await loaded.arrival('audio'), await loaded.arrival('audio')];
    assert.deepEqual(first['payload'], FRAME);
    assert.deepEqual(streamOf(second), {
      sid: STREAM_SID,
      format: 'mulaw8',
      sampleRate: 8000,
      track: 'inbound',
      timestamp: 20,
    });
    const { callSid, from, event } = twilioOf(first);
    assert.deepEqual([callSid, from, event], [call.sid, '+14155550123', 'stream']);
  });

  it('converts the audio and joins it to longer frames, and sends the rest at the end', async () => {
    const { socket } = await openCall({ format: 'pcm16', frame: '60' });
    for (let n = 0; n < 4; n += 1) socket.send(mediaMessage(n, FRAME));
    assert.equal(((await loaded.arrival('audio'))['payload'] as Buffer).length, 60 * 32);
    await socket.sync();
    await socket.close();
    const rest = await loaded.arrival('audio');
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
    const [key, mark] = [await loaded.arrival('events'), await loaded.arrival('events')];
    assert.deepEqual([key['payload'], twilioOf(key)['digits']], ['dtmf', '1']);
    assert.deepEqual([mark['payload'], twilioOf(mark)['mark']], ['mark', 'hello']);
    await socket.close();
    const stop = await loaded.arrival('events');
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
    void call.comeBack(document, { StreamSid: STREAM_SID });
    const msg = await loaded.arrival('out');
    assert.deepEqual(streamOf(msg), { sid: STREAM_SID, end: 'step' });
    assert.deepEqual([twilioOf(msg)['event'], twilioOf(msg)['hungUp']], ['stream', undefined]);
    assert.equal(msg['payload'], '+14155550123');
    assert.equal((await loaded.arrival('events'))['payload'], 'stop');
  });

  it('leaves by the third output after a hang-up', async () => {
    const { document, socket } = await openCall();
    socket.send({ event: 'stop', sequenceNumber: '5', stop: { callSid: call.sid }, streamSid: STREAM_SID });
    await socket.close();
    await call.comeBack(document, { CallStatus: 'completed' });
    assert.equal(twilioOf(await loaded.arrival('out'))['hungUp'], true);
  });

  it('closes a socket that stays open when the call has ended', async () => {
    const { document, socket } = await openCall();
    await call.comeBack(document, { CallStatus: 'completed' });
    assert.deepEqual(await socket.closed, { code: 1000, reason: 'The call has ended' });
    await loaded.arrival('out');
  });

  it('goes on when a deployment has interrupted it', async () => {
    const { document, socket } = await openCall();
    await loaded.redeploy(flows);
    assert.equal((await socket.closed).code, 1001);
    const second = (await call.comeBack(document)).text;
    assert.match(verbs(second), /^<Connect .*<Parameter name="n" value="2"\/>/);
    const again = await connect(second);
    assert.equal((await loaded.arrival('events'))['payload'], 'start');
    again.send(mediaMessage(0, FRAME));
    assert.equal(twilioOf(await loaded.arrival('audio'))['from'], '+14155550123');
    void again.close();
    void call.comeBack(second);
    assert.equal((await loaded.arrival('out'))['payload'], '+14155550123');
  });

  it('plays the audio and returns the marks that a deployment has interrupted', async () => {
    const { document, socket } = await openCall();
    give({ payload: Buffer.alloc(160 * 30, 1), mark: 'first' });
    give({ payload: Buffer.alloc(160, 2), mark: 'second' });
    await socket.next(isMedia);
    await loaded.redeploy(flows);
    await socket.closed;
    const sent = 1 + socket.received.filter(isMedia).length;
    assert.ok(sent < 30);
    give({ payload: Buffer.alloc(160, 3), mark: 'third' });
    const second = (await call.comeBack(document)).text;
    const again = await connect(second);
    await again.next(({ event, mark }) => event === 'mark' && (mark as { name: string }).name === 'third');
    const played = again.received
      .filter(isMedia)
      .map(({ media }) => Buffer.from((media as { payload: string }).payload, 'base64')[0]);
    assert.deepEqual(played, [...Array.from({ length: 30 - sent }, () => 1), 2, 3]);
    const marks = again.received.filter(isMark).map(({ mark }) => (mark as { name: string }).name);
    assert.deepEqual(marks, ['first', 'second']);
  });

  it('goes on after a restart, with and without its message', async () => {
    for (const isKept of [true, false]) {
      useStore('account', new LastingStore());
      const document = await start({ frame: '40' });
      const socket = await connect(document);
      await loaded.arrival('events');
      await loaded.unload();
      await socket.closed;
      removeHub('account');
      if (!isKept) useStore('account', new LastingStore());
      loaded = await load(flows, REAL_CREDENTIALS, {}, { hasServer: true });
      call = testCall(loaded.url, call.sid);
      const second = (await call.comeBack(document)).text;
      const again = await connect(second);
      const begun = await loaded.arrival('events');
      assert.deepEqual([begun['payload'], streamOf(begun)['sid']], ['start', STREAM_SID]);
      await again.close();
      void call.comeBack(second);
      const msg = await loaded.arrival('out');
      assert.equal(twilioOf(msg)['from'], '+14155550123');
      assert.equal(msg['payload'], isKept ? '+14155550123' : undefined);
      removeHub('account');
      useStore('account', new MemoryStore());
      if (isKept) await loaded.unload();
    }
  });

  it('only listens, and the call goes on at once', async () => {
    const document = await start({ direction: 'listen', track: 'both_tracks' }, say('bye'));
    assert.match(
      verbs(document),
      /^<Start><Stream url="wss:\/\/example\.com\/twilio\/stream" track="both_tracks"><Parameter name="node" value="stream"\/><\/Stream><\/Start>/,
    );
    await loaded.arrival('out');
    const socket = await connect(document);
    const begun = await loaded.arrival('events');
    assert.deepEqual([begun['payload'], twilioOf(begun)['from']], ['start', '+14155550123']);
    socket.send(mediaMessage(0, FRAME, 'outbound'));
    assert.equal(streamOf(await loaded.arrival('audio'))['track'], 'outbound');
  });

  it('continues after a listening stream when everything was lost with a restart', async () => {
    const document = await start({ direction: 'listen' }, say('bye'));
    await loaded.arrival('out');
    const url = 'https://example.com/twilio/step?node=stream&amp;n=1';
    await loaded.unload();
    removeHub('account');
    loaded = await load(flows, REAL_CREDENTIALS, {}, { hasServer: true });
    call = testCall(loaded.url, call.sid);
    assert.doesNotMatch(document, /<Redirect/);
    void call.comeBack(`<Redirect>${url}</Redirect>`);
    assert.equal(twilioOf(await loaded.arrival('out'))['from'], '+14155550123');
  });

  describe('with bad input', () => {
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
        return loaded.arrival('audio');
      })();
      give({ stop: true });
      await socket.closed;
      loaded.node('stream').receive(late);
      assert.match(await errorOf(), /^INVALID_CALL: The call CA\w+ is not in this stream/);
      void call.comeBack(document);
      await loaded.arrival('out');
      loaded.node('stream').receive(late);
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
      await loaded.arrival('audio');
      const warnings = loaded.logged().filter(({ id }) => id === 'stream');
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
      const silent = await openSocket(loaded.url, url);
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
      assert.equal(loaded.logged().filter(({ msg }) => msg.startsWith('A stream socket')).length, 5);
      socket.send(mediaMessage(0, FRAME));
      await loaded.arrival('audio');
    });

    it('closes the socket of a document that was answered before', async () => {
      const { document, socket } = await openCall();
      await socket.close();
      void call.comeBack(document);
      await loaded.arrival('out');
      assert.deepEqual(await (await connect(document)).closed, {
        code: 1008,
        reason: 'the call is not in this node any more',
      });
    });

    it('does not lose audio when the flow is slower than it', async () => {
      const { socket } = await openCall();
      let count = 0;
      const all = new Promise<void>((resolve) => {
        loaded.node('audio').on('input', () => {
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
});
