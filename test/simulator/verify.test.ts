/** Codes that Verify sends on the simulator, and how they are checked. */
import assert from 'node:assert/strict';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { minute, person, useVerify } from './verify-scene';

describe('Verify on the simulator, through the real SDK', () => {
  const scene = useVerify();
  const { at, start, check, last, wrong, texts } = scene;

  it('sends the code from a short code, and approves the code', async () => {
    const started = await start();
    assert.deepEqual([started.status, started.valid, started.channel], ['pending', false, 'sms']);
    const { code, status, serviceSid, attempts, expiresAt } = last();
    assert.match(code, /^\d{6}$/);
    assert.deepEqual([status, serviceSid, attempts], ['pending', scene.service, 0]);
    assert.equal(Date.parse(expiresAt), scene.clock.now() + 10 * minute);
    assert.deepEqual(texts(), [{ from: '22395', to: person, body: `Your Ringflow verification code is: ${code}` }]);
    scene.clock.advance(1000);
    assert.equal(scene.simulator.state().messages[0]?.status, 'delivered');

    const approved = await check(code);
    assert.equal(approved.snaAttemptsErrorCodes, null, 'only silent network authentication has them');
    assert.deepEqual([approved.status, approved.valid, approved.sid], ['approved', true, started.sid]);
    assert.equal(scene.twilio.calls.at(-1)?.response.statusCode, 200);
    assert.equal(last().status, 'approved');
    assertAllDescribed(succeeded(scene.twilio.calls));
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
    scene.clock.advance(10 * minute);
    await assert.rejects(check(last().code), { status: 404, code: 20404 });
    assertAllDescribed(succeeded(scene.twilio.calls));
  });

  it('sends the same code again while it is valid, five times in ten minutes', async () => {
    const first = await start();
    const { code } = last();
    scene.clock.advance(minute);
    for (let index = 2; index <= 5; index += 1) {
      const again = await start({ channel: index === 2 ? 'call' : 'sms' });
      assert.equal(again.sid, first.sid);
      assert.equal(again.sendCodeAttempts.length, index);
    }
    assert.equal(last().code, code);
    await assert.rejects(start(), { status: 429, code: 60203 });
    // Someone else is not meant by that, nor is the same person after ten minutes.
    await start({ to: '+14155550124' });
    scene.clock.advance(9 * minute);
    const fresh = await start();
    assert.notEqual(fresh.sid, first.sid);
    assertAllDescribed(succeeded(scene.twilio.calls));
  });

  it('expires a code after ten minutes', async () => {
    await start();
    const { code } = last();
    scene.clock.advance(10 * minute - 1);
    assert.equal(last().status, 'pending');
    scene.clock.advance(1);
    assert.equal(last().status, 'expired');
    await assert.rejects(check(code), { status: 404, code: 20404 });
    const told = scene.changes.flatMap(({ type, item }) => (type === 'verification' ? [item.status] : []));
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
    assertAllDescribed(succeeded(scene.twilio.calls));
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
    scene.clock.advance(1000);
    assert.equal(scene.simulator.state().messages[0]?.status, 'delivered');
    await start({ to: '+14155550124', channel: 'call', sendDigits: '1w2' });
    const mail = await start({ to: 'ada@example.com', channel: 'email' });
    assert.deepEqual([mail.to, mail.channel], ['ada@example.com', 'email']);
    assert.equal(texts().length, 1);
    assert.equal((await at().verificationChecks.create({ to: 'ada@example.com', code: last().code })).valid, true);
    assertAllDescribed(succeeded(scene.twilio.calls));
  });

  it('sends an SMS for the channel auto, and needs no code for sna', async () => {
    assert.equal((await start({ channel: 'auto' })).channel, 'sms');
    const silent = await start({ to: '+447700900123', channel: 'sna' });
    assert.match(String(Reflect.get(Object(silent.sna), 'url')), /^https:/);
    const checked = await check(undefined, { to: '+447700900123' });
    assert.deepEqual([checked.valid, checked.snaAttemptsErrorCodes], [true, []]);
    assertAllDescribed(succeeded(scene.twilio.calls));
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
    assertAllDescribed(succeeded(scene.twilio.calls));
  });
});
