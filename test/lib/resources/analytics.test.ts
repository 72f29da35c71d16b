import assert from 'node:assert/strict';
import { analyse } from '../../../lib/resources/analytics';
import { createSimulator, type Simulator } from '../../../simulator';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';
import { simulatedTwilio } from '../../support/simulated-twilio';
import { fakeClock, type FakeClock } from '../../simulator/support';
import { own, person } from './scene';

const day = 24 * 3_600_000;

describe('analytics', () => {
  let clock: FakeClock;
  let simulator: Simulator;
  let scene: SimulatedAccount;

  beforeEach(() => {
    clock = fakeClock();
    simulator = createSimulator({ seed: 'analytics', clock });
    scene = simulatedAccount(simulator);
  });
  afterEach(async () => {
    scene.assertDescribed();
    await simulator.close();
  });

  const send = async (to: string) => {
    await simulatedTwilio(simulator).client.messages.create({ to, from: own, body: 'x' });
    clock.advance(2000);
  };
  const call = async (to: string) => {
    await simulatedTwilio(simulator).client.calls.create({ to, from: own, twiml: '<Response><Hangup/></Response>' });
    for (let gone = 0; gone < 700; gone += 1) {
      clock.advance(100);
      await simulator.settled();
    }
  };
  const rates = (days: number) => analyse(scene.account, days, new Date(clock.now()));

  it('have no rates when nothing was sent', async () => {
    assert.deepEqual(await rates(7), {
      from: '2025-12-27',
      to: '2026-01-02',
      messages: { total: 0, byStatus: {} },
      errors: [],
      calls: { total: 0, byStatus: {} },
      cut: false,
    });
  });

  it('count outgoing messages by status, and no incoming ones', async () => {
    for (const to of [person, person, '+15005553003', '+15005553003', '+15005553001', '+15005553005']) await send(to);
    await simulator.receiveMessage({ from: person, to: own, body: 'hello' });
    await simulatedTwilio(simulator).client.messages.create({ to: person, from: own, body: 'on its way' });
    const { messages, errors } = await rates(1);
    assert.deepEqual(messages, {
      total: 7,
      byStatus: { queued: 1, delivered: 2, failed: 1, undelivered: 3 },
      rate: 1 / 3,
    });
    assert.deepEqual(errors, [
      { code: 30003, count: 2 },
      { code: 30001, count: 1 },
      { code: 30005, count: 1 },
    ]);
  });

  it('count the calls that were completed', async () => {
    await call(person);
    const { calls } = await rates(1);
    assert.deepEqual(calls, { total: 1, byStatus: { completed: 1 }, rate: 1 });
  });

  it('start the given number of days ago, including today', async () => {
    await send(person);
    clock.advance(3 * day);
    await send(person);
    assert.equal((await rates(3)).messages.total, 1);
    const four = await rates(4);
    assert.deepEqual([four.from, four.to, four.messages.total], ['2026-01-02', '2026-01-05', 2]);
  });

  it('are of today when the number of days is invalid', async () => {
    for (const days of [0, -5, Number.NaN, 0.2]) assert.equal((await rates(days)).from, '2026-01-02');
    assert.match((await rates(Number.POSITIVE_INFINITY)).from, /^20\d\d-/);
  });

  it('read all pages, and report when there is more than they count', async () => {
    const page = (from: number, more: boolean) => ({
      messages: Array.from({ length: 1000 }, (_, index) => ({ sid: String(from + index), status: 'delivered' })),
      next_page_uri: more ? `/2010-04-01/next.json?From=${String(from + 1000)}` : null,
    });
    let asked = 0;
    const many = simulatedAccount({
      ...simulator,
      request: (request) => {
        const isCalls = request.uri.includes('/Calls.json');
        if (!isCalls) asked += 1;
        const body = isCalls ? { calls: [], next_page_uri: null } : page((asked - 1) * 1000, true);
        return Promise.resolve({ statusCode: 200, body });
      },
    });
    const { messages, cut } = await analyse(many.account, 1, new Date(clock.now()));
    assert.deepEqual([messages.total, cut, asked], [10_000, true, 11]);
  });
});
