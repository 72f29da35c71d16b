import assert from 'node:assert/strict';
import type { TwilioError } from '../../../lib/errors/twilio-error';
import { recipientsOf, sendToMany } from '../../../lib/messages/send-to-many';
import { sendSms } from '../../../lib/messages/send';
import { createSimulator, type Simulator } from '../../../simulator';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';
import { fakeClock } from '../../simulator/support';

describe('the recipients of a message', () => {
  it('are a list or a text with separators, or a single one', () => {
    assert.deepEqual(recipientsOf(['+1', 2]), { each: ['+1', 2] });
    assert.deepEqual(recipientsOf(' +14155550123, +14155550124;\n+14155550125\n'), {
      each: ['+14155550123', '+14155550124', '+14155550125'],
    });
    for (const one of ['+14155550123', '+1 415 555 0123', 14155550123, '', undefined, {}]) {
      assert.deepEqual(recipientsOf(one), { one });
    }
    for (const stray of ['+14155550123\n', ' +14155550123; ', ',+14155550123']) {
      assert.deepEqual(recipientsOf(stray), { one: '+14155550123' });
    }
  });
});

describe('a message to several recipients', () => {
  let simulator: Simulator;
  let scene: SimulatedAccount;
  beforeEach(() => {
    simulator = createSimulator({ seed: 'many', clock: fakeClock() });
    scene = simulatedAccount(simulator);
  });
  afterEach(() => simulator.close());

  const send = (recipients: unknown[], more: object = {}, onRemaining?: (left: number) => void) =>
    sendToMany(recipients, {
      send: (to) => sendSms(scene.account, { to, sender: 'number', body: 'hello', ...more }),
      redact: (text) => scene.account.redact(text),
      ...(onRemaining === undefined ? {} : { onRemaining }),
    });

  it('is sent one after the other, and an error does not stop the others', async () => {
    const numbers = ['+14155550121', 'nobody', '+15005550004', '+14155550122'];
    const results = await send(numbers);
    assert.deepEqual(
      results.map((result) => [result.to, result.ok, result.ok ? result['status'] : result.error.code]),
      [
        ['+14155550121', true, 'queued'],
        ['nobody', false, 'INVALID_RECIPIENT'],
        ['+15005550004', false, 'OPTED_OUT'],
        ['+14155550122', true, 'queued'],
      ],
    );
    const stopped = results[2];
    assert.ok(stopped?.ok === false);
    assert.deepEqual([stopped.error.cause.twilioCode, stopped.error.cause.status], [21610, 400]);
    assert.deepEqual(
      simulator.state().messages.map(({ to }) => to),
      ['+14155550121', '+14155550122'],
    );
    assert.doesNotThrow(() => JSON.stringify(results));
    scene.assertDescribed();
  });

  it('fails as a whole when the account or the sender is invalid', async () => {
    const none = simulatedAccount(simulator, { from: '' });
    scene = none;
    await assert.rejects(send(['+14155550121', '+14155550122']), { code: 'MISSING_FROM_NUMBER' });
    scene = simulatedAccount({ ...simulator, authToken: 'wrong-token' });
    await assert.rejects(send(['+14155550121', '+14155550122']), (error: TwilioError) => {
      assert.equal(error.code, 'INVALID_CREDENTIALS');
      assert.ok(!JSON.stringify([error.message, error.cause]).includes('wrong-token'));
      return true;
    });
    assert.equal(scene.calls.length, 1);
    assert.deepEqual(simulator.state().messages, []);
  });

  it('keeps the results before an account error, and sends nothing after it', async () => {
    let sent = 0;
    const results = await sendToMany(['+1', '+2', '+3', '+4'], {
      send: () => {
        sent += 1;
        if (sent > 2) throw Object.assign(new Error('Authenticate'), { status: 401, code: 20003 });
        return Promise.resolve({ sid: `SM${String(sent)}` });
      },
      redact: (text) => text,
    });
    assert.deepEqual(
      results.map((result) => (result.ok ? result['sid'] : result.error.code)),
      ['SM1', 'SM2', 'INVALID_CREDENTIALS', 'INVALID_CREDENTIALS'],
    );
    assert.equal(sent, 3);
  });

  it('fails as a whole when all have the same error and it is not about them', async () => {
    await assert.rejects(send(['+14155550121', '+14155550122'], { body: '' }), { code: 'INVALID_MESSAGE' });
    await assert.rejects(
      send(['+14155550121', '+14155550122'], { options: { colour: 'red' } }),
      /no parameter "colour"/,
    );
    const bad = await send(['nobody', 'nobody']);
    assert.deepEqual(
      bad.map(({ ok }) => ok),
      [false, false],
    );
  });

  it('reports how many are left', async () => {
    const left: number[] = [];
    await send(['+14155550121', 'nobody', '+14155550122'], {}, (count) => left.push(count));
    assert.deepEqual(left, [3, 2, 1]);
  });

  it('continues after an unknown outcome', async () => {
    simulator.setFaults({ drop: 1 });
    const results = await send(['+14155550121', '+14155550122']);
    assert.deepEqual(
      results.map((result) => (result.ok ? 'ok' : result.error.code)),
      ['UNKNOWN_OUTCOME', 'ok'],
    );
    assert.equal(simulator.state().messages.length, 2);
  });

  it('is sent to each exactly once, for any number of 429 responses', async () => {
    simulator.setFaults({ rateLimit: 1 });
    const numbers = Array.from({ length: 5 }, (_, index) => `+1415555012${String(index)}`);
    const results = await send(numbers);
    assert.ok(results.every(({ ok }) => ok));
    assert.deepEqual(
      simulator.state().messages.map(({ to }) => to),
      numbers,
    );
  });

  it('needs a recipient', async () => {
    await assert.rejects(send([]), { code: 'INVALID_RECIPIENT' });
  });
});
