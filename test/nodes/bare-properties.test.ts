/** Nodes that have no more properties than a program would write: all others are missing, or come from the environment. */
import assert from 'node:assert/strict';
import { catcher, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { postEvent, sid, sign } from '../support/twilio';

const SENDER = '+14155550100';
const PERSON = '+14155550123';
const CREDENTIALS = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'a-token' };

const bare = (id: string, type: string, more: Record<string, unknown> = {}): FlowNode => ({
  id,
  type: `twilio-${type}`,
  z: 'tab',
  x: 0,
  y: 0,
  account: 'account',
  wires: [['out']],
  ...more,
});
const account = (more: Record<string, unknown> = {}): FlowNode => ({ id: 'account', type: 'twilio-config', ...more });

describe('a node without the other properties', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
  });
  const start = async (...nodes: FlowNode[]) => {
    loaded = await load([tab, catcher, sink('caught'), sink(), ...nodes], { account: CREDENTIALS });
  };
  const post = (kind: string, params: Record<string, string>, path = `/twilio/${kind}`) =>
    postEvent(loaded.url, kind, params, { publicUrl: loaded.url, token: CREDENTIALS.authToken, path });
  const result = async (id: string, msg: Record<string, unknown>) => {
    loaded.node(id).receive(msg);
    return (await loaded.arrival('out'))['payload'] as Record<string, unknown>;
  };

  it('sends, looks up, verifies and says the payload', async () => {
    await start(
      account({ environment: 'simulator', verifyServiceSid: sid('VA') }),
      bare('sms', 'send-sms', { to: PERSON }),
      bare('call', 'make-call', { to: PERSON, statusEvents: 'ringing, completed' }),
      bare('lookup', 'lookup', { wires: [['out'], ['out']] }),
      bare('verify', 'verify'),
      bare('check', 'verify', { operation: 'check', to: PERSON }),
    );
    assert.equal((await result('sms', { payload: 12.5 }))['body'], '12.5');
    assert.equal((await result('call', { payload: 'hello' }))['to'], PERSON);
    assert.equal((await result('lookup', { payload: PERSON }))['phoneNumber'], PERSON);
    assert.equal((await result('verify', { payload: PERSON }))['to'], PERSON);
    loaded.node('check').receive({ payload: '0' });
    await loaded.statusOf('check', 'runtime.status.notApproved');
  });

  it('replies with the payload, and answers a call with it', async () => {
    await start(
      account(),
      bare('sms-in', 'sms-in', { respond: 'flow', wires: [['reply']] }),
      bare('reply', 'reply'),
      bare('call-in', 'call-in', { wires: [['twiml']] }),
      bare('twiml', 'twiml', { twiml: '<Response><Play>x.mp3</Play></Response>' }),
    );
    const message = await post('message', { MessageSid: sid('SM'), From: PERSON, To: SENDER, Body: 'echo' });
    assert.match(message.text, /<Body>echo<\/Body>/);
    const call = await post('call', { CallSid: sid('CA'), From: PERSON, To: SENDER });
    assert.match(call.text, /<Play>x.mp3<\/Play>/, 'without "respond", the flow is waited for');
  });

  it('“call in” ends a call at once when its flow cannot answer', async () => {
    await start(account(), bare('call-in', 'call-in'));
    const call = await post('call', { CallSid: sid('CA'), From: PERSON, To: SENDER });
    assert.match(call.text, /<Response\/>$/);
  });

  it('takes a call that comes again for the same one', async () => {
    await start(account(), bare('call-in', 'call-in'));
    const params = { CallSid: sid('CA'), From: PERSON, To: SENDER };
    await post('call', params);
    await post('call', params);
    await post('call', { ...params, CallSid: sid('CA'), To: PERSON });
    await loaded.arrival('out');
    assert.equal(((await loaded.arrival('out'))['twilio'] as { to: string }).to, PERSON);
  });

  it('sends through a Messaging Service when the node or the account has only that', async () => {
    const service = sid('MG');
    for (const [ofAccount, ofNode] of [
      [{ messagingServiceSid: service }, {}],
      [{ from: SENDER }, { messagingServiceSid: service }],
    ]) {
      await start(account(ofAccount), bare('sms', 'send-sms', { to: PERSON, ...ofNode }));
      const { account: real } = loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
      const asked: { data?: unknown }[] = [];
      real.options['transport'] = (request: { data?: unknown }) => {
        asked.push(request);
        return Promise.resolve({ statusCode: 201, body: { sid: sid('SM'), to: PERSON } });
      };
      await result('sms', { payload: 'x' });
      assert.deepEqual(asked[0]?.data, { To: PERSON, MessagingServiceSid: service, Body: 'x' });
      await loaded.unload();
    }
    loaded = await load([tab]);
  });

  it('accepts any event, also with a choice that is an empty text', async () => {
    await start(
      account(),
      bare('in', 'sms-in', { filterMedia: '', filterBodyMatch: '', filterBody: 'x' }),
      bare('status', 'sms-status', { filterStatus: 'sent, delivered' }),
      bare('call', 'call-status', { filterDirection: '', filterStatus: [] }),
    );
    await post('message', { MessageSid: sid('SM'), From: PERSON, To: SENDER, Body: 'xyz' });
    assert.equal((await loaded.arrival('out'))['payload'], 'xyz');
    const status = { MessageSid: sid('SM'), From: SENDER, To: PERSON };
    await post('message-status', { ...status, MessageStatus: 'queued' });
    await post('message-status', { ...status, MessageStatus: 'sent' });
    assert.equal((await loaded.arrival('out'))['payload'], 'sent');
    await post('call-status', { CallSid: sid('CA'), CallStatus: 'busy' });
    assert.equal((await loaded.arrival('out'))['payload'], 'busy');
  });

  it('gets the event of a webhook as bare as that of a test', async () => {
    await start(account(), bare('in', 'sms-in'));
    const params = {
      MessageSid: 'SM1',
      From: PERSON,
      To: SENDER,
      Body: 'two words',
      BodyNew: 'kept',
      FutureField: 'kept',
    };
    const url = `${loaded.url}/twilio/message`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'X-Twilio-Signature': sign(CREDENTIALS.authToken, url, params) },
      body: new URLSearchParams(params),
    });
    assert.equal(response.status, 200);
    const { twilio } = (await loaded.arrival('out')) as { twilio: Record<string, unknown> };
    assert.deepEqual(twilio['raw'], params, 'unknown parameters stay in raw');
    assert.equal(twilio['accountSid'], CREDENTIALS.accountSid);
  });

  it('of an account takes a signed GET', async () => {
    await start(account(), bare('in', 'sms-in'));
    const query = new URLSearchParams({ MessageSid: sid('SM'), From: PERSON, To: SENDER, Body: 'by GET' }).toString();
    const url = `${loaded.url}/twilio/message?${query}`;
    const get = (signature: string): Promise<Response> => fetch(url, { headers: { 'X-Twilio-Signature': signature } });
    assert.equal((await get(sign(CREDENTIALS.authToken, `${url}&Body=other`, {}))).status, 403);
    assert.equal((await get(sign(CREDENTIALS.authToken, url, {}))).status, 200);
    assert.equal((await loaded.arrival('out'))['payload'], 'by GET');
  });

  it('of an account has its boolean properties and its credentials from environment variables', async () => {
    const variables = {
      TEST_CHECK: 'false',
      TEST_GET: 'true',
      TEST_PATH: '/from-env',
      TEST_SID: CREDENTIALS.accountSid,
    };
    Object.assign(process.env, variables);
    try {
      const fromEnv = { validateSignatures: '${TEST_CHECK}', allowGet: '${TEST_GET}', path: '${TEST_PATH}' };
      loaded = await load([tab, account(fromEnv), bare('in', 'sms-in'), sink()], {
        account: { accountSid: '${TEST_SID}', authToken: '' },
      });
      const params = new URLSearchParams({ MessageSid: sid('SM'), From: PERSON, To: SENDER, Body: 'unsigned' });
      const response = await fetch(`${loaded.url}/from-env/message?${params.toString()}`);
      assert.equal(response.status, 200);
      const msg = (await loaded.arrival('out')) as { payload: unknown; twilio: Record<string, unknown> };
      assert.deepEqual([msg.payload, msg.twilio['accountSid']], ['unsigned', CREDENTIALS.accountSid]);
    } finally {
      for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
    }
  });

  it('a call or a message that no trigger takes is answered without any trigger', async () => {
    await start(account());
    const call = await post('call', { CallSid: sid('CA'), From: PERSON, To: SENDER });
    assert.match(call.text, /<Response><Reject\/><\/Response>$/);
    const message = await post('message', { MessageSid: sid('SM'), From: PERSON, To: SENDER, Body: 'x' });
    assert.match(message.text, /<Response\/>$/);
    assert.deepEqual([call.status, message.status], [200, 200]);
  });
});
