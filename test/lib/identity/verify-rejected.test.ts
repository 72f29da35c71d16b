/** Verifications that are rejected, here or by Twilio, and codes that no result and no error contains. */
import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import type { TwilioError } from '../../../lib/errors/twilio-error';
import { cancelVerification } from '../../../lib/identity/cancel-verification';
import { checkVerification } from '../../../lib/identity/check-verification';
import { startVerification } from '../../../lib/identity/start-verification';
import { createVerifyService } from '../../../lib/identity/verify-service';
import { simulatedAccount } from '../../support/simulated-account';
import { failure } from '../resources/failure';
import { to, useVerifications } from './verify-scene';

describe('a verification that is rejected', () => {
  const scene = useVerifications();

  it('accepts options, and rejects those that Twilio does not have', async () => {
    await startVerification(scene.account, {
      to,
      options: { locale: 'de', rateLimits: { ip: '127.0.0.1' }, customFriendlyName: 'Ada', riskCheck: 'disable' },
    });
    assert.match(scene.simulator.state().messages[0]?.body ?? '', /^Ihr Bestätigungscode für Ada/);
    const error = await failure(startVerification(scene.account, { to, options: { language: 'de' } }));
    assert.match(error.message, /no parameter "language"/);
  });

  it('is rejected before anything is sent when a value is invalid', async () => {
    const cases: [work: () => Promise<unknown>, code: string][] = [
      [() => startVerification(scene.account, { to: 'nobody' }), 'INVALID_RECIPIENT'],
      [() => startVerification(scene.account, { to: '' }), 'INVALID_RECIPIENT'],
      [() => startVerification(scene.account, { to, channel: 'email' }), 'INVALID_RECIPIENT'],
      [() => startVerification(scene.account, { to: 'ada@example.com' }), 'INVALID_RECIPIENT'],
      [() => startVerification(scene.account, { to, channel: 'pigeon' }), 'INVALID_PARAMETER'],
      [() => startVerification(scene.account, { to, service: 'VA1' }), 'INVALID_CONNECTION_SETTINGS'],
      [() => checkVerification(scene.account, { to: '', code: '123456' }), 'INVALID_RECIPIENT'],
      [() => cancelVerification(scene.account, { to: {} }), 'INVALID_RECIPIENT'],
      [() => createVerifyService(scene.account, '', {}), 'INVALID_PARAMETER'],
      [() => createVerifyService(scene.account, 'a'.repeat(33), {}), 'INVALID_PARAMETER'],
      [() => createVerifyService(scene.account, 'x', { codeLength: 3 }), 'INVALID_PARAMETER'],
    ];
    for (const [work, expected] of cases) assert.equal((await failure(work())).code, expected);
    const bare = simulatedAccount(scene.simulator).account;
    assert.equal((await failure(startVerification(bare, { to }))).code, 'INVALID_CONNECTION_SETTINGS');
    assert.deepEqual(scene.calls, []);
  });

  it('fails when too many codes were sent, without retries', async () => {
    for (let index = 1; index <= 5; index += 1) await startVerification(scene.account, { to });
    const error = await failure(startVerification(scene.account, { to }));
    assert.deepEqual([error.cause.twilioCode, error.cause.status], [60203, 429]);
    assert.equal(scene.calls.length, 6);
  });

  it('fails with NOT_FOUND when the service does not exist', async () => {
    const error = await failure(startVerification(scene.account, { to, service: `VA${'b'.repeat(32)}` }));
    assert.deepEqual([error.code, error.cause.twilioCode], ['NOT_FOUND', 20404]);
  });
});

describe('a verification never has a code', () => {
  const scene = useVerifications();

  const secret = 'S3cr3tCode';
  const everything = (error: TwilioError) => JSON.stringify([error, error.message, error.cause, error.stack]);

  it('in its results', async () => {
    const created = await createVerifyService(scene.account, 'Ringflow', { customCodeEnabled: true });
    const given = [
      await startVerification(scene.account, { service: created['sid'], to, options: { customCode: secret } }),
      await checkVerification(scene.account, { service: created['sid'], to, code: 'S3cr3tXXXX' }),
      await checkVerification(scene.account, { service: created['sid'], to, code: secret }),
      await checkVerification(scene.account, { service: created['sid'], to, code: secret }),
    ];
    assert.doesNotMatch(JSON.stringify([given, scene.simulator.state().requests]), /S3cr3t/);
  });

  it('in an error, even when Twilio repeats it', async () => {
    const told = new Account({
      settings: scene.account.settings,
      credentials: {
        accountSid: scene.simulator.accountSid,
        authToken: scene.simulator.authToken,
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
    const error = await failure(startVerification(scene.account, { to, options: { customCode: 471147 } }));
    assert.ok(!everything(error).includes('471147'), everything(error));
  });
});
