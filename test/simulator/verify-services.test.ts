/** The services of Verify on the simulator, what they reject, and what they keep. */
import assert from 'node:assert/strict';
import { createSimulator } from '../../simulator';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { simulatedTwilio } from '../support/simulated-twilio';
import { fakeClock } from './support';
import { minute, person, useVerify } from './verify-scene';

describe('the services of Verify on the simulator', () => {
  const scene = useVerify();
  const { at, start, check, last, texts } = scene;

  it('creates, lists, fetches, changes and deletes services', async () => {
    const created = await scene.twilio.client.verify.v2.services.create({
      friendlyName: 'Bank',
      codeLength: 4,
      psd2Enabled: true,
      'totp.issuer': 'Bank',
    });
    assert.deepEqual([created.friendlyName, created.codeLength, created.psd2Enabled], ['Bank', 4, true]);
    const names = (await scene.twilio.client.verify.v2.services.list({ pageSize: 2 })).map((one) => one.friendlyName);
    assert.deepEqual(names, ['Bank', 'Ringflow', 'Simulator']);
    const one = scene.twilio.client.verify.v2.services(created.sid);
    assert.equal((await one.update({ friendlyName: 'Bank 2', customCodeEnabled: true })).customCodeEnabled, true);
    assert.equal((await one.fetch()).friendlyName, 'Bank 2');
    assert.equal(await one.remove(), true);
    assertAllDescribed(succeeded(scene.twilio.calls));
    await assert.rejects(one.fetch(), { status: 404, code: 20404 });
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
    assertAllDescribed(succeeded(scene.twilio.calls));
  });

  it('returns the carrier when the service looks it up, and skips landlines when that is set', async () => {
    await at().update({ lookupEnabled: true, skipSmsToLandlines: true });
    const { lookup } = await start();
    assert.equal(Reflect.get(Object(Reflect.get(Object(lookup), 'carrier')), 'type'), 'mobile');
    await assert.rejects(start({ to: '+15005550009' }), { status: 403, code: 60205 });
    assertAllDescribed(succeeded(scene.twilio.calls));
  });

  const refusals: [what: string, status: number, code: number, fields: Record<string, unknown>][] = [
    ['a recipient that is no number', 400, 60200, { to: '4155550123' }],
    ['a mail to a number', 400, 60200, { channel: 'email' }],
    ['an invalid channel', 400, 60200, { channel: 'pigeon' }],
    ['a custom code that is too short', 400, 60200, { customCode: '123' }],
    ['an invalid locale', 400, 60200, { locale: 'English, please' }],
    ['rate limits that are no object', 400, 60200, { rateLimits: '[1]' }],
    ['digits that are none', 400, 60200, { sendDigits: 'abc' }],
    ['a template that is no SID', 400, 60200, { templateSid: 'HJ1' }],
    ['a template that is not there', 400, 60228, { templateSid: `HJ${'a'.repeat(32)}` }],
    ['a message of one’s own', 400, 60243, { customMessage: 'Hi' }],
  ];
  for (const [what, status, code, fields] of refusals) {
    it(`rejects ${what} with ${String(code)}`, async () => {
      await assert.rejects(start(fields), { status, code });
      assert.deepEqual(scene.simulator.state().verifications, []);
    });
  }

  it('rejects an unknown service, a long name and an invalid code', async () => {
    const nowhere = scene.twilio.client.verify.v2.services(`VA${'a'.repeat(32)}`);
    await assert.rejects(nowhere.verifications.create({ to: person, channel: 'sms' }), { status: 404, code: 20404 });
    const long = scene.twilio.client.verify.v2.services.create({ friendlyName: 'a'.repeat(33) });
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
    scene.clock.advance(10 * minute);
    assert.equal(last().status, 'deleted');
  });

  it('shows a code in the state and on the phone, and nowhere else', async () => {
    await at().update({ customCodeEnabled: true });
    await start({ customCode: 'S3cr3tCode' });
    await assert.rejects(start({ customCode: 'S3cr3tCode', to: 'nobody' }));
    await assert.rejects(start({ customCode: 'S3cr3tCode-and-more' }));
    await check('S3cr3tXXXX');
    await assert.rejects(check('S3cr3tCode-and-more'));
    scene.clock.advance(1000);
    assert.deepEqual(await scene.twilio.client.messages.list(), []);
    const [text] = scene.simulator.state().messages;
    await assert.rejects(scene.twilio.client.messages(text?.sid ?? '').fetch(), { status: 404, code: 20404 });
    await assert.rejects(scene.twilio.client.messages(text?.sid ?? '').remove(), { status: 404, code: 20404 });
    await check('S3cr3tCode');
    const { requests } = scene.simulator.state();
    assert.ok(requests.length > 8);
    const answers = scene.twilio.calls.map(({ response }) => response);
    const others = scene.changes.filter(({ type }) => type !== 'verification' && type !== 'message');
    assert.doesNotMatch(JSON.stringify([requests, answers, others]), /S3cr3t/);
  });

  it('creates the same codes with the same seed', async () => {
    await start();
    const other = createSimulator({ seed: 'verify', clock: fakeClock() });
    const { client } = simulatedTwilio(other);
    const { sid } = await client.verify.v2.services.create({ friendlyName: 'Ringflow' });
    await client.verify.v2.services(sid).verifications.create({ to: person, channel: 'sms' });
    assert.deepEqual(other.state().verifications, scene.simulator.state().verifications);
    await other.close();
  });

  it('keeps a limited number of verifications, and no timer of a removed one', async () => {
    const small = createSimulator({ clock: scene.clock, limits: { verifications: 2, messages: 1 } });
    const { client } = simulatedTwilio(small);
    const [service] = await client.verify.v2.services.list();
    for (const to of ['+14155550121', '+14155550122', '+14155550123', '+14155550124']) {
      await client.verify.v2.services(service?.sid ?? '').verifications.create({ to, channel: 'sms' });
    }
    assert.deepEqual(
      small.state().verifications.map(({ to }) => to),
      ['+14155550123', '+14155550124'],
    );
    scene.clock.advance(minute);
    assert.equal(scene.clock.pending(), 2);
    await small.close();
    assert.equal(scene.clock.pending(), 0);
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
