import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { cancelVerification } from '../../../lib/identity/cancel-verification';
import { checkVerification } from '../../../lib/identity/check-verification';
import { startVerification, VERIFY_CHANNELS } from '../../../lib/identity/start-verification';
import { createVerifyService } from '../../../lib/identity/verify-service';
import { createSimulator, type Simulator } from '../../../simulator';
import { accountSettings, tokenCredentials } from '../../support/account';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';
import { fakeClock, type FakeClock } from '../../simulator/support';

const to = '+14155550123';
const service = `VA${'a'.repeat(32)}`;

async function failure(work: Promise<unknown>): Promise<TwilioError> {
  const error: unknown = await work.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TwilioError, String(error));
  return error;
}

describe('a verification', () => {
  let clock: FakeClock;
  let simulator: Simulator;
  let scene: SimulatedAccount;
  let account: Account;

  beforeEach(() => {
    clock = fakeClock();
    simulator = createSimulator({ seed: 'lib verify', clock, verifyServices: [service] });
    scene = simulatedAccount(simulator, { verifyServiceSid: service });
    ({ account } = scene);
  });
  afterEach(async () => {
    scene.assertDescribed();
    await simulator.close();
  });

  const code = () => simulator.state().verifications.at(-1)?.code ?? '';
  const wrong = () => code().replace(/^./, (digit) => (digit === '0' ? '1' : '0'));

  it('is started with the service of the account, and approved with its code', async () => {
    const started = await startVerification(account, { to: ' +1 (415) 555-0123 ' });
    assert.deepEqual([started['status'], started['to'], started['channel']], ['pending', to, 'sms']);
    assert.match(String(started['dateCreated']), /^2026-01-02T03:04:05/);
    const { approved, reason, resource } = await checkVerification(account, { to, code: ` ${code()} ` });
    assert.deepEqual([approved, reason, resource['status']], [true, undefined, 'approved']);
    assert.ok(!JSON.stringify([started, resource]).includes(code()));
  });

  it('is not approved with a wrong code, nor with any code after five attempts', async () => {
    await startVerification(account, { to });
    for (let index = 1; index <= 4; index += 1) {
      const { approved, reason } = await checkVerification(account, { to, code: wrong() });
      assert.deepEqual([approved, reason], [false, 'wrong']);
    }
    assert.equal((await checkVerification(account, { to, code: wrong() })).reason, 'too-many-tries');
    const asked = scene.calls.length;
    const last = await checkVerification(account, { to, code: code() });
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
    const check = async () => (await checkVerification(account, { to, code: '123456' })).reason;
    assert.equal(await check(), 'expired');
    await startVerification(account, { to });
    clock.advance(600_000);
    assert.equal((await checkVerification(account, { to, code: code() })).reason, 'expired');
    await startVerification(account, { to });
    assert.equal((await checkVerification(account, { to, code: code() })).approved, true);
    assert.equal((await checkVerification(account, { to, code: code() })).reason, 'expired');
  });

  it('accepts a code in groups, and the SID of the verification', async () => {
    const { sid } = await startVerification(account, { to });
    const grouped = `${code().slice(0, 3)} ${code().slice(3)}`;
    assert.equal((await checkVerification(account, { to: sid, code: grouped })).approved, true);
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
      (await failure(checkVerification(account, { service: elsewhere, to, code: '123456' }))).code,
      'NOT_FOUND',
    );
  });

  it('fails with VERIFY_FAILED when the service lacks a feature', async () => {
    const error = await failure(startVerification(account, { to, options: { customCode: '987654' } }));
    assert.deepEqual([error.code, error.cause.twilioCode], ['VERIFY_FAILED', 60204]);
    assert.match(error.cause.hint, /Enable custom codes/);
  });

  it('sends no request for what cannot be a code', async () => {
    for (const none of ['', '12', '12345678901', 'my code', {}, undefined]) {
      assert.equal((await checkVerification(account, { to, code: none })).reason, 'wrong');
    }
    assert.deepEqual(scene.calls, []);
  });

  it('accepts a code that is a number', async () => {
    await startVerification(account, { to });
    const { approved } = await checkVerification(account, { to, code: Number(code()) });
    assert.equal(approved, !code().startsWith('0'));
  });

  it('needs no code for silent network authentication', async () => {
    await startVerification(account, { to, channel: 'sna' });
    assert.equal((await checkVerification(account, { to, channel: 'sna', code: '' })).approved, true);
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
    await startVerification(account, { to });
    assert.equal((await cancelVerification(account, { to }))['status'], 'canceled');
    assert.equal((await checkVerification(account, { to, code: code() })).reason, 'expired');
    const { sid } = await startVerification(account, { to });
    assert.equal((await cancelVerification(account, { to: sid }))['status'], 'canceled');
    assert.equal((await failure(cancelVerification(account, { to: sid }))).code, 'NOT_FOUND');
  });

  it('works with every channel', async () => {
    for (const channel of VERIFY_CHANNELS) {
      const at = channel === 'email' ? `${channel}@example.com` : '+14155550124';
      const started = await startVerification(account, { to: at, channel });
      assert.equal(started['channel'], channel === 'auto' ? 'sms' : channel);
      await cancelVerification(account, { to: at });
    }
    const mail = 'ada@example.com';
    await startVerification(account, { to: mail, channel: 'email' });
    assert.equal((await checkVerification(account, { to: mail, code: code() })).approved, true);
  });

  it('accepts a WhatsApp address as a number', async () => {
    await startVerification(account, { to: `whatsapp:${to}`, channel: 'whatsapp' });
    assert.equal((await checkVerification(account, { to: `whatsapp:${to}`, code: code() })).approved, true);
  });

  it('accepts options, and rejects those that Twilio does not have', async () => {
    await startVerification(account, {
      to,
      options: { locale: 'de', rateLimits: { ip: '127.0.0.1' }, customFriendlyName: 'Ada', riskCheck: 'disable' },
    });
    assert.match(simulator.state().messages[0]?.body ?? '', /^Ihr Bestätigungscode für Ada/);
    const error = await failure(startVerification(account, { to, options: { language: 'de' } }));
    assert.match(error.message, /no parameter "language"/);
  });

  it('is rejected before anything is sent when a value is invalid', async () => {
    const cases: [work: () => Promise<unknown>, code: string][] = [
      [() => startVerification(account, { to: 'nobody' }), 'INVALID_RECIPIENT'],
      [() => startVerification(account, { to: '' }), 'INVALID_RECIPIENT'],
      [() => startVerification(account, { to, channel: 'email' }), 'INVALID_RECIPIENT'],
      [() => startVerification(account, { to: 'ada@example.com' }), 'INVALID_RECIPIENT'],
      [() => startVerification(account, { to, channel: 'pigeon' }), 'INVALID_PARAMETER'],
      [() => startVerification(account, { to, service: 'VA1' }), 'INVALID_CONNECTION_SETTINGS'],
      [() => checkVerification(account, { to: '', code: '123456' }), 'INVALID_RECIPIENT'],
      [() => cancelVerification(account, { to: {} }), 'INVALID_RECIPIENT'],
      [() => createVerifyService(account, '', {}), 'INVALID_PARAMETER'],
      [() => createVerifyService(account, 'a'.repeat(33), {}), 'INVALID_PARAMETER'],
      [() => createVerifyService(account, 'x', { codeLength: 3 }), 'INVALID_PARAMETER'],
    ];
    for (const [work, expected] of cases) assert.equal((await failure(work())).code, expected);
    const bare = simulatedAccount(simulator).account;
    assert.equal((await failure(startVerification(bare, { to }))).code, 'INVALID_CONNECTION_SETTINGS');
    assert.deepEqual(scene.calls, []);
  });

  it('fails when too many codes were sent, without retries', async () => {
    for (let index = 1; index <= 5; index += 1) await startVerification(account, { to });
    const error = await failure(startVerification(account, { to }));
    assert.deepEqual([error.cause.twilioCode, error.cause.status], [60203, 429]);
    assert.equal(scene.calls.length, 6);
  });

  it('works with a service that was just created', async () => {
    const created = await createVerifyService(account, 'Ringflow', { codeLength: 8, customCodeEnabled: 'true' });
    assert.deepEqual([created['codeLength'], created['customCodeEnabled']], [8, true]);
    await startVerification(account, { service: created['sid'], to });
    assert.match(code(), /^\d{8}$/);
    assert.equal((await checkVerification(account, { service: created['sid'], to, code: code() })).approved, true);
  });

  it('fails with NOT_FOUND when the service does not exist', async () => {
    const error = await failure(startVerification(account, { to, service: `VA${'b'.repeat(32)}` }));
    assert.deepEqual([error.code, error.cause.twilioCode], ['NOT_FOUND', 20404]);
  });

  describe('never has a code', () => {
    const secret = 'S3cr3tCode';
    const everything = (error: TwilioError) => JSON.stringify([error, error.message, error.cause, error.stack]);

    it('in its results', async () => {
      const created = await createVerifyService(account, 'Ringflow', { customCodeEnabled: true });
      const given = [
        await startVerification(account, { service: created['sid'], to, options: { customCode: secret } }),
        await checkVerification(account, { service: created['sid'], to, code: 'S3cr3tXXXX' }),
        await checkVerification(account, { service: created['sid'], to, code: secret }),
        await checkVerification(account, { service: created['sid'], to, code: secret }),
      ];
      assert.doesNotMatch(JSON.stringify([given, simulator.state().requests]), /S3cr3t/);
    });

    it('in an error, even when Twilio repeats it', async () => {
      const told = new Account({
        settings: account.settings,
        credentials: {
          accountSid: simulator.accountSid,
          authToken: simulator.authToken,
          secondaryAuthToken: '',
          apiKey: '',
          apiSecret: '',
          clientId: '',
          clientSecret: '',
        },
        transport: (request) =>
          Promise.resolve({
            statusCode: 400,
            body: {
              code: 60200,
              status: 400,
              message: `Invalid parameter ${JSON.stringify(request.data)}`,
              more_info: `https://www.twilio.com/docs/errors/60200?given=${secret}`,
            },
          }),
      });
      const errors = [
        await failure(startVerification(told, { to, options: { customCode: secret } })),
        await failure(checkVerification(told, { to, code: secret })),
      ];
      for (const error of errors) {
        assert.equal(error.cause.twilioCode, 60200);
        assert.match(error.message, /^Invalid parameter .*\*\*\*/);
        assert.ok(!everything(error).includes(secret), everything(error));
      }
    });

    it('in an error about a code of the wrong type', async () => {
      const error = await failure(startVerification(account, { to, options: { customCode: 471147 } }));
      assert.ok(!everything(error).includes('471147'), everything(error));
    });
  });
});
