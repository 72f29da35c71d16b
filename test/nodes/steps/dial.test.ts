import assert from 'node:assert/strict';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { dial } from '../../support/step-flows';
import { postEvent, sid } from '../../support/twilio';
import { testCall, verbs, type TestCall } from './call-of-test';

const BOB = '+12125550188';
const CAROL = '+12125550199';
const COMPLETED = { DialCallStatus: 'completed', DialCallSid: sid('CA'), DialCallDuration: '12', DialBridged: 'true' };

let loaded: Loaded;
let call: TestCall;

/** A call that dials. The outputs are wired to `out`, `none` and `gone`. */
const start = async (more: Record<string, unknown> = {}, ...others: Parameters<typeof load>[0]) => {
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['dial']] });
  const sinks = ['out', 'none', 'gone', 'caught'].map((id) => sink(id));
  const node = dial('dial', [['out'], ['none'], ['gone']], more);
  loaded = await load([tab, real(), catcher, ...sinks, ...others, callIn, node], REAL_CREDENTIALS);
  call = testCall(loaded.url);
};
/** The document of a call that dials, without its URLs' common part. */
const dialed = async (more: Record<string, unknown> = {}, params: Record<string, string> = {}) => {
  await start(more);
  const { text } = await call.ring(params);
  return verbs(text)
    .replace(/<Redirect.*/, '')
    .replaceAll('https://example.com/twilio/step?node=dial&amp;', '');
};
const twilioOf = (msg: Record<string, unknown>) => msg['twilio'] as Record<string, unknown>;

/** Requests a URL of the document as the leg of a callee. */
const leg = async (document: string, attribute: string, params: Record<string, string> = {}) => {
  const [, query = ''] = new RegExp(` ${attribute}="https://example.com/twilio/step\\?([^"]*)"`).exec(document) ?? [];
  const { text, status } = await postEvent(
    loaded.url,
    'step',
    {
      CallSid: sid('CA'),
      ParentCallSid: call.sid,
      From: '+14155550123',
      To: BOB,
      Direction: 'outbound-dial',
      CallStatus: 'in-progress',
      ...params,
    },
    { path: `/twilio/step?${query.replaceAll('&amp;', '&')}` },
  );
  assert.equal(status, 200);
  return verbs(text);
};

