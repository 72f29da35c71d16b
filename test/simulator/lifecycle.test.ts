import assert from 'node:assert/strict';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { createSimulator, type Change, type Simulator } from '../../simulator';
import { UNREACHABLE_RECIPIENTS } from '../../simulator/messaging/recipients';
import { fakeClock, pass, send, startServer, twiml, type FakeClock, type TestServer } from './support';

const own = '+14155550100';
const british = '+442079460100';
const person = '+14155550123';

const service = `MG${'b'.repeat(32)}`;

describe('a message that the simulator sends', () => {
  let clock: FakeClock;
  let server: TestServer;
  let simulator: Simulator;

  beforeEach(async () => {
    clock = fakeClock();
    server = await startServer();
    simulator = createSimulator({
      seed: 'life',
      clock,
      messagingServices: [service],
      webhooks: () => ({ message: { url: `${server.origin}/message` } }),
    });
  });
  afterEach(async () => {
    await simulator.close();
    await server.close();
  });

  const statuses = (): (string | undefined)[] => server.received.map(({ params }) => params['MessageStatus']);

  it('sends a status callback for sent and for delivered, and none for its initial status', async () => {
    const { body } = await send(simulator, { StatusCallback: `${server.origin}/status?a=1` });
    assert.equal(server.received.length, 0, 'no callback overtakes the answer');
    await pass(clock, simulator, 1000);
    assert.deepEqual(statuses(), ['sent', 'delivered']);
    for (const { method, url, headers, params } of server.received) {
      assert.equal(method, 'POST');
      assert.equal(url, '/status?a=1');
      assert.equal(headers['content-type'], 'application/x-www-form-urlencoded; charset=UTF-8');
      assert.equal(headers['user-agent'], 'TwilioProxy/1.1');
      assert.match(String(headers['i-twilio-idempotency-token']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      const { RawDlrDoneDate, ...rest } = params;
      assert.equal(RawDlrDoneDate, params['MessageStatus'] === 'delivered' ? '2601020304' : undefined);
      assert.deepEqual(rest, {
        SmsSid: body['sid'],
        SmsStatus: params['MessageStatus'],
        MessageStatus: params['MessageStatus'],
        To: person,
        MessageSid: body['sid'],
        AccountSid: simulator.accountSid,
        From: own,
        ApiVersion: '2010-04-01',
      });
    }
    const [message] = simulator.state().messages;
    assert.equal(message?.status, 'delivered');
    assert.ok(message.dateSent !== null && message.dateSent > message.dateCreated);
    assert.ok(message.dateUpdated > message.dateSent);
  });

  it("signs each callback, as the SDK's validator expects it", async () => {
    const { port } = new URL(server.origin);
    await send(simulator, { StatusCallback: `http://user:p%40ss@127.0.0.1:${port}/s?x=%20y#rc=2` });
    await pass(clock, simulator, 1000);
    assert.equal(server.received.length, 2);
    for (const { headers, params } of server.received) {
      const signature = String(headers['x-twilio-signature']);
      assert.ok(validateRequest(simulator.authToken, signature, `${server.origin}/s?x=%20y`, params));
      assert.equal(headers.authorization, `Basic ${btoa('user:p@ss')}`);
    }
  });

  it('sends the statuses in order, however slow the first response is', async () => {
    const waiting: (() => void)[] = [];
    server.answer = ({ params }, response) => {
      if (params['MessageStatus'] === 'sent') waiting.push(() => response.end());
      else response.end();
    };
    await send(simulator, { StatusCallback: server.origin });
    clock.advance(1000);
    const barrier = () => fetch(server.origin, { method: 'POST', body: 'MessageStatus=barrier' });
    while (waiting.length === 0) await barrier();
    // Whatever set out together with it has arrived before this is answered.
    await barrier();
    server.received = server.received.filter(({ params }) => params['MessageStatus'] !== 'barrier');
    assert.deepEqual(statuses(), ['sent']);
    waiting.forEach((answer) => {
      answer();
    });
    await simulator.settled();
    assert.deepEqual(statuses(), ['sent', 'delivered']);
  });

  for (const [to, { status, code }] of Object.entries(UNREACHABLE_RECIPIENTS)) {
    it(`to ${to} ends ${status} with ${String(code)}`, async () => {
      await send(simulator, { To: to, StatusCallback: server.origin });
      await pass(clock, simulator, 1000);
      const expected = status === 'failed' ? ['failed'] : ['sent', 'undelivered'];
      assert.deepEqual(statuses(), expected);
      assert.equal(server.received.at(-1)?.params['ErrorCode'], String(code));
      if (status === 'undelivered') assert.equal(server.received[0]?.params['ErrorCode'], undefined);
      const [message] = simulator.state().messages;
      assert.deepEqual([message?.status, message?.errorCode], [status, code]);
      assert.ok(message?.errorMessage);
    });
  }

  it('of a Messaging Service also sends a status callback for queued, and none for accepted', async () => {
    await send(simulator, { From: undefined, MessagingServiceSid: service, StatusCallback: server.origin });
    await pass(clock, simulator, 1000);
    assert.deepEqual(statuses(), ['queued', 'sent', 'delivered']);
    assert.ok(server.received.every(({ params }) => params['MessagingServiceSid'] === service));
  });

  it('arrives at an own number as an incoming message, which can be answered', async () => {
    server.answer = ({ params }, response) => {
      twiml(response, `<Response><Message>got ${params['Body'] ?? ''}</Message></Response>`);
    };
    simulator.state();
    await send(simulator, { To: british, Body: 'to myself' });
    await pass(clock, simulator, 1000);
    const shown = simulator.state().messages.map(({ direction, from, to, body }) => [direction, from, to, body]);
    assert.deepEqual(shown.slice(0, 3), [
      ['outbound-api', own, british, 'to myself'],
      ['inbound', own, british, 'to myself'],
      ['outbound-reply', british, own, 'got to myself'],
    ]);
  });

  it('stops after some replies when two own numbers reply to each other', async () => {
    server.answer = (_request, response) => {
      twiml(response, '<Response><Message>again</Message></Response>');
    };
    await simulator.receiveMessage({ from: british, to: own, body: 'go' });
    await pass(clock, simulator, 29_000);
    const { messages, requests } = simulator.state();
    assert.ok(messages.filter(({ direction }) => direction === 'outbound-reply').length <= 30);
    assert.match(requests.at(-1)?.error ?? '', /^14107: /);
  });

  it('does not reappear after it was deleted', async () => {
    const { body } = await send(simulator, {});
    await pass(clock, simulator, 1000);
    const changes: Change[] = [];
    simulator.subscribe((change) => changes.push(change));
    const { accountSid: username, authToken: password } = simulator;
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${username}/Messages/${String(body['sid'])}.json`;
    assert.equal((await simulator.request({ method: 'DELETE', uri, username, password })).statusCode, 204);
    await pass(clock, simulator, 1000);
    assert.deepEqual(
      changes.filter(({ type }) => type !== 'request'),
      [{ type: 'message-removed', item: { sid: body['sid'] } }],
    );
    assert.deepEqual(simulator.state().messages, []);
  });

  it('is sent to subscribers as plain copies, until they unsubscribe', async () => {
    const changes: Change[] = [];
    const leave = simulator.subscribe((change) => changes.push(change));
    await send(simulator, {});
    clock.advance(1000);
    const seen = changes.flatMap((change) => (change.type === 'message' ? [change.item.status] : []));
    assert.deepEqual(seen, ['queued', 'sent', 'delivered']);
    assert.deepEqual(JSON.parse(JSON.stringify(changes)), changes);
    leave();
    await send(simulator, {});
    assert.equal(changes.filter(({ type }) => type === 'message').length, 3);
  });
});
