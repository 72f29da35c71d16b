import assert from 'node:assert/strict';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { enqueue } from '../../support/step-flows';
import { testCall, verbs, type TestCall } from './call-of-test';

let loaded: Loaded;
let call: TestCall;

const QUEUE_SID = `QU${'3'.repeat(32)}`;
const QUEUE = { QueueSid: QUEUE_SID, QueueTime: '42' };

/** A call that waits in a queue. The outputs are wired to `out`, `left` and `gone`. */
const start = async (more: Record<string, unknown> = {}) => {
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['enqueue']] });
  const sinks = ['out', 'left', 'gone', 'caught'].map((id) => sink(id));
  const node = enqueue('enqueue', [['out'], ['left'], ['gone']], more);
  loaded = await load([tab, real(), catcher, ...sinks, callIn, node], REAL_CREDENTIALS);
  call = testCall(loaded.url);
};
const twilioOf = (msg: Record<string, unknown>) => msg['twilio'] as Record<string, unknown>;

/** The URL in `waitUrl` as a Redirect, so that the call can request it. */
const waiting = (document: string): string => {
  const [, url = ''] = /waitUrl="([^"]*)"/.exec(document) ?? [];
  return `<Redirect>${url}</Redirect>`;
};

describe('enqueue', () => {
  afterEach(() => loaded.unload());

  it('puts the call into the queue, with the music of Twilio', async () => {
    await start({ queue: 'support & sales' });
    assert.match(
      verbs((await call.ring()).text),
      /^<Enqueue action="[^"]*node=enqueue&amp;n=1" method="POST">support &amp; sales<\/Enqueue><Redirect method="POST">[^<]*n=1<\/Redirect>$/,
    );
  });

  it('sends a task to a workflow, with its attributes', async () => {
    const workflowSid = `WW${'0'.repeat(32)}`;
    await start({ workflowSid, attributes: '{"skill": "<es>"}' });
    assert.match(
      verbs((await call.ring()).text),
      new RegExp(
        `^<Enqueue workflowSid="${workflowSid}" action="[^"]*" method="POST"><Task>\\{&quot;skill&quot;:&quot;&lt;es&gt;&quot;\\}</Task></Enqueue>`,
      ),
    );
  });

  it('says a text of the message again and again while the caller waits', async () => {
    await start({ hold: 'text', holdText: '"Please wait, " & payload', holdTextType: 'jsonata' });
    const { text } = await call.ring();
    const wait = waiting(text);
    assert.match(wait, /node=enqueue&amp;n=1&amp;leg=hold<\/Redirect>$/);
    assert.match(text, / waitUrlMethod="POST"/);
    const hold = '<Say>Please wait, +14155550123</Say><Pause length="10"/>';
    assert.equal(verbs((await call.comeBack(wait, QUEUE)).text), hold);
    assert.equal(verbs((await call.comeBack(wait, { ...QUEUE, QueueTime: '60' })).text), hold);
    void call.comeBack(text, { QueueResult: 'bridged', ...QUEUE });
    assert.equal((await loaded.arrival('out'))['payload'], 'bridged', 'the call is still in the node');
  });

  it('plays an audio file while the caller waits', async () => {
    await start({ hold: 'audio', holdUrl: 'https://example.com/a.mp3' });
    const { text } = await call.ring();
    const { text: hold } = await call.comeBack(waiting(text), QUEUE);
    assert.equal(verbs(hold), '<Play loop="0">https://example.com/a.mp3</Play>');
  });

  it('plays the hold text also for an unknown call', async () => {
    await start({ hold: 'text', holdText: 'Please wait' });
    const wait = waiting((await call.ring()).text);
    const stranger = testCall(loaded.url);
    assert.equal(verbs((await stranger.comeBack(wait)).text), '<Say>Please wait</Say><Pause length="10"/>');
    await loaded.unload();
    await start({ hold: 'text', holdText: 'payload', holdTextType: 'msg' });
    assert.equal(verbs((await testCall(loaded.url).comeBack(wait)).text), '<Pause length="10"/>');
  });

  it('rejects a forged request for what is played', async () => {
    await start({ hold: 'text', holdText: 'Please wait' });
    const wait = waiting((await call.ring()).text);
    assert.equal((await call.comeBack(wait, QUEUE, { token: 'another token' })).status, 403);
  });

  it('sends the message by the first output after a conversation, also when the caller has hung up', async () => {
    for (const [status, hungUp] of [
      ['in-progress', undefined],
      ['completed', true],
    ] as const) {
      await start();
      await call.comeBack((await call.ring()).text, { QueueResult: 'bridged', ...QUEUE, CallStatus: status });
      const msg = await loaded.arrival('out');
      const { event, queue, ...twilio } = twilioOf(msg);
      assert.deepEqual(
        [msg['payload'], event, queue, twilio['hungUp']],
        ['bridged', 'enqueue', { result: 'bridged', sid: QUEUE_SID, time: 42 }, hungUp],
      );
      await loaded.unload();
    }
    await start();
  });

  it('sends the message by the second output when the call has left the queue, or the queue was full', async () => {
    for (const params of [
      { QueueResult: 'leave', ...QUEUE },
      { QueueResult: 'redirected', ...QUEUE },
      { QueueResult: 'queue-full' },
      { QueueResult: 'error' },
    ]) {
      await start();
      await call.comeBack((await call.ring()).text, params);
      const msg = await loaded.arrival('left');
      assert.equal(msg['payload'], params.QueueResult);
      assert.equal((twilioOf(msg)['queue'] as Record<string, unknown>)['result'], params.QueueResult);
      await loaded.unload();
    }
    await start();
  });

  it('leaves by “hung up” when the caller hangs up in the queue', async () => {
    await start({ hungUp: true });
    const first = await call.ring();
    await call.comeBack(first.text, { QueueResult: 'hangup', ...QUEUE, CallStatus: 'completed' });
    assert.equal((await loaded.arrival('gone'))['payload'], 'hung-up');
  });

  it('reports a clear error for invalid fields', async () => {
    const workflowSid = `WW${'0'.repeat(32)}`;
    for (const [fields, problem] of [
      [{ queue: '' }, /name of the queue/],
      [{ queue: 'x'.repeat(65) }, /name of the queue/],
      [{ workflowSid: 'WW1' }, /^workflowSid is/],
      [{ workflowSid, attributes: '{', attributesType: 'str' }, /^attributes is/],
      [{ workflowSid, attributes: '[]' }, /^attributes is/],
      [{ hold: 'text' }, /nothing to say/],
      [{ hold: 'audio', holdUrl: 'music.mp3' }, /not a valid URL/],
    ] as const) {
      await start(fields);
      void call.ring();
      const { code, message } = (await loaded.arrival('caught'))['error'] as { code: string; message: string };
      assert.equal(code, 'INVALID_CALL');
      assert.match(message, problem);
      await loaded.unload();
    }
    await start();
  });
});