describe('dial', () => {
  afterEach(() => loaded.unload());

  it('dials a number, and Twilio comes back at the end', async () => {
    assert.equal(
      await dialed({ to: '+1 (212) 555-0188' }),
      `<Dial action="n=1" method="POST"><Number>${BOB}</Number></Dial>`,
    );
  });

  it('has the attributes of the node', async () => {
    const more = {
      callerId: '+14155550100',
      timeout: '20',
      timeLimit: '3600',
      record: 'record-from-answer-dual',
      ringUntilAnswered: true,
    };
    assert.equal(
      await dialed(more),
      '<Dial callerId="+14155550100" answerOnBridge="true" timeout="20" timeLimit="3600" ' +
        `record="record-from-answer-dual" action="n=1" method="POST"><Number>${BOB}</Number></Dial>`,
    );
  });

  it('dials several at once, with commas or as a list, and reports which has answered', async () => {
    for (const more of [
      { to: `${BOB}, ${CAROL}` },
      { to: JSON.stringify([BOB, CAROL]), toType: 'json' },
      { to: `["${BOB}", "${CAROL}"]`, toType: 'jsonata' },
    ]) {
      const callback =
        'statusCallback="n=1&amp;leg=answered" statusCallbackMethod="POST" statusCallbackEvent="answered"';
      assert.equal(
        await dialed(more),
        '<Dial action="n=1" method="POST">' +
          `<Number ${callback}>${BOB}</Number><Number ${callback}>${CAROL}</Number></Dial>`,
      );
      await loaded.unload();
    }
    await start({ to: `${BOB}, ${CAROL}` });
    const { text } = await call.ring();
    await leg(text, 'statusCallback', { CallSid: COMPLETED.DialCallSid, To: CAROL });
    void call.comeBack(text, COMPLETED);
    const { dial: result } = twilioOf(await loaded.arrival('out'));
    assert.equal((result as Record<string, unknown>)['answeredBy'], CAROL);
  });

  it('dials clients and SIP addresses', async () => {
    assert.match(
      await dialed({ kind: 'client', to: 'alice', callerId: 'client:bob' }),
      /callerId="client:bob".*<Client>alice</,
    );
    await loaded.unload();
    assert.match(await dialed({ kind: 'client', to: 'client:al_1' }), /<Client>al_1</);
    await loaded.unload();
    const to = 'sip:alice@example.com?x-a=1&x-b=2';
    assert.match(
      await dialed({ kind: 'sip', to, callerId: 'front-desk' }),
      /callerId="front-desk".*<Sip>sip:alice@example\.com\?x-a=1&amp;x-b=2</,
    );
  });

  it('dials a conference. Its own attribute records it', async () => {
    assert.equal(
      await dialed({ kind: 'conference', to: 'Room & more, 1', timeout: '5', timeLimit: '60', callerId: 'x' }),
      '<Dial timeLimit="60" action="n=1" method="POST"><Conference>Room &amp; more, 1</Conference></Dial>',
    );
    await loaded.unload();
    assert.match(
      await dialed({ kind: 'conference', to: 'Room', record: 'record-from-ringing' }),
      /^<Dial action="n=1" method="POST"><Conference record="record-from-start">Room</,
    );
  });

  it('dials the first call in a queue, and says how long it has waited', async () => {
    await start({ kind: 'queue', to: 'support', timeout: '5' });
    const { text } = await call.ring();
    assert.match(text, /<Dial timeout="5" action="[^"]*" method="POST"><Queue>support<\/Queue><\/Dial>/);
    const QueueSid = `QU${'3'.repeat(32)}`;
    void call.comeBack(text, { ...COMPLETED, QueueSid, QueueTime: '30', DequeingCallSid: call.sid });
    const { queue, dial: result } = twilioOf(await loaded.arrival('out'));
    assert.deepEqual(queue, { sid: QueueSid, time: 30 });
    assert.deepEqual(result, { status: 'completed', callSid: COMPLETED.DialCallSid, duration: 12 });
  });

  it('reports the recording to “recording in” when there is such a node, and has it in the message', async () => {
    const recordings = trigger('recording-in', { id: 'recordings', wires: [[]] });
    await start({ record: 'record-from-answer' }, recordings);
    const { text } = await call.ring();
    assert.match(text, / recordingStatusCallback="https:\/\/example\.com\/twilio\/recording" /);
    const [RecordingUrl, RecordingSid] = ['https://api.twilio.com/RE1', `RE${'1'.repeat(32)}`];
    void call.comeBack(text, { ...COMPLETED, RecordingUrl, RecordingSid, RecordingDuration: '11' });
    const { recording } = twilioOf(await loaded.arrival('out'));
    assert.deepEqual(recording, { url: RecordingUrl, sid: RecordingSid, duration: 11 });
    await loaded.unload();
    await start({ kind: 'conference', to: 'Room', record: 'record-from-answer' }, recordings);
    assert.match((await call.ring()).text, /<Conference record="record-from-start" recordingStatusCallback="[^"]*"/);
  });

  it('sends the message by the first output after an answer, also when the caller has hung up', async () => {
    for (const [status, hungUp] of [
      ['in-progress', undefined],
      ['completed', true],
    ] as const) {
      await start({ hungUp: true });
      await call.comeBack((await call.ring()).text, { ...COMPLETED, CallStatus: status });
      const msg = await loaded.arrival('out');
      const { event, dial: result, ...twilio } = twilioOf(msg);
      assert.deepEqual(
        [msg['payload'], event, result, twilio['hungUp']],
        [
          'completed',
          'dial',
          { status: 'completed', callSid: COMPLETED.DialCallSid, duration: 12, answeredBy: BOB },
          hungUp,
        ],
      );
      await loaded.unload();
    }
    await start({ kind: 'conference', to: 'Room' });
    void call.comeBack((await call.ring()).text, { DialCallStatus: 'answered', DialBridged: 'true' });
    assert.deepEqual(twilioOf(await loaded.arrival('out'))['dial'], { status: 'answered' });
  });

  it('sends the message by the second output when nobody has answered', async () => {
    for (const [params, status] of [
      [{ DialCallStatus: 'busy', DialBridged: 'false' }, 'busy'],
      [{ DialCallStatus: 'no-answer' }, 'no-answer'],
      [{ DialCallStatus: 'failed' }, 'failed'],
      [{ DialCallStatus: 'canceled' }, 'canceled'],
      // Answered, but no key was pressed.
      [{ DialCallStatus: 'completed', DialBridged: 'false' }, 'no-answer'],
      // Twilio has gone on with the verb behind <Dial>.
      [{}, 'failed'],
    ] as const) {
      await start();
      void call.comeBack((await call.ring()).text, params);
      const msg = await loaded.arrival('none');
      assert.deepEqual([msg['payload'], twilioOf(msg)['dial']], [status, { status }]);
      await loaded.unload();
    }
    await start();
  });

  it('leaves by “hung up” when the caller hangs up while it rings', async () => {
    await start({ hungUp: true });
    await call.comeBack((await call.ring()).text, { DialCallStatus: 'canceled', CallStatus: 'completed' });
    const msg = await loaded.arrival('gone');
    assert.deepEqual([msg['payload'], twilioOf(msg)['hungUp']], ['hung-up', true]);
  });

  it('dials in turn until one answers', async () => {
    await start({ to: `${BOB}, ${CAROL}, ${BOB}`, order: 'in-turn', timeout: '15', whisper: 'Hi' });
    const first = await call.ring();
    assert.match(
      first.text,
      /<Dial timeout="15" [^>]*n=1" method="POST"><Number [^>]*>\+12125550188<\/Number><\/Dial>/,
    );
    const second = await call.comeBack(first.text, { DialCallStatus: 'busy' });
    assert.match(
      second.text,
      /<Dial timeout="15" [^>]*n=2" method="POST"><Number [^>]*>\+12125550199<\/Number><\/Dial>/,
    );
    assert.doesNotMatch(second.text, /statusCallback/);
    void call.comeBack(second.text, COMPLETED);
    const { dial: result } = twilioOf(await loaded.arrival('out'));
    assert.equal((result as Record<string, unknown>)['answeredBy'], CAROL);
  });

  it('dials in turn: has the last status when none answers, and stops when the caller hangs up', async () => {
    await start({ to: `${BOB}, ${CAROL}`, order: 'in-turn', hungUp: true });
    const second = await call.comeBack((await call.ring()).text, { DialCallStatus: 'busy' });
    void call.comeBack(second.text, { DialCallStatus: 'no-answer' });
    assert.equal((await loaded.arrival('none'))['payload'], 'no-answer');
    call = testCall(loaded.url);
    const document = (await call.ring()).text;
    await call.comeBack(document, { DialCallStatus: 'canceled', CallStatus: 'completed' });
    assert.equal((await loaded.arrival('gone'))['payload'], 'hung-up');
  });

  it('dials in turn: stops when the call was lost with a restart', async () => {
    await start({ to: `${BOB}, ${CAROL}`, order: 'in-turn' });
    const { text } = await call.ring();
    void testCall(loaded.url).comeBack(text, { DialCallStatus: 'busy' });
    const msg = await loaded.arrival('none');
    assert.deepEqual([msg['payload'], twilioOf(msg)['dial']], ['busy', { status: 'busy' }]);
  });

  it('says a text of the message to the callee first', async () => {
    await start({ whisper: '"From " & payload & " <b>"', whisperType: 'jsonata' });
    const { text } = await call.ring();
    assert.match(text, /<Number url="[^"]*n=1&amp;leg=whisper" method="POST">/);
    assert.equal(await leg(text, 'url'), '<Say>From +14155550123 &lt;b&gt;</Say>');
    void call.comeBack(text, COMPLETED);
    assert.equal((await loaded.arrival('out'))['payload'], 'completed', 'the request of a leg does not move the call');
  });

  it('connects a callee who must accept only after a key', async () => {
    await start({ whisper: 'Press any key', accept: true });
    const { text } = await call.ring();
    const CallSid = sid('CA');
    assert.equal(
      await leg(text, 'url', { CallSid }),
      '<Gather input="dtmf" numDigits="1" finishOnKey="" timeout="10"><Say>Press any key</Say></Gather><Hangup/>',
    );
    // An empty document connects the parties.
    assert.equal(await leg(text, 'url', { CallSid, Digits: '#' }), '');
  });

  it('has a whisper and the key also for an unknown call', async () => {
    const unknown = { ParentCallSid: sid('CA') };
    await start({ whisper: 'Press any key', accept: true });
    assert.match(await leg((await call.ring()).text, 'url', unknown), /^<Gather .*><Say>Press any key<.*<Hangup\/>$/);
    await loaded.unload();
    await start({ whisper: 'payload', whisperType: 'msg', accept: true });
    assert.match(await leg((await call.ring()).text, 'url', unknown), /^<Gather [^>]*\/><Hangup\/>$/);
  });

  it('uses the number of the account when a client calls a number, because Twilio has no default then', async () => {
    const from = { From: 'client:alice' };
    assert.match(await dialed({}, from), /^<Dial callerId="\+14155550100"/);
    await loaded.unload();
    assert.doesNotMatch(await dialed({ kind: 'client', to: 'bob' }, from), /callerId/);
    await loaded.unload();
    assert.doesNotMatch(await dialed(), /callerId/);
  });

  it('reports a clear error for what cannot be dialed', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `+121255501${String(index).padStart(2, '0')}`).join();
    for (const [fields, code, problem] of [
      [{ to: '' }, 'INVALID_RECIPIENT', /nobody to dial/],
      [{ to: ' , ' }, 'INVALID_RECIPIENT', /nobody to dial/],
      [{ to: '[]', toType: 'json' }, 'INVALID_RECIPIENT', /nobody to dial/],
      [{ to: `${BOB}, 911` }, 'INVALID_RECIPIENT', /"911" cannot be dialed/],
      [{ to: 'client:alice' }, 'INVALID_RECIPIENT', /"client:alice" cannot be dialed/],
      [{ to: '[{"a":1}]', toType: 'json' }, 'INVALID_RECIPIENT', /\{"a":1\} cannot be dialed/],
      [{ kind: 'client', to: 'al ice' }, 'INVALID_RECIPIENT', /cannot be dialed/],
      [{ kind: 'client', to: 'sip:alice@example.com' }, 'INVALID_RECIPIENT', /cannot be dialed/],
      [{ kind: 'sip', to: 'alice' }, 'INVALID_RECIPIENT', /cannot be dialed/],
      [{ to: many }, 'INVALID_RECIPIENT', /11 parties .* at most 10/],
      [{ kind: 'conference', to: '' }, 'INVALID_RECIPIENT', /conference must have 1 to 128/],
      [{ kind: 'conference', to: '["a","b"]', toType: 'json' }, 'INVALID_RECIPIENT', /conference must have/],
      [{ kind: 'queue', to: 'x'.repeat(65) }, 'INVALID_RECIPIENT', /queue must have 1 to 64/],
      [{ kind: 'conference', to: 'Room', whisper: 'Hi' }, 'INVALID_CALL', /no callee/],
      [{ kind: 'queue', to: 'support', whisper: 'Hi' }, 'INVALID_CALL', /no callee/],
      [{ accept: true }, 'INVALID_CALL', /must press a key/],
      [{ callerId: 'client:bob' }, 'INVALID_SENDER', /not a valid caller ID/],
      [{ kind: 'client', to: 'alice', callerId: 'sip:a@example.com' }, 'INVALID_SENDER', /not a valid caller ID/],
      [{ callerId: '555' }, 'INVALID_SENDER', /"555"/],
      [{ timeout: '601' }, 'INVALID_CALL', /^timeout is/],
      [{ timeLimit: '0' }, 'INVALID_CALL', /^timeLimit is/],
      [{ record: 'always' }, 'INVALID_CALL', /^record is/],
    ] as const) {
      await start(fields);
      void call.ring();
      const error = (await loaded.arrival('caught'))['error'] as { code: string; message: string; cause: unknown };
      assert.equal(error.code, code, error.message);
      assert.match(error.message, problem);
      assert.ok((error.cause as { hint: string }).hint);
      await loaded.unload();
    }
    await start();
  });

  it('dials more than ten in turn', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `+121255501${String(index).padStart(2, '0')}`).join();
    assert.match(await dialed({ to: many, order: 'in-turn' }), /<Number>\+12125550100<\/Number><\/Dial>/);
  });
});
