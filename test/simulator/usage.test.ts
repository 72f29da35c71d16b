import assert from 'node:assert/strict';
import { createSimulator, type Simulator } from '../../simulator';
import { createTimers } from '../../simulator/core/clock';
import { createUsage } from '../../simulator/usage/usage';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, type FakeClock } from './support';

const own = '+14155550100';
const person = '+14155550123';
const day = 24 * 3_600_000;

describe('usage and balance on the simulator, through the real SDK', () => {
  let clock: FakeClock;
  let simulator: Simulator;
  let twilio: SimulatedTwilio;

  beforeEach(() => {
    clock = fakeClock();
    simulator = createSimulator({ seed: 'usage', clock });
    twilio = simulatedTwilio(simulator);
  });
  afterEach(async () => {
    assertAllDescribed(succeeded(twilio.calls));
    await simulator.close();
  });

  const send = async (fields: Record<string, unknown> = {}) => {
    const message = await twilio.client.messages.create({ to: person, from: own, body: 'x', ...fields });
    clock.advance(2000);
    return message;
  };
  const used = async (category: string) => {
    const [record] = await twilio.client.usage.records.list({ category });
    assert.ok(record);
    return [record.count, record.usage, String(record.price)];
  };

  it('is empty for a new account', async () => {
    const records = await twilio.client.usage.records.list();
    assert.ok(records.length > 15);
    assert.ok(records.every(({ count, price }) => (count === '0' || count === null) && String(price) === '0.00'));
    assert.deepEqual(await twilio.client.usage.records.daily.list(), []);
    assert.equal((await twilio.client.balance.fetch()).balance, '100.00');
  });

  it('counts messages by channel and direction, once each, and by segment', async () => {
    await send({ body: 'a'.repeat(161) });
    await send({ mediaUrl: ['https://example.com/a.png'] });
    await simulator.receiveMessage({ from: person, to: own, body: 'hello' });
    await simulator.receiveMessage({ from: person, to: own, body: 'hello', channel: 'whatsapp' });
    await send({ to: `whatsapp:${person}`, from: `whatsapp:${own}` });
    assert.deepEqual(await used('sms-outbound'), ['1', '2', '0.0158']);
    assert.deepEqual(await used('sms-inbound'), ['1', '1', '0.0079']);
    assert.deepEqual(await used('sms'), ['2', '3', '0.0237']);
    assert.deepEqual(await used('mms-outbound'), ['1', '1', '0.022']);
    assert.deepEqual(await used('channels-whatsapp'), ['2', '2', '0.01']);
    assert.equal((await twilio.client.balance.fetch()).balance, '99.9443');
    const [total] = await twilio.client.usage.records.list({ category: 'totalprice' });
    assert.equal(String(total?.price), '0.0557');
  });

  it('sets the price of a message and of a call some time after their end', async () => {
    const message = await twilio.client.messages.create({ to: person, from: own, body: 'a'.repeat(161) });
    const call = await twilio.client.calls.create({ to: person, from: own, twiml: '<Response><Hangup/></Response>' });
    assert.deepEqual([message.price, call.price], [null, null]);
    clock.advance(4000);
    assert.equal((await twilio.client.messages(message.sid).fetch()).price, null, 'delivered, but not yet priced');
    clock.advance(6000);
    assert.equal((await twilio.client.messages(message.sid).fetch()).price, '-0.01580');
    assert.equal((await twilio.client.calls(call.sid).fetch()).price, '-0.01400');
  });

  it('charges nothing for a message that failed or was canceled', async () => {
    await send({ to: '+15005553001' });
    await assert.rejects(send({ to: 'nobody' }));
    assert.deepEqual(await used('sms-outbound'), ['0', '0', '0.00']);
  });

  it('charges for an approved verification, and not for its message', async () => {
    const [service] = await twilio.client.verify.v2.services.list();
    const verify = twilio.client.verify.v2.services(service?.sid ?? '');
    await verify.verifications.create({ to: person, channel: 'sms' });
    clock.advance(2000);
    assert.equal((await twilio.client.balance.fetch()).balance, '100.00');
    await verify.verificationChecks.create({ to: person, code: simulator.state().verifications[0]?.code ?? '' });
    assert.deepEqual(await used('authy-phone-verifications'), ['1', '1', '0.05']);
    assert.deepEqual(await used('sms-outbound'), ['0', '0', '0.00']);
  });

  it('counts the started minutes of a call, after its end', async () => {
    const out = await twilio.client.calls.create({
      to: person,
      from: own,
      twiml: '<Response><Pause length="61"/></Response>',
    });
    for (let gone = 0; gone < 90; gone += 1) {
      clock.advance(1000);
      await simulator.settled();
    }
    assert.equal((await twilio.client.calls(out.sid).fetch()).status, 'completed');
    assert.deepEqual(await used('calls-outbound'), ['1', '2', '0.028']);
    assert.deepEqual(await used('calls-inbound'), ['0', '0', '0.00']);
  });

  it('lists days, months and years, latest first, and accepts a span', async () => {
    await send();
    clock.advance(day);
    await send();
    clock.advance(30 * day);
    await send();
    const spans = (records: { startDate: Date; endDate: Date; count: string }[]) =>
      records.map(({ startDate, endDate, count }) => [
        startDate.toISOString().slice(0, 10),
        endDate.toISOString().slice(0, 10),
        count,
      ]);
    const category = 'sms-outbound';
    const { records } = twilio.client.usage;
    assert.deepEqual(spans(await records.monthly.list({ category })), [
      ['2026-02-01', '2026-02-02', '1'],
      ['2026-01-02', '2026-01-31', '2'],
    ]);
    assert.deepEqual(spans(await records.yearly.list({ category })), [['2026-01-02', '2026-02-02', '3']]);
    const daily = spans(await records.daily.list({ category }));
    assert.equal(daily.length, 32);
    assert.deepEqual(
      [daily[0], daily.at(-1)],
      [
        ['2026-02-02', '2026-02-02', '1'],
        ['2026-01-02', '2026-01-02', '1'],
      ],
    );
    const startDate = new Date('2026-01-03');
    assert.deepEqual(spans(await records.list({ category, startDate })), [['2026-01-03', '2026-02-02', '2']]);
    const endDate = new Date('2026-01-03');
    assert.equal((await records.daily.list({ category, startDate, endDate })).length, 1);
    assert.deepEqual(
      [...new Set((await records.daily.list({ startDate })).map((record) => record.category))],
      ['sms-outbound', 'sms', 'totalprice'],
    );
    assert.deepEqual(spans(await records.today.list({ category })), [['2026-02-02', '2026-02-02', '1']]);
    assert.deepEqual(spans(await records.yesterday.list({ category })), [['2026-02-01', '2026-02-01', '0']]);
    assert.deepEqual(spans(await records.lastMonth.list({ category })), [['2026-01-01', '2026-01-31', '2']]);
    assert.deepEqual(spans(await records.thisMonth.list({ category })), [['2026-02-01', '2026-02-02', '1']]);
    assert.deepEqual(spans(await records.allTime.list({ category })), [['2026-01-02', '2026-02-02', '3']]);
  });

  it('pages through records and keeps their filter', async () => {
    await send();
    clock.advance(5 * day);
    const records = await twilio.client.usage.records.daily.list({ category: 'sms', pageSize: 4 });
    assert.deepEqual(
      records.map(({ count }) => count),
      ['0', '0', '0', '0', '0', '1'],
    );
  });

  it('rejects an unknown category and an invalid day', async () => {
    const records = `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Usage/Records.json`;
    for (const query of ['Category=pigeons', 'StartDate=yesterday', 'EndDate=2026-13-01']) {
      const { statusCode, body } = await twilio.client.request({ method: 'get', uri: `${records}?${query}` });
      assert.deepEqual([statusCode, Object(body).code], [400, 20001]);
    }
  });

  it('accepts a day as an offset, which is in the documentation but not in the OpenAPI description', async () => {
    const { body } = await simulator.request({
      method: 'GET',
      uri: `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Usage/Records.json`,
      params: { StartDate: '-30days', Category: 'sms' },
      username: simulator.accountSid,
      password: simulator.authToken,
    });
    const { usage_records: records } = Object(body) as { usage_records: { start_date: string }[] };
    assert.equal(records[0]?.start_date, '2025-12-03');
  });

  it('removes old days, but keeps their cost', () => {
    const usage = createUsage(createTimers(clock), () => {
      throw new Error('nothing is asked for');
    });
    for (let index = 0; index < 500; index += 1) {
      usage.count('phonenumbers', 1);
      clock.advance(day);
    }
    assert.equal(usage.between('phonenumbers', '2000-01-01', '2100-01-01').count, 400);
    assert.equal(usage.balance(), 10_000_000 - 500 * 115_000);
  });
});
