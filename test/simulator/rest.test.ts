import assert from 'node:assert/strict';
import { createSimulator, type Simulator } from '../../simulator';
import { assertAllDescribed } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, type FakeClock } from './support';

const own = '+14155550100';
const british = '+442079460100';
const person = '+14155550123';
const service = `MG${'a'.repeat(32)}`;

describe('the REST side of the simulator, through the real SDK', () => {
  let clock: FakeClock;
  let simulator: Simulator;
  let twilio: SimulatedTwilio;

  beforeEach(() => {
    clock = fakeClock();
    simulator = createSimulator({ seed: 'rest', clock, messagingServices: [service] });
    twilio = simulatedTwilio(simulator);
  });
  afterEach(() => simulator.close());

  it('creates a message that is queued', async () => {
    const message = await twilio.client.messages.create({ to: person, from: own, body: 'Hi' });
    assert.equal(message.status, 'queued');
    assert.equal(message.direction, 'outbound-api');
    assert.match(message.sid, /^SM[0-9a-f]{32}$/);
    assert.equal(message.numSegments, '1');
    assert.equal(message.dateCreated.getTime(), clock.now() - (clock.now() % 1000));
    assert.equal(twilio.calls[0]?.response.statusCode, 201);
    assertAllDescribed(twilio.calls);
  });

  it('counts the segments of a long text and of one with an emoji', async () => {
    const long = await twilio.client.messages.create({ to: person, from: own, body: 'a'.repeat(161) });
    const emoji = await twilio.client.messages.create({ to: person, from: own, body: `${'a'.repeat(70)}👍` });
    const smart = await twilio.client.messages.create({
      to: person,
      from: own,
      body: '“hi”'.repeat(18),
      smartEncoded: true,
    });
    assert.deepEqual([long.numSegments, emoji.numSegments, smart.numSegments], ['2', '2', '1']);
  });

  it('gives a message with media an MM SID, and lists, fetches and deletes its media', async () => {
    const message = await twilio.client.messages.create({
      to: person,
      from: own,
      mediaUrl: ['https://example.com/a.png', 'https://example.com/b'],
    });
    assert.match(message.sid, /^MM/);
    assert.equal(message.numMedia, '2');
    const media = await twilio.client.messages(message.sid).media.list();
    assert.deepEqual(
      media.map((item) => item.contentType),
      ['image/png', 'image/jpeg'],
    );
    const [first] = media;
    assert.ok(first);
    const fetched = await twilio.client.messages(message.sid).media(first.sid).fetch();
    assert.equal(fetched.parentSid, message.sid);
    assert.equal(await twilio.client.messages(message.sid).media(first.sid).remove(), true);
    assert.equal((await twilio.client.messages(message.sid).media.list()).length, 1);
    assertAllDescribed(twilio.calls);
    await assert.rejects(twilio.client.messages(message.sid).media(first.sid).fetch(), { status: 404, code: 20404 });
  });

  it('fetches, redacts and deletes a finished message', async () => {
    const { sid } = await twilio.client.messages.create({ to: person, from: own, body: 'secret' });
    clock.advance(5000);
    assert.equal((await twilio.client.messages(sid).fetch()).status, 'delivered');
    assert.equal((await twilio.client.messages(sid).update({ body: '' })).body, '');
    assert.equal(await twilio.client.messages(sid).remove(), true);
    assertAllDescribed(twilio.calls);
    await assert.rejects(twilio.client.messages(sid).fetch(), { status: 404, code: 20404 });
  });

  it('does not delete or redact a message that is in progress', async () => {
    const { sid } = await twilio.client.messages.create({ to: person, from: own, body: 'x' });
    await assert.rejects(twilio.client.messages(sid).remove(), { status: 400, code: 20009 });
    await assert.rejects(twilio.client.messages(sid).update({ body: '' }), { status: 400, code: 20009 });
    assert.equal((await twilio.client.messages(sid).fetch()).body, 'x');
  });

  it('lists newest first, page by page, by sender, recipient and day', async () => {
    for (let index = 0; index < 5; index += 1) {
      await twilio.client.messages.create({ to: person, from: own, body: String(index) });
      clock.advance(24 * 3_600_000);
    }
    await twilio.client.messages.create({ to: '+442071838750', from: british, body: 'other' });
    const bodies = (list: { body: string }[]): string[] => list.map(({ body }) => body);
    assert.deepEqual(bodies(await twilio.client.messages.list({ pageSize: 2 })), ['other', '4', '3', '2', '1', '0']);
    assert.deepEqual(bodies(await twilio.client.messages.list({ limit: 2 })), ['other', '4']);
    assert.deepEqual(bodies(await twilio.client.messages.list({ from: british })), ['other']);
    assert.equal((await twilio.client.messages.list({ to: person })).length, 5);
    const dateSent = new Date(Date.UTC(2026, 0, 4));
    assert.deepEqual(bodies(await twilio.client.messages.list({ dateSent })), ['2']);
    assert.deepEqual(bodies(await twilio.client.messages.list({ dateSentBefore: dateSent })), ['1', '0']);
    assert.deepEqual(bodies(await twilio.client.messages.list({ dateSentAfter: dateSent })), ['other', '4', '3', '2']);
    assertAllDescribed(twilio.calls);
  });

  it('accepts a message for a Messaging Service, which chooses a sender of the same country', async () => {
    const message = await twilio.client.messages.create({
      to: '+447700900123',
      messagingServiceSid: service,
      body: 'x',
    });
    assert.equal(message.status, 'accepted');
    assert.equal(message.from, null);
    clock.advance(100);
    const queued = await twilio.client.messages(message.sid).fetch();
    assert.deepEqual([queued.status, queued.from, queued.messagingServiceSid], ['queued', british, service]);
    assertAllDescribed(twilio.calls);
  });

  it('schedules a message and sends it in time, and cancels another one', async () => {
    const create = () =>
      twilio.client.messages.create({
        to: person,
        messagingServiceSid: service,
        body: 'later',
        scheduleType: 'fixed',
        sendAt: new Date(clock.now() + 30 * 24 * 3_600_000),
      });
    const kept = await create();
    const canceled = await create();
    assert.equal(kept.status, 'scheduled');
    assert.equal((await twilio.client.messages(canceled.sid).update({ status: 'canceled' })).status, 'canceled');
    clock.advance(31 * 24 * 3_600_000);
    assert.equal((await twilio.client.messages(kept.sid).fetch()).status, 'delivered');
    assert.equal((await twilio.client.messages(canceled.sid).fetch()).status, 'canceled');
    assertAllDescribed(twilio.calls);
    await assert.rejects(twilio.client.messages(kept.sid).update({ status: 'canceled' }), { code: 30409 });
  });

  it('lists, fetches and updates the own numbers', async () => {
    const numbers = await twilio.client.incomingPhoneNumbers.list();
    assert.deepEqual(
      numbers.map((number) => number.phoneNumber),
      [own, british],
    );
    const [found] = await twilio.client.incomingPhoneNumbers.list({ phoneNumber: british });
    assert.ok(found);
    const updated = await twilio.client
      .incomingPhoneNumbers(found.sid)
      .update({ smsUrl: 'https://user:pw@example.com/sms?x=1', smsMethod: 'GET', friendlyName: 'London' });
    assert.equal(updated.smsUrl, 'https://user:pw@example.com/sms?x=1');
    const fetched = await twilio.client.incomingPhoneNumbers(found.sid).fetch();
    assert.deepEqual([fetched.smsMethod, fetched.friendlyName], ['GET', 'London']);
    assert.equal(simulator.state().numbers[1]?.smsUrl, 'https://example.com/sms', 'the state shows no credentials');
    assertAllDescribed(twilio.calls);
    await assert.rejects(twilio.client.incomingPhoneNumbers(found.sid).update({ smsUrl: 'nonsense' }), { code: 21502 });
    await assert.rejects(twilio.client.incomingPhoneNumbers(`PN${'0'.repeat(32)}`).fetch(), { code: 20404 });
  });

  it('returns the account and its balance', async () => {
    const account = await twilio.client.api.v2010.accounts(simulator.accountSid).fetch();
    assert.equal(account.status, 'active');
    const balance = await twilio.client.balance.fetch();
    assert.equal(balance.currency, 'USD');
    assertAllDescribed(twilio.calls);
  });
});
