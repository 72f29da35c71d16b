/** How a verification starts, is checked, expires and is canceled. */
import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { cancelVerification } from '../../../lib/identity/cancel-verification';
import { checkVerification } from '../../../lib/identity/check-verification';
import { startVerification, VERIFY_CHANNELS } from '../../../lib/identity/start-verification';
import { createVerifyService } from '../../../lib/identity/verify-service';
import { accountSettings, tokenCredentials } from '../../support/account';
import { failure } from '../resources/failure';
import { service, to, useVerifications } from './verify-scene';

describe('a verification', () => {
  const scene = useVerifications();
  const { code, wrong } = scene;

  it('is started with the service of the account, and approved with its code', async () => {
    const started = await startVerification(scene.account, { to: ' +1 (415) 555-0123 ' });
    assert.deepEqual([started['status'], started['to'], started['channel']], ['pending', to, 'sms']);
    assert.match(String(started['dateCreated']), /^2026-01-02T03:04:05/);
    const { approved, reason, resource } = await checkVerification(scene.account, { to, code: ` ${code()} ` });
    assert.deepEqual([approved, reason, resource['status']], [true, undefined, 'approved']);
    assert.ok(!JSON.stringify([started, resource]).includes(code()));
  });

  it('is not approved with a wrong code, nor with any code after five attempts', async () => {
    await startVerification(scene.account, { to });
    for (let index = 1; index <= 4; index += 1) {
      const { approved, reason } = await checkVerification(scene.account, { to, code: wrong() });
      assert.deepEqual([approved, reason], [false, 'wrong']);
    }
    assert.equal((await checkVerification(scene.account, { to, code: wrong() })).reason, 'too-many-tries');
    const asked = scene.calls.length;
    const last = await checkVerification(scene.account, { to, code: code() });
    assert.deepEqual([last.approved, last.reason], [false, 'too-many-tries']);
    assert.equal(scene.calls.length, asked + 1, 'there is no retry');
  });

  it('that failed at Twilio, or has a status that is not known, is not a wrong code', async () => {
    for (const [status, expected] of [
      ['pending', 'wrong'],
      ['failed', 'failed'],
      ['locked', 'failed'],
      ['canceled', 'canceled'],
      ['deleted', 'expired'],
    ] as const) {
      const twilio = new Account({
        settings: { ...accountSettings, verifyServiceSid: service },
        credentials: tokenCredentials,
        transport: () => Promise.resolve({ statusCode: 201, body: { sid: `VE${'1'.repeat(32)}`, to, status } }),
      });
      const { approved, reason } = await checkVerification(twilio, { to, code: '123456' });
      assert.deepEqual([approved, reason], [false, expected], status);
    }
  });

  it('is expired when its code is too old, was used before, or was never sent', async () => {
    const check = async () => (await checkVerification(scene.account, { to, code: '123456' })).reason;
    assert.equal(await check(), 'expired');
    await startVerification(scene.account, { to });
    scene.clock.advance(600_000);
    assert.equal((await checkVerification(scene.account, { to, code: code() })).reason, 'expired');
    await startVerification(scene.account, { to });
    assert.equal((await checkVerification(scene.account, { to, code: code() })).approved, true);
    assert.equal((await checkVerification(scene.account, { to, code: code() })).reason, 'expired');
  });

  it('accepts a code in groups, and the SID of the verification', async () => {
    const { sid } = await startVerification(scene.account, { to });
    const grouped = `${code().slice(0, 3)} ${code().slice(3)}`;
    assert.equal((await checkVerification(scene.account, { to: sid, code: grouped })).approved, true);
  });

  it('for a payment is approved with the amount and the payee of its start', async () => {
    const asked: Record<string, unknown>[] = [];
    const payments = new Account({
      settings: { ...accountSettings, verifyServiceSid: `VA${'a'.repeat(32)}` },
      credentials: tokenCredentials,
      transport: ({ data }) => {
        asked.push(Object(data) as Record<string, unknown>);
        return Promise.resolve({ statusCode: 201, body: { sid: `VE${'a'.repeat(32)}`, status: 'approved' } });
      },
    });
    const options = { amount: 39.99, payee: 'Acme' };
    await startVerification(payments, { to, options: { ...options, locale: 'de' } });
    // The message still has the options of the start.
    const checked = await checkVerification(payments, { to, code: '123456', options: { ...options, locale: 'de' } });
    assert.equal(checked.approved, true);
    assert.deepEqual(asked[1], { Amount: '39.99', Payee: 'Acme', To: to, Code: '123456' });
    const error = await failure(checkVerification(payments, { to, code: '123456', options: { nonsense: 1 } }));
    assert.match(error.message, /no parameter "nonsense"/);
  });

  it('fails when the service does not exist, and does not report an expired code', async () => {
    const elsewhere = `VA${'9'.repeat(32)}`;
    assert.equal(
      (await failure(checkVerification(scene.account, { service: elsewhere, to, code: '123456' }))).code,
      'NOT_FOUND',
    );
  });

  it('fails with VERIFY_FAILED when the service lacks a feature', async () => {
    const error = await failure(startVerification(scene.account, { to, options: { customCode: '987654' } }));
    assert.deepEqual([error.code, error.cause.twilioCode], ['VERIFY_FAILED', 60204]);
    assert.match(error.cause.hint, /Enable custom codes/);
  });

  it('sends no request for what cannot be a code', async () => {
    for (const none of ['', '12', '12345678901', 'my code', {}, undefined]) {
      assert.equal((await checkVerification(scene.account, { to, code: none })).reason, 'wrong');
    }
    assert.deepEqual(scene.calls, []);
  });

  it('accepts a code that is a number', async () => {
    await startVerification(scene.account, { to });
    const { approved } = await checkVerification(scene.account, { to, code: Number(code()) });
    assert.equal(approved, !code().startsWith('0'));
  });

  it('needs no code for silent network authentication', async () => {
    await startVerification(scene.account, { to, channel: 'sna' });
    assert.equal((await checkVerification(scene.account, { to, channel: 'sna', code: '' })).approved, true);
  });

  it('is pending, and no code is wrong, while silent network authentication has no result', async () => {
    const answering = (statusCode: number, body: unknown) =>
      new Account({
        settings: { ...accountSettings, verifyServiceSid: service },
        credentials: tokenCredentials,
        transport: () => Promise.resolve({ statusCode, body }),
      });
    const body = { sid: `VE${'a'.repeat(32)}`, status: 'pending', channel: 'sna', valid: false };
    const waiting = answering(201, body);
    const refusing = answering(400, { code: 60_519, message: 'SNA Verification Result Pending', status: 400 });
    assert.equal((await checkVerification(refusing, { to, channel: 'sna', code: '' })).reason, 'pending');
    const { approved, reason } = await checkVerification(waiting, { to, channel: 'sna', code: '' });
    assert.deepEqual([approved, reason], [false, 'pending']);
    assert.equal((await checkVerification(waiting, { to, channel: 'sms', code: '123456' })).reason, 'wrong');
  });

  it('is canceled by its recipient or its SID, but only once', async () => {
    await startVerification(scene.account, { to });
    assert.equal((await cancelVerification(scene.account, { to }))['status'], 'canceled');
    assert.equal((await checkVerification(scene.account, { to, code: code() })).reason, 'expired');
    const { sid } = await startVerification(scene.account, { to });
    assert.equal((await cancelVerification(scene.account, { to: sid }))['status'], 'canceled');
    assert.equal((await failure(cancelVerification(scene.account, { to: sid }))).code, 'NOT_FOUND');
  });

  it('works with every channel', async () => {
    for (const channel of VERIFY_CHANNELS) {
      const at = channel === 'email' ? `${channel}@example.com` : '+14155550124';
      const started = await startVerification(scene.account, { to: at, channel });
      assert.equal(started['channel'], channel === 'auto' ? 'sms' : channel);
      await cancelVerification(scene.account, { to: at });
    }
    const mail = 'ada@example.com';
    await startVerification(scene.account, { to: mail, channel: 'email' });
    assert.equal((await checkVerification(scene.account, { to: mail, code: code() })).approved, true);
  });

  it('accepts a WhatsApp address as a number', async () => {
    await startVerification(scene.account, { to: `whatsapp:${to}`, channel: 'whatsapp' });
    assert.equal((await checkVerification(scene.account, { to: `whatsapp:${to}`, code: code() })).approved, true);
  });

  it('works with a service that was just created', async () => {
    const created = await createVerifyService(scene.account, 'Ringflow', { codeLength: 8, customCodeEnabled: 'true' });
    assert.deepEqual([created['codeLength'], created['customCodeEnabled']], [8, true]);
    await startVerification(scene.account, { service: created['sid'], to });
    assert.match(code(), /^\d{8}$/);
    assert.equal(
      (await checkVerification(scene.account, { service: created['sid'], to, code: code() })).approved,
      true,
    );
  });
});
