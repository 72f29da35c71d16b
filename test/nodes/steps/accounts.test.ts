import assert from 'node:assert/strict';
import { removeHub } from '../../../lib/node-red/step-hub';
import { action } from '../../support/action-flows';
import { catcher, CREDENTIALS, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { gather, say } from '../../support/step-flows';
import { postEvent, sid } from '../../support/twilio';
import { testCall, verbs, type TestCall } from './call-of-test';

const OTHER_CREDENTIALS = { accountSid: `AC${'2'.repeat(32)}`, authToken: 'another-token-that-nobody-may-see' };

let loaded: Loaded;
let call: TestCall;

const start = async (...nodes: Parameters<typeof load>[0]) => {
  const other = real({ id: 'other', path: '/other' });
  loaded = await load([tab, real(), other, catcher, sink(), sink('caught'), ...nodes], {
    ...REAL_CREDENTIALS,
    other: OTHER_CREDENTIALS,
  });
  call = testCall(loaded.url);
};
const callIn = (next: string[], more: Record<string, unknown> = {}) =>
  trigger('call-in', { respond: 'flow', deadline: 10, wires: [next], ...more });
const caught = async () => (await loaded.arrival('caught'))['error'] as { code: string; cause: { hint: string } };

/** Takes the requests to Twilio's API in place of the network. */
const answerRest = (respond: (data: Record<string, string>) => { statusCode: number; body: object }) => {
  const sent: Record<string, string>[] = [];
  const { account } = loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
  account.options['transport'] = ({ data }: { data: Record<string, string> }) => {
    sent.push(data);
    return Promise.resolve(respond(data));
  };
  return sent;
};

describe('the account of a step', () => {
  afterEach(async () => {
    await loaded.unload();
    for (const id of ['account', 'other']) removeHub(id);
  });

  it('may be set to the one that has the call', async () => {
    await start(callIn(['say']), say('say', [], { account: 'account' }));
    assert.equal(verbs((await call.ring()).text), '<Say>Hello</Say>');
  });

  it('must not be another one', async () => {
    await start(callIn(['say']), say('say', [], { account: 'other' }));
    void call.ring();
    assert.equal((await caught()).code, 'INVALID_CONNECTION_SETTINGS');
  });

  it('must be deployed', async () => {
    await start(callIn(['say']), say('say', [], { account: 'missing' }));
    void call.ring();
    const { code, cause } = await caught();
    assert.equal(code, 'INVALID_CONNECTION_SETTINGS');
    assert.match(cause.hint, /Choose an account/);
  });

  it('sends by REST what nothing waits for', async () => {
    await start(say('say', ['out']));
    const CallSid = sid('CA');
    const sent = answerRest(() => ({ statusCode: 200, body: { sid: CallSid, status: 'in-progress' } }));
    loaded.node('say').receive({ twilio: { accountSid: CREDENTIALS.accountSid, callSid: CallSid } });
    await loaded.arrival('out');
    while (sent.length === 0) await new Promise(setImmediate);
    assert.equal(verbs(sent[0]?.['Twiml'] ?? ''), '<Say>Hello</Say>');
  });

  it('reports with the message that a call has ended, which Twilio says with 21220', async () => {
    await start(gather('gather', [['out'], ['out']]));
    answerRest(() => ({
      statusCode: 400,
      body: { code: 21220, message: 'Call is not in-progress. Cannot redirect.' },
    }));
    loaded.node('gather').receive({
      order: 7,
      twilio: { accountSid: CREDENTIALS.accountSid, callSid: sid('CA') },
    });
    const msg = await loaded.arrival('caught');
    assert.deepEqual([msg['order'], (msg['error'] as { code: string }).code], [7, 'CALL_ENDED']);
  });

  it('lets another trigger with a fixed response win', async () => {
    await start(
      callIn(['say']),
      { ...callIn([], { respond: 'twiml', twiml: '<Response><Pause/></Response>' }), id: 'fixed' },
      say('say'),
    );
    assert.equal(verbs((await call.ring()).text), '<Pause/>');
    assert.equal((await caught()).code, 'ALREADY_ANSWERED');
  });

  it('has the calls of "make call" too', async () => {
    await start(
      action('make-call', { answer: 'flow', outputs: 2, wires: [[], ['gather']], to: '+14155550123', toType: 'str' }),
      gather('gather', [['out'], []]),
    );
    const sent = answerRest(() => ({ statusCode: 201, body: { sid: sid('CA'), to: '+14155550123' } }));
    loaded.node('action').receive({ order: 7 });
    while (sent.length === 0) await new Promise(setImmediate);
    const { pathname, search } = new URL(sent[0]?.['Url'] ?? '');
    const params = { CallSid: call.sid, From: '+14155550100', To: '+14155550123', Direction: 'outbound-api' };
    const answer = await postEvent(
      loaded.url,
      'call',
      { ...params, CallStatus: 'in-progress' },
      {
        path: `${pathname}${search}`,
      },
    );
    void call.comeBack(answer.text, { Digits: '1', Direction: 'outbound-api' });
    const { payload, order } = await loaded.arrival('out');
    assert.deepEqual([payload, order], ['1', 7]);
  });

  it('answers the leg of another party at once, and not the call', async () => {
    await start(callIn(['gather']), gather('gather', [['out'], []]));
    await call.ring();
    const path = '/twilio/step?node=gather&n=1&leg=whisper';
    const leg = await postEvent(loaded.url, 'step', { CallSid: sid('CA'), CallStatus: 'in-progress' }, { path });
    assert.equal(verbs(leg.text), '<Hangup/>');
    await loaded.statusOf('gather', 'runtime.status.oneCall', 'blue');
  });

  it('does not take a request without the query of a step', async () => {
    await start(callIn(['say']), say('say'));
    const answer = await postEvent(loaded.url, 'step', { CallSid: sid('CA'), CallStatus: 'in-progress' });
    assert.equal(answer.status, 400);
  });

  it('receives no requests for steps when there are none', async () => {
    await start(callIn(['out']));
    const path = '/twilio/step?node=gather&n=1';
    const answer = await postEvent(loaded.url, 'step', { CallSid: sid('CA') }, { path });
    assert.equal(answer.status, 404);
  });
});
