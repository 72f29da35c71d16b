import assert from 'node:assert/strict';
import { findSimulator } from '../../lib/node-red/simulator';
import { action } from '../support/action-flows';
import { real, REAL_CREDENTIALS, simulated, sink } from '../support/flows';
import { runAction } from '../support/run-action';

const TO = '+14155550123';
const SERVICE = `VA${'1'.repeat(32)}`;
const account = (more: Record<string, unknown> = {}) => simulated({ verifyServiceSid: SERVICE, ...more });

/** The code that a person has on the phone; it can be read on the simulator only. */
const codeFor = (to: string): string =>
  findSimulator('account')
    ?.state()
    .verifications.filter((one) => one.to === to)
    .at(-1)?.code ?? '';

describe('verify', () => {
  const { start, send, payload, second, fail, loaded } = runAction('verify');

  it('sends a code, with the service of the account', async () => {
    await start({ operation: 'start' }, account());
    const msg = await send({ payload: TO, kept: 'yes' });
    const started = msg['payload'] as Record<string, unknown>;
    assert.equal(msg['kept'], 'yes');
    assert.match(String(started['sid']), /^VE[0-9a-f]{32}$/);
    assert.deepEqual(
      [started['status'], started['to'], started['channel'], started['serviceSid'], started['valid']],
      ['pending', TO, 'sms', SERVICE, false],
    );
    assert.match(codeFor(TO), /^\d{6}$/);
    await loaded().statusOf('action', 'runtime.status.codeSent');
  });

  for (const [channel, to] of [
    ['call', TO],
    ['whatsapp', TO],
    ['email', 'ada@example.com'],
    ['auto', TO],
  ] as const) {
    it(`sends it by ${channel}`, async () => {
      await start({ operation: 'start', channel: 'how', channelType: 'msg' }, account());
      const started = await payload({ payload: to, how: channel });
      assert.deepEqual([started['to'], started['status']], [to, 'pending']);
    });
  }

  describe('checks', () => {
    const begin = action('verify', { id: 'begin', wires: [['begun']] });
    const cancel = action('verify', { id: 'cancel', operation: 'cancel', wires: [['begun']] });

    /** Sends a code, and gives it. */
    async function begun(): Promise<string> {
      await start({ operation: 'check', outputs: 2 }, account(), {}, [begin, cancel, sink('begun')]);
      loaded().node('begin').receive({ payload: TO });
      await loaded().arrival('begun');
      return codeFor(TO);
    }
    /** Another code than this one. */
    const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

    it('approve the right code, once', async () => {
      const code = await begun();
      const approved = await payload({ payload: TO, code });
      assert.deepEqual([approved['approved'], approved['status'], approved['reason']], [true, 'approved', undefined]);
      await loaded().statusOf('action', 'runtime.status.approved');
      const again = await second({ payload: TO, code });
      assert.equal((again['payload'] as Record<string, unknown>)['reason'], 'expired');
    });

    it('take a code that is a number', async () => {
      const code = await begun();
      if (code.startsWith('0')) return;
      assert.equal((await payload({ payload: TO, code: Number(code) }))['approved'], true);
    });

    it('send a wrong code by the second output, and reject more than five', async () => {
      const code = await begun();
      for (let tries = 1; tries <= 4; tries += 1) {
        const { payload: result } = await second({ payload: TO, code: wrong(code) });
        assert.equal((result as Record<string, unknown>)['reason'], 'wrong', `try ${String(tries)}`);
      }
      await second({ payload: TO, code: wrong(code) });
      const { payload: worn } = await second({ payload: TO, code });
      assert.equal((worn as Record<string, unknown>)['reason'], 'too-many-tries');
    });

    it('find nothing once it was canceled', async () => {
      const code = await begun();
      loaded().node('cancel').receive({ payload: TO });
      const { payload: canceled } = await loaded().arrival('begun');
      assert.equal((canceled as Record<string, unknown>)['status'], 'canceled');
      const { payload: result } = await second({ payload: TO, code });
      assert.equal((result as Record<string, unknown>)['approved'], false);
    });

    it('leave the code out of statuses, logs and results', async () => {
      const code = await begun();
      const msg = await second({ payload: TO, code: wrong(code) });
      const { payload: result } = msg;
      for (const seen of [
        JSON.stringify(result),
        loaded().statuses('action').join(),
        JSON.stringify(loaded().logged()),
      ]) {
        assert.ok(!seen.includes(wrong(code)), seen);
      }
    });
  });

  it('rejects an unknown channel, and an address that does not fit the channel', async () => {
    await start(
      { operation: 'start', channel: 'how', channelType: 'msg' },
      real({ verifyServiceSid: SERVICE }),
      REAL_CREDENTIALS,
    );
    assert.equal((await fail({ payload: TO, how: 'pigeon' })).code, 'INVALID_PARAMETER');
    assert.equal((await fail({ payload: TO, how: 'email' })).code, 'INVALID_RECIPIENT');
    assert.equal((await fail({ payload: 'ada@example.com', how: 'sms' })).code, 'INVALID_RECIPIENT');
    assert.equal((await fail({ how: 'sms' })).code, 'INVALID_RECIPIENT');
    const error = await fail({ payload: TO, how: 'sms', options: { colour: 'red' } });
    assert.match(error.message, /no parameter "colour"/);
  });

  it('needs a Verify Service, its own or the account’s', async () => {
    await start({ operation: 'start' }, real(), REAL_CREDENTIALS);
    const error = await fail({ payload: TO });
    assert.equal(error.code, 'INVALID_CONNECTION_SETTINGS');
    assert.match(String(error.cause['hint']), /Choose a Verify Service/);
  });

  it('sends no request for an impossible code', async () => {
    await start({ operation: 'check' }, real({ verifyServiceSid: SERVICE }), REAL_CREDENTIALS);
    for (const code of ['', '12', 'no code', undefined]) {
      const { payload: result } = await second({ payload: TO, code });
      assert.deepEqual(result, { to: TO, status: 'pending', valid: false, approved: false, reason: 'wrong' });
    }
  });

  it('creates a service, which has the options', async () => {
    await start({ operation: 'createService', friendlyName: 'Shop', options: { codeLength: 8 } });
    const service = await payload({});
    assert.match(String(service['sid']), /^VA[0-9a-f]{32}$/);
    assert.deepEqual([service['friendlyName'], service['codeLength']], ['Shop', 8]);
    for (const named of [{ options: { friendlyName: 'Shop' } }, { service: 'Shop' }]) {
      await start({ operation: 'createService', friendlyName: undefined, ...named });
      assert.equal((await payload({}))['friendlyName'], 'Shop');
    }
    await start({ operation: 'createService', friendlyName: 'x'.repeat(33) });
    assert.equal((await fail({})).code, 'INVALID_PARAMETER');
  });

  it('sends no code for an operation that there is none of', async () => {
    await start({ operation: 'approve' });
    const error = await fail({ payload: '+14155550123' });
    assert.match(error.message, /Verify has no operation "approve"/);
    assert.deepEqual(findSimulator('account')?.state().verifications ?? [], []);
  });

  it('does not show a code in the error of an expression that it made fail', async () => {
    await start({ operation: 'check', code: '$number(code)', codeType: 'jsonata' });
    const error = await fail({ payload: '+14155550123', code: '12 34x56' });
    assert.equal(error.message, '"code" cannot be read: its expression failed');
    assert.doesNotMatch(loaded().wholeLog().replaceAll(error.message, ''), /12 34x56/);
  });
});
