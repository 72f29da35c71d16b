import assert from 'node:assert/strict';
import { EMPTY_TWIML } from '../../lib/twiml/documents';
import { catcher, real, REAL_CREDENTIALS, reply, sink, smsIn, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { postEvent, postSigned, sid } from '../support/twilio';

interface CaughtError {
  code: string;
  message: string;
  cause: { hint: string };
}

let loaded: Loaded;

const start = async (...nodes: FlowNode[]) => {
  loaded = await load([tab, real(), sink(), ...nodes], REAL_CREDENTIALS);
};
const caught = async () => {
  const msg = await loaded.arrival('caught');
  return { msg, error: msg['error'] as CaughtError };
};
/** The warnings about an answer that was missed. */
const warnings = () => loaded.logged().filter(({ msg }) => /deadlineMissed|flowStopped/.test(msg));

// The shortest deadline of a trigger is one second, so each of these tests takes as long.
describe('a flow that does not answer before the deadline', () => {
  afterEach(() => loaded.unload());

  it('is visible: a yellow status, one warning, and the message of the event at a Catch node', async () => {
    await start(smsIn({ respond: 'flow', deadline: 1 }), catcher, sink('caught'));
    const answer = await postSigned(loaded.url, { Body: 'hello' });
    assert.equal(answer.text, EMPTY_TWIML);
    const { msg, error } = await caught();
    assert.equal(error.code, 'DEADLINE_MISSED');
    assert.match(error.message, new RegExp(answer.sent['MessageSid'] ?? ''));
    assert.match(error.cause.hint, /14 seconds/);
    assert.equal(msg['payload'], 'hello');
    assert.equal(msg['topic'], '+14155550123');
    assert.equal((msg['twilio'] as Record<string, unknown>)['messageSid'], answer.sent['MessageSid']);
    await loaded.statusOf('in', 'runtime.status.deadlineMissed', 'yellow');
    assert.equal(warnings().length, 1);
    assert.equal(loaded.logged().filter(({ level }) => level === 'error').length, 0);
  });

  it('is reported by each trigger whose flow was to answer', async () => {
    await start(
      smsIn({ respond: 'flow', deadline: 1 }),
      smsIn({ id: 'in2', respond: 'flow', deadline: 1 }),
      smsIn({ id: 'quiet' }),
      catcher,
      sink('caught'),
    );
    await postSigned(loaded.url, { Body: 'hello' });
    const sources = [await caught(), await caught()].map(
      ({ msg }) => (msg['error'] as { source: { id: string } }).source.id,
    );
    assert.deepEqual(sources.sort(), ['in', 'in2']);
  });

  it('does not flood the log: there is one warning for many at the same time', async () => {
    await start(smsIn({ respond: 'flow', deadline: 1 }));
    await Promise.all(Array.from({ length: 40 }, () => postSigned(loaded.url, { Body: 'hello' })));
    await loaded.statusOf('in', 'runtime.status.deadlineMissed', 'yellow');
    assert.deepEqual(
      loaded
        .logged()
        .filter(({ id }) => id === 'in')
        .map(({ level }) => level),
      ['warn'],
    );
  });

  it('is also reported for a call', async () => {
    await start(trigger('call-in', { respond: 'flow', deadline: 1 }), catcher, sink('caught'));
    const CallSid = sid('CA');
    const call = { CallSid, CallStatus: 'ringing', Direction: 'inbound', From: '+14155550123', To: '+14155550100' };
    assert.equal((await postEvent(loaded.url, 'call', call)).text, EMPTY_TWIML);
    const { error } = await caught();
    assert.equal(error.code, 'DEADLINE_MISSED');
    assert.match(error.message, new RegExp(CallSid));
  });

  it('is not reported when it has answered, or when the trigger answers by itself', async () => {
    await start(
      smsIn({ filterTo: '+14155550100', respond: 'flow', deadline: 1, wires: [['reply']] }),
      reply(),
      smsIn({ id: 'fixed', filterTo: '+14155550101', respond: 'text', replyText: 'fixed', wires: [[]] }),
      smsIn({ id: 'late', filterTo: '+14155550102', respond: 'flow', deadline: 1, wires: [[]] }),
      catcher,
      sink('caught'),
    );
    const [answered, fixed] = await Promise.all([
      postSigned(loaded.url, { Body: 'echo' }),
      postSigned(loaded.url, { Body: 'x', To: '+14155550101' }),
    ]);
    assert.match(answered.text, /<Body>echo<\/Body>/);
    assert.match(fixed.text, /fixed/);
    // The deadline of this one is behind the deadlines of the others.
    await postSigned(loaded.url, { Body: 'x', To: '+14155550102' });
    const { msg } = await caught();
    assert.equal((msg['error'] as { source: { id: string } }).source.id, 'late');
    assert.equal(warnings().length, 1);
  });

  it('is not reported when "reply" sent a new message because Twilio had closed the connection', async () => {
    await start(
      smsIn({ filterTo: '+14155550101', respond: 'flow', deadline: 1 }),
      reply({ wires: [['replied']] }),
      smsIn({ id: 'late', filterTo: '+14155550102', respond: 'flow', deadline: 1, wires: [[]] }),
      catcher,
      sink('caught'),
      sink('replied'),
    );
    const { account } = loaded.node('account') as unknown as { account: { options: { transport?: unknown } } };
    account.options.transport = () => Promise.resolve({ statusCode: 201, body: { sid: sid('SM') } });
    const aborted = new AbortController();
    const gone = postSigned(loaded.url, { Body: 'bye', To: '+14155550101' }, { signal: aborted.signal });
    const msg = await loaded.arrival('out');
    aborted.abort();
    await assert.rejects(gone);
    loaded.node('reply').receive(msg);
    await loaded.arrival('replied');
    await postSigned(loaded.url, { Body: 'x', To: '+14155550102' });
    assert.equal(((await caught()).msg['twilio'] as Record<string, unknown>)['to'], '+14155550102');
    assert.equal(warnings().length, 1);
  });
});

describe('the status of a trigger whose account has no public URL', () => {
  afterEach(() => loaded.unload());

  it('stays yellow after an event', async () => {
    loaded = await load([tab, real({ publicUrl: '' }), smsIn(), sink()], REAL_CREDENTIALS);
    await loaded.statusOf('in', 'runtime.problem.noPublicUrl', 'yellow');
    await postSigned(loaded.url, { Body: 'hello' }, { publicUrl: loaded.url });
    await loaded.statusOf('in', 'runtime.status.noPublicUrl', 'yellow');
  });
});
