import assert from 'node:assert/strict';
import { createSimulator, type Simulator } from '../../simulator';
import { simulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, pass, send, startServer, twiml, type FakeClock, type TestServer } from './support';

const own = '+14155550100';
const person = '+14155550123';

describe('a fault of the simulator', () => {
  let clock: FakeClock;
  let server: TestServer;
  let simulator: Simulator;

  beforeEach(async () => {
    clock = fakeClock();
    server = await startServer();
    const webhooks = () => ({ message: { url: server.origin } });
    simulator = createSimulator({ seed: 'faults', clock, webhooks });
  });
  afterEach(async () => {
    await simulator.close();
    await server.close();
  });

  const text = (body: string) => simulator.receiveMessage({ from: person, to: own, body });
  const statuses = (): (string | undefined)[] => server.received.map(({ params }) => params['MessageStatus']);

  it('"duplicate" sends the next webhooks twice, with the same token, and uses one response', async () => {
    server.answer = (_request, response) => {
      twiml(response, '<Response><Message>once</Message></Response>');
    };
    simulator.setFaults({ duplicate: 2 });
    await text('1');
    await text('2');
    await text('3');
    const bodies = server.received.map(({ params }) => params['Body']);
    assert.deepEqual(bodies, ['1', '1', '2', '2', '3']);
    const tokens = server.received.map(({ headers }) => headers['i-twilio-idempotency-token']);
    assert.equal(tokens[0], tokens[1]);
    assert.equal(new Set(tokens).size, 3);
    assert.equal(simulator.state().messages.filter(({ body }) => body === 'once').length, 3);
    assert.equal(simulator.state().faults.duplicate, 0);
  });

  it('"duplicate" sends both at the same time', async () => {
    const waiting: (() => void)[] = [];
    server.answer = (_request, response) => {
      waiting.push(() => {
        twiml(response, '<Response/>');
      });
      if (waiting.length < 2) return;
      for (const answer of waiting) answer();
    };
    simulator.setFaults({ duplicate: 1 });
    await text('only answered when both are there');
    assert.equal(server.received.length, 2);
  });

  it('"delay" delays every webhook', async () => {
    simulator.setFaults({ delay: 300 });
    const receiving = text('x');
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(299);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(server.received.length, 0);
    clock.advance(1);
    await receiving;
    assert.equal(server.received.length, 1);
    assert.equal(simulator.setFaults({ delay: 0 }).delay, 0);
    await text('y');
    assert.equal(server.received.length, 2);
  });

  it('"reorder" sends the statuses after the last one, in another order', async () => {
    simulator.setFaults({ reorder: true });
    await send(simulator, { StatusCallback: server.origin });
    await pass(clock, simulator, 1000);
    assert.deepEqual(statuses(), ['delivered', 'sent']);
    simulator.setFaults({ reorder: false });
    server.received.length = 0;
    await send(simulator, { StatusCallback: server.origin });
    await pass(clock, simulator, 1000);
    assert.deepEqual(statuses(), ['sent', 'delivered']);
  });

  it('"drop" processes the request and loses the response', async () => {
    simulator.setFaults({ drop: 1 });
    await assert.rejects(send(simulator, { Body: 'sent all the same' }), { code: 'ECONNRESET' });
    assert.equal(simulator.state().messages[0]?.body, 'sent all the same');
    assert.equal((await send(simulator, {})).status, 201);
    const [lost] = simulator.state().requests;
    assert.deepEqual([lost?.status, lost?.error], [null, 'ECONNRESET: the response (201) was lost']);
  });

  it('"rateLimit" responds with 429 and Retry-After, and does nothing', async () => {
    simulator.setFaults({ rateLimit: 2 });
    const { client, calls } = simulatedTwilio(simulator);
    const create = () => client.messages.create({ to: person, from: own, body: 'x' });
    await assert.rejects(create(), { status: 429, code: 20429 });
    await assert.rejects(create(), { status: 429, code: 20429 });
    assert.equal(calls[0]?.response.headers?.['Retry-After'], '1');
    assert.deepEqual(simulator.state().messages, []);
    assert.equal((await create()).status, 'queued');
  });

  it('"fail" as a number responds with 500, and does nothing', async () => {
    simulator.setFaults({ fail: 1 });
    const refused = await send(simulator, {});
    assert.deepEqual([refused.status, refused.body['code']], [500, 20500]);
    assert.deepEqual(simulator.state().messages, []);
    assert.equal((await send(simulator, {})).status, 201);
  });

  it('"fail" with a code makes the next messages undelivered with this code', async () => {
    simulator.setFaults({ fail: { code: 30007, count: 2 } });
    for (let index = 0; index < 3; index += 1) await send(simulator, { StatusCallback: server.origin });
    assert.equal(simulator.state().faults.fail, 0);
    await pass(clock, simulator, 1000);
    const ends = simulator.state().messages.map(({ status, errorCode }) => [status, errorCode]);
    assert.deepEqual(ends, [
      ['undelivered', 30007],
      ['undelivered', 30007],
      ['delivered', null],
    ]);
    const told = server.received.filter(({ params }) => params['MessageStatus'] === 'undelivered');
    assert.deepEqual(
      told.map(({ params }) => [params['ErrorCode'], params['ErrorMessage']]),
      [
        ['30007', undefined],
        ['30007', undefined],
      ],
      'Twilio sends the code without a message',
    );
  });

  it('is sent to subscribers each time it changes', async () => {
    const seen: number[] = [];
    simulator.subscribe((change) => {
      if (change.type === 'faults') seen.push(change.item.rateLimit);
    });
    simulator.setFaults({ rateLimit: 2 });
    await send(simulator, {});
    await send(simulator, {});
    await send(simulator, {});
    assert.deepEqual(seen, [2, 1, 0]);
  });

  it('is set once by true, and switched off by false', () => {
    const faults = simulator.setFaults({ duplicate: true, drop: true, fail: true } as never);
    assert.deepEqual([faults.duplicate, faults.drop, faults.fail], [1, 1, 1]);
    assert.equal(simulator.setFaults({ drop: false } as never).drop, 0);
  });

  const wrong: [faults: unknown, says: RegExp][] = [
    [null, /Send an object with any of/],
    [[], /Send an object with any of/],
    [{ explode: 1 }, /"explode" is not a valid fault\. Use any of: duplicate, delay/],
    [{ duplicate: -1 }, /"duplicate" must be a whole number from 0/],
    [{ drop: 1.5 }, /"drop" must be a whole number/],
    [{ rateLimit: '3' }, /"rateLimit" must be a whole number/],
    [{ delay: Infinity }, /"delay" must be a whole number.*milliseconds/],
    [{ delay: 600_001 }, /"delay" must be a whole number from 0 to 600000/],
    [{ reorder: 1 }, /"reorder" must be true or false/],
    [{ fail: { code: 30003 } }, /"fail\.count" must be a whole number/],
    [{ fail: { code: 'x', count: 1 } }, /"fail\.code" must be a Twilio error code/],
    [{ fail: { code: 30003, count: 1, to: 'me' } }, /"fail" has code and count only, not "to"/],
  ];
  for (const [faults, says] of wrong) {
    it(`is rejected, without any change, for ${JSON.stringify(faults)}`, () => {
      const before = simulator.state().faults;
      const given: Parameters<Simulator['setFaults']> = JSON.parse(JSON.stringify([faults]));
      assert.throws(
        () => simulator.setFaults(faults === null || Array.isArray(faults) ? given[0] : Object.assign({}, faults)),
        { name: 'SimulatorInputError', message: says },
      );
      assert.deepEqual(simulator.state().faults, before);
    });
  }

  it('is set only when all values are valid', () => {
    assert.throws(() => simulator.setFaults({ drop: 3, duplicate: -1 }), { name: 'SimulatorInputError' });
    assert.equal(simulator.state().faults.drop, 0);
  });
});
