import assert from 'node:assert/strict';
import { createSimulator, type Change, type SimulatedVerification, type Simulator } from '../../simulator';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, type FakeClock } from './support';

const person = '+14155550123';
const minute = 60_000;

describe('Verify on the simulator, through the real SDK', () => {
  let clock: FakeClock;
  let simulator: Simulator;
  let twilio: SimulatedTwilio;
  let service: string;
  let changes: Change[];

  beforeEach(async () => {
    clock = fakeClock();
    simulator = createSimulator({ seed: 'verify', clock });
    twilio = simulatedTwilio(simulator);
    changes = [];
    simulator.subscribe((change) => changes.push(change));
    service = (await twilio.client.verify.v2.services.create({ friendlyName: 'Ringflow' })).sid;
  });
  afterEach(() => simulator.close());

  const at = () => twilio.client.verify.v2.services(service);
  const start = (more: Record<string, unknown> = {}) =>
    at().verifications.create({ to: person, channel: 'sms', ...more });
  const check = (code: string | undefined, more: Record<string, unknown> = {}) =>
    at().verificationChecks.create({ to: person, ...(code === undefined ? {} : { code }), ...more });
  const last = (): SimulatedVerification => {
    const found = simulator.state().verifications.at(-1);
    assert.ok(found);
    return found;
  };
  /** A code of the right length that is not the one. */
  const wrong = () => last().code.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  const texts = () => simulator.state().messages.map(({ from, to, body }) => ({ from, to, body }));

  it('creates, lists, fetches, changes and deletes services', async () => {
    const created = await twilio.client.verify.v2.services.create({
      friendlyName: 'Bank',
      codeLength: 4,
      psd2Enabled: true,
      'totp.issuer': 'Bank',
    });
    assert.deepEqual([created.friendlyName, created.codeLength, created.psd2Enabled], ['Bank', 4, true]);
    const names = (await twilio.client.verify.v2.services.list({ pageSize: 2 })).map((one) => one.friendlyName);
    assert.deepEqual(names, ['Bank', 'Ringflow', 'Simulator']);
    const one = twilio.client.verify.v2.services(created.sid);
    assert.equal((await one.update({ friendlyName: 'Bank 2', customCodeEnabled: true })).customCodeEnabled, true);
    assert.equal((await one.fetch()).friendlyName, 'Bank 2');
    assert.equal(await one.remove(), true);
    assertAllDescribed(succeeded(twilio.calls));
    await assert.rejects(one.fetch(), { status: 404, code: 20404 });
  });

  it('sends the code from a short code, and approves the code', async () => {
    const started = await start();
    assert.deepEqual([started.status, started.valid, started.channel], ['pending', false, 'sms']);
    const { code, status, serviceSid, attempts, expiresAt } = last();
    assert.match(code, /^\d{6}$/);
    assert.deepEqual([status, serviceSid, attempts], ['pending', service, 0]);
    assert.equal(Date.parse(expiresAt), clock.now() + 10 * minute);
    assert.deepEqual(texts(), [{ from: '22395', to: person, body: `Your Ringflow verification code is: ${code}` }]);
    clock.advance(1000);
    assert.equal(simulator.state().messages[0]?.status, 'delivered');

    const approved = await check(code);
    assert.equal(approved.snaAttemptsErrorCodes, null, 'only silent network authentication has them');
    assert.deepEqual([approved.status, approved.valid, approved.sid], ['approved', true, started.sid]);
    assert.equal(twilio.calls.at(-1)?.response.statusCode, 200);
    assert.equal(last().status, 'approved');
    assertAllDescribed(succeeded(twilio.calls));
    await assert.rejects(check(code), { status: 404, code: 20404 });
    await assert.rejects(at().verifications(started.sid).fetch(), { status: 404, code: 20404 });
  });

  it('responds to a wrong code with pending, five times, and then rejects even the right one', async () => {
    await start();
    for (let index = 1; index <= 4; index += 1) {
      const answer = await check(wrong());
      assert.deepEqual([answer.status, answer.valid], ['pending', false]);
    }
    const fifth = await check(wrong());
    assert.deepEqual([fifth.status, fifth.valid], ['max_attempts_reached', false]);
    assert.equal(last().attempts, 5);
    await assert.rejects(check(last().code), { status: 429, code: 60202 });
    clock.advance(10 * minute);
    await assert.rejects(check(last().code), { status: 404, code: 20404 });
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('sends the same code again while it is valid, five times in ten minutes', async () => {
    const first = await start();
    const { code } = last();
    clock.advance(minute);
    for (let index = 2; index <= 5; index += 1) {
      const again = await start({ channel: index === 2 ? 'call' : 'sms' });
      assert.equal(again.sid, first.sid);
      assert.equal(again.sendCodeAttempts.length, index);
    }
    assert.equal(last().code, code);
    await assert.rejects(start(), { status: 429, code: 60203 });
    // Someone else is not meant by that, nor is the same person after ten minutes.
    await start({ to: '+14155550124' });
    clock.advance(9 * minute);
    const fresh = await start();
    assert.notEqual(fresh.sid, first.sid);
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('expires a code after ten minutes', async () => {
    await start();
    const { code } = last();
    clock.advance(10 * minute - 1);
    assert.equal(last().status, 'pending');
    clock.advance(1);
    assert.equal(last().status, 'expired');
    await assert.rejects(check(code), { status: 404, code: 20404 });
    const told = changes.flatMap(({ type, item }) => (type === 'verification' ? [item.status] : []));
    assert.deepEqual(told, ['pending', 'expired']);
  });

  it('can be canceled or approved by an update, by its SID or its recipient', async () => {
    const first = await start();
    assert.equal((await at().verifications(person).fetch()).sid, first.sid);
    assert.equal((await at().verifications(first.sid).update({ status: 'canceled' })).status, 'canceled');
    await assert.rejects(check(last().code), { status: 404 });
    await start();
    const approved = await at().verifications(person).update({ status: 'approved' });
    assert.deepEqual([approved.status, approved.valid], ['approved', true]);
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('checks by the SID of the verification as well', async () => {
    const { sid } = await start();
    const answer = await at().verificationChecks.create({ verificationSid: sid, code: last().code });
    assert.equal(answer.valid, true);
    await assert.rejects(at().verificationChecks.create({ code: '123456' }), { status: 400, code: 60221 });
  });

  it('sends WhatsApp from its own sender, and no message for email and calls', async () => {
    await start({ channel: 'whatsapp', customFriendlyName: 'Ada & Co' });
    assert.deepEqual(
      texts().map(({ from, to }) => [from, to]),
      [['whatsapp:+14155550199', `whatsapp:${person}`]],
    );
    assert.match(texts()[0]?.body ?? '', /^Your Ada & Co verification code/);
    clock.advance(1000);
    assert.equal(simulator.state().messages[0]?.status, 'delivered');
    await start({ to: '+14155550124', channel: 'call', sendDigits: '1w2' });
    const mail = await start({ to: 'ada@example.com', channel: 'email' });
    assert.deepEqual([mail.to, mail.channel], ['ada@example.com', 'email']);
    assert.equal(texts().length, 1);
    assert.equal((await at().verificationChecks.create({ to: 'ada@example.com', code: last().code })).valid, true);
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('sends an SMS for the channel auto, and needs no code for sna', async () => {
    assert.equal((await start({ channel: 'auto' })).channel, 'sms');
    const silent = await start({ to: '+447700900123', channel: 'sna' });
    assert.match(String(Reflect.get(Object(silent.sna), 'url')), /^https:/);
    const checked = await check(undefined, { to: '+447700900123' });
    assert.deepEqual([checked.valid, checked.snaAttemptsErrorCodes], [true, []]);
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('uses the requested language, and adds the warning of the service', async () => {
    await at().update({ doNotShareWarningEnabled: true });
    await start({ locale: 'pt-BR' });
    assert.match(texts()[0]?.body ?? '', /^O seu código de verificação Ringflow é: \d{6}\. Não/);
    await start({ to: '+14155550124', locale: 'xx' });
    assert.match(texts()[1]?.body ?? '', /^Your Ringflow/);
  });

  it('accepts a custom code when the service allows it', async () => {
    await assert.rejects(start({ customCode: '4711' }), { status: 403, code: 60204 });
    await at().update({ customCodeEnabled: true });
    await start({ customCode: '4711ab' });
    assert.equal(last().code, '4711ab');
    assert.equal((await check('4711ab')).valid, true);
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('binds a code to a payment', async () => {
    await assert.rejects(start({ amount: '10 EUR', payee: 'Shop' }), { status: 403, code: 60204 });
    await at().update({ psd2Enabled: true });
    await assert.rejects(start(), { status: 400, code: 60206 });
    const started = await start({ amount: '10 EUR', payee: 'Shop' });
    assert.deepEqual([started.amount, started.payee], ['10 EUR', 'Shop']);
    assert.match(texts()[0]?.body ?? '', /\(Shop, 10 EUR\)$/);
    assert.equal((await check(last().code, { amount: '11 EUR', payee: 'Shop' })).valid, false);
    assert.equal((await check(last().code, { amount: '10 EUR', payee: 'Shop' })).valid, true);
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('returns the carrier when the service looks it up, and skips landlines when that is set', async () => {
    await at().update({ lookupEnabled: true, skipSmsToLandlines: true });
    const { lookup } = await start();
    assert.equal(Reflect.get(Object(Reflect.get(Object(lookup), 'carrier')), 'type'), 'mobile');
    await assert.rejects(start({ to: '+15005550009' }), { status: 403, code: 60205 });
    assertAllDescribed(succeeded(twilio.calls));
  });

  const refusals: [what: string, status: number, code: number, fields: Record<string, unknown>][] = [
    ['a recipient that is no number', 400, 60200, { to: '4155550123' }],
    ['a mail to a number', 400, 60200, { channel: 'email' }],
    ['a channel that is none', 400, 60200, { channel: 'pigeon' }],
    ['a custom code that is too short', 400, 60200, { customCode: '123' }],
    ['a locale that is none', 400, 60200, { locale: 'English, please' }],
    ['rate limits that are no object', 400, 60200, { rateLimits: '[1]' }],
    ['digits that are none', 400, 60200, { sendDigits: 'abc' }],
    ['a template that is no SID', 400, 60200, { templateSid: 'HJ1' }],
    ['a template that is not there', 400, 60228, { templateSid: `HJ${'a'.repeat(32)}` }],
    ['a message of one’s own', 400, 60243, { customMessage: 'Hi' }],
  ];
  for (const [what, status, code, fields] of refusals) {
    it(`rejects ${what} with ${String(code)}`, async () => {
      await assert.rejects(start(fields), { status, code });
      assert.deepEqual(simulator.state().verifications, []);
    });
  }

  it('rejects an unknown service, a long name and an invalid code', async () => {
    const nowhere = twilio.client.verify.v2.services(`VA${'a'.repeat(32)}`);
    await assert.rejects(nowhere.verifications.create({ to: person, channel: 'sms' }), { status: 404, code: 20404 });
    const long = twilio.client.verify.v2.services.create({ friendlyName: 'a'.repeat(33) });
    await assert.rejects(long, { status: 400, code: 60200 });
    await start();
    await assert.rejects(check('12'), { status: 400, code: 60200 });
    assert.equal(last().attempts, 0);
  });

  it('has no verifications after the service was deleted', async () => {
    const { sid } = await start();
    await at().remove();
    assert.equal(last().status, 'deleted');
    await assert.rejects(at().verifications(sid).fetch(), { status: 404, code: 20404 });
    clock.advance(10 * minute);
    assert.equal(last().status, 'deleted');
  });

  it('shows a code in the state and on the phone, and nowhere else', async () => {
    await at().update({ customCodeEnabled: true });
    await start({ customCode: 'S3cr3tCode' });
    await assert.rejects(start({ customCode: 'S3cr3tCode', to: 'nobody' }));
    await assert.rejects(start({ customCode: 'S3cr3tCode-and-more' }));
    await check('S3cr3tXXXX');
    await assert.rejects(check('S3cr3tCode-and-more'));
    clock.advance(1000);
    assert.deepEqual(await twilio.client.messages.list(), []);
    const [text] = simulator.state().messages;
    await assert.rejects(twilio.client.messages(text?.sid ?? '').fetch(), { status: 404, code: 20404 });
    await assert.rejects(twilio.client.messages(text?.sid ?? '').remove(), { status: 404, code: 20404 });
    await check('S3cr3tCode');
    const { requests } = simulator.state();
    assert.ok(requests.length > 8);
    const answers = twilio.calls.map(({ response }) => response);
    const others = changes.filter(({ type }) => type !== 'verification' && type !== 'message');
    assert.doesNotMatch(JSON.stringify([requests, answers, others]), /S3cr3t/);
  });

  it('creates the same codes with the same seed', async () => {
    await start();
    const other = createSimulator({ seed: 'verify', clock: fakeClock() });
    const { client } = simulatedTwilio(other);
    const { sid } = await client.verify.v2.services.create({ friendlyName: 'Ringflow' });
    await client.verify.v2.services(sid).verifications.create({ to: person, channel: 'sms' });
    assert.deepEqual(other.state().verifications, simulator.state().verifications);
    await other.close();
  });

  it('keeps a limited number of verifications, and no timer of a removed one', async () => {
    const small = createSimulator({ clock, limits: { verifications: 2, messages: 1 } });
    const { client } = simulatedTwilio(small);
    const [service] = await client.verify.v2.services.list();
    for (const to of ['+14155550121', '+14155550122', '+14155550123', '+14155550124']) {
      await client.verify.v2.services(service?.sid ?? '').verifications.create({ to, channel: 'sms' });
    }
    assert.deepEqual(
      small.state().verifications.map(({ to }) => to),
      ['+14155550123', '+14155550124'],
    );
    clock.advance(minute);
    assert.equal(clock.pending(), 2);
    await small.close();
    assert.equal(clock.pending(), 0);
  });

  it('has the services of its options', async () => {
    const sid = `VA${'c'.repeat(32)}`;
    const other = createSimulator({ verifyServices: [sid] });
    const found = await simulatedTwilio(other).client.verify.v2.services(sid).fetch();
    assert.equal(found.friendlyName, 'Simulator');
    await other.close();
    assert.throws(() => createSimulator({ verifyServices: ['VA1'] }), { name: 'SimulatorInputError' });
  });
});
