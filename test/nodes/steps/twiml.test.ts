import assert from 'node:assert/strict';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger, twiml } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { gather, say, twimlStep } from '../../support/step-flows';
import { testCall, verbs, type TestCall } from './call-of-test';

let loaded: Loaded;
let call: TestCall;

const start = async (...nodes: Parameters<typeof load>[0]) => {
  loaded = await load([tab, real(), catcher, sink(), sink('caught'), ...nodes], REAL_CREDENTIALS);
  call = testCall(loaded.url);
};
const callIn = (...next: string[]) => trigger('call-in', { respond: 'flow', deadline: 10, wires: [next] });
const DIAL = '<Response><Dial>+14155550199</Dial></Response>';
/** The node "twiml" that goes on at once, with a document of its own. */
const answer = (document: string, wires: string[] = []) =>
  twiml({ twiml: document, twimlType: 'str', wires: [wires], replaceLiveCall: false });

describe('twiml that waits for the result', () => {
  afterEach(() => loaded.unload());

  it('adds its verbs after what was said, and sends the parameters that came back', async () => {
    await start(callIn('say'), say('say', ['dial']), twimlStep('dial', ['out'], { twiml: DIAL }));
    const first = await call.ring();
    assert.match(
      verbs(first.text),
      /^<Say>Hello<\/Say><Dial action="[^"]*node=dial&amp;n=1" method="POST">\+14155550199<\/Dial><Redirect method="POST">[^<]*node=dial&amp;n=1<\/Redirect>$/,
    );
    const second = await call.comeBack(first.text, { DialCallStatus: 'no-answer' });
    assert.equal(second.text, '<?xml version="1.0" encoding="UTF-8"?><Response/>');
    const { payload, topic, twilio } = await loaded.arrival('out');
    const { DialCallStatus, CallSid, node, n } = payload as Record<string, unknown>;
    assert.deepEqual([DialCallStatus, CallSid, node, n], ['no-answer', call.sid, undefined, undefined]);
    assert.equal(topic, '+14155550123');
    const { event, callSid } = twilio as Record<string, unknown>;
    assert.deepEqual([event, callSid], ['twiml', call.sid]);
  });

  it('goes on when the document ends without a result, as after a Say', async () => {
    const document = '<Response><Say>Hello</Say></Response>';
    await start(callIn('say'), twimlStep('say', ['next'], { twiml: document }), say('next'));
    const first = await call.ring();
    assert.equal(verbs((await call.comeBack(first.text)).text), '<Say>Hello</Say>');
  });

  it('continues when the caller has hung up, with hungUp', async () => {
    await start(callIn('dial'), twimlStep('dial', ['out'], { twiml: DIAL }));
    const first = await call.ring();
    await call.status('completed');
    void call.comeBack(first.text, { CallStatus: 'completed', DialCallStatus: 'completed' });
    const { payload, twilio } = await loaded.arrival('out');
    assert.equal((payload as Record<string, unknown>)['DialCallStatus'], 'completed');
    assert.equal((twilio as Record<string, unknown>)['hungUp'], true);
  });

  it('reads the document from the message, and rejects what is not TwiML', async () => {
    await start(callIn('before'), sink('before'), twimlStep('dial', ['out'], { twiml: 'payload', twimlType: 'msg' }));
    void call.ring();
    const message = await loaded.arrival('before');
    for (const payload of ['Hello', '<Response><Sing/></Response>', '<Response><Message/></Response>', 7]) {
      loaded.node('dial').receive({ ...message, payload });
      const { error } = await loaded.arrival('caught');
      assert.equal((error as Record<string, unknown>)['code'], 'INVALID_TWIML', String(payload));
    }
    loaded.node('dial').receive({ payload: DIAL, twilio: { messageSid: 'SM1' } });
    const { error } = await loaded.arrival('caught');
    assert.equal((error as Record<string, unknown>)['code'], 'INVALID_CALL');
  });
});

describe('twiml that goes on at once', () => {
  afterEach(() => loaded.unload());

  it('puts what was said before its verbs, and ends the call as the last step', async () => {
    await start(callIn('say'), say('say', ['twiml']), answer(DIAL, ['out']));
    assert.equal(verbs((await call.ring()).text), '<Say>Hello</Say><Dial>+14155550199</Dial>');
    const { payload } = await loaded.arrival('out');
    assert.equal((payload as Record<string, unknown>)['twiml'], DIAL);
  });

  it('comes before the steps after it, in the same document', async () => {
    await start(callIn('twiml'), answer('<Response><Play>a.mp3</Play></Response>', ['gather']), gather('gather'));
    assert.match(verbs((await call.ring()).text), /^<Play>a\.mp3<\/Play><Gather [^>]*node=gather/);
  });

  it('answers a call without steps with its own document', async () => {
    await start(callIn('twiml'), answer(DIAL, ['out']));
    assert.equal((await call.ring()).text, DIAL);
  });

  it('is spoken when Twilio comes back, while the caller is asked', async () => {
    await start(callIn('gather', 'twiml'), gather('gather', [['say'], []]), answer(DIAL), say('say'));
    const first = await call.ring();
    assert.doesNotMatch(first.text, /<Dial>/);
    const second = await call.comeBack(first.text, { Digits: '1' });
    assert.equal(verbs(second.text), '<Dial>+14155550199</Dial><Say>Hello</Say>');
  });

  it('leaves a call alone that runs its last document, unless it is to replace it', async () => {
    await start(
      callIn('say'),
      say('say'),
      twiml({ twiml: DIAL, twimlType: 'str', replaceLiveCall: false, wires: [[]] }),
    );
    await call.ring();
    const { accountSid } = REAL_CREDENTIALS.account;
    loaded.node('twiml').receive({ twilio: { callSid: call.sid, accountSid } });
    const { error } = await loaded.arrival('caught');
    assert.equal((error as Record<string, unknown>)['code'], 'ALREADY_ANSWERED');
  });
});
