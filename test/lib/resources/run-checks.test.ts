import assert from 'node:assert/strict';
import { CATALOGUE } from '../../../lib/resources/catalogue';
import { runOperation } from '../../../lib/resources/run';
import { simulatedAccount } from '../../support/simulated-account';
import { failure } from './failure';
import { useAccount } from './run-scene';

describe('the checks of an operation of the catalogue', () => {
  const scene = useAccount();
  const { list } = scene;

  it('buys and releases only with a confirmation', async () => {
    const found = await runOperation(scene.account, CATALOGUE.availableNumbers.search, {
      country: 'us',
      type: 'Local',
      contains: '777',
    });
    assert.equal(found.gives, 'list');
    const phoneNumber = found.resources[0]?.['phoneNumber'];
    const buy = (confirmed: boolean) =>
      runOperation(scene.account, CATALOGUE.incomingNumbers.buy, { phoneNumber }, { confirmed });
    const asked = scene.calls.length;
    assert.equal((await failure(buy(false))).code, 'NOT_CONFIRMED');
    assert.equal(scene.calls.length, asked);
    const bought = await buy(true);
    assert.equal(bought.gives, 'resource');
    assert.equal(scene.simulator.state().numbers.length, 3);
    assert.equal((await failure(buy(true))).cause.twilioCode, 21422);
    const { sid } = bought.resource;
    await runOperation(scene.account, CATALOGUE.incomingNumbers.release, { sid }, { confirmed: true });
    assert.equal(scene.simulator.state().numbers.length, 2);
    scene.assertDescribed();
  });

  it('deletes and redacts only with a confirmation', async () => {
    const sid = `SM${'1'.repeat(32)}`;
    for (const operation of [CATALOGUE.messages.delete, CATALOGUE.messages.redact]) {
      assert.equal((await failure(runOperation(scene.account, operation, { sid }))).code, 'NOT_CONFIRMED');
    }
    assert.deepEqual(scene.calls, []);
  });

  it('accepts relative days and times where Twilio accepts them', async () => {
    await runOperation(scene.account, CATALOGUE.usage.daily, {
      startDate: '-30days',
      endDate: new Date(scene.clock.now()),
    });
    const startDate = new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
    await runOperation(scene.account, CATALOGUE.auditEvents.list, { startDate });
    assert.deepEqual(
      scene.calls.map(({ request }) => [request.params?.['StartDate'], request.params?.['EndDate']]),
      [
        ['-30days', '2026-01-02'],
        ['2026-01-02T03:04:05Z', undefined],
      ],
    );
    // In Twilio's OpenAPI description it is a date. Only its text mentions relative days.
    assert.ok(scene.calls.every(({ response }) => response.statusCode === 200));
  });

  it('clears a setting of a number with an empty text', async () => {
    const [{ sid } = { sid: '' }] = scene.simulator.state().numbers;
    await runOperation(scene.account, CATALOGUE.incomingNumbers.update, { sid, smsUrl: 'https://example.com/sms' });
    assert.equal(scene.simulator.state().numbers[0]?.smsUrl, 'https://example.com/sms');
    const given = await runOperation(scene.account, CATALOGUE.incomingNumbers.update, { sid, smsUrl: '' });
    assert.deepEqual([given.gives, scene.simulator.state().numbers[0]?.smsUrl], ['resource', '']);
  });

  it('fails soon for a missing file, and without a request when there are no credentials', async () => {
    const sid = `RE${'0'.repeat(32)}`;
    const fetched = runOperation(scene.account, CATALOGUE.recordings.fetch, { sid, format: 'mp3' });
    assert.equal((await failure(fetched)).code, 'NOT_FOUND');
    const nobody = simulatedAccount({ ...scene.simulator, authToken: '' }, { environment: 'twilio' });
    const refused = runOperation(nobody.account, CATALOGUE.recordings.fetch, { sid, format: 'mp3' });
    assert.equal((await failure(refused)).code, 'INVALID_CONNECTION_SETTINGS');
    assert.deepEqual(nobody.calls, []);
  });

  it('rejects invalid parameters before anything is sent', async () => {
    const wrong: [work: () => Promise<unknown>, says: RegExp][] = [
      [() => runOperation(scene.account, CATALOGUE.messages.get, {}), /sid is missing/],
      [() => runOperation(scene.account, CATALOGUE.messages.get, { sid: 'SM1' }), /sid is "SM1"; it must be a SID/],
      [() => runOperation(scene.account, CATALOGUE.calls.get, { sid: `SM${'a'.repeat(32)}` }), /CA followed by 32/],
      [() => list(1, { colour: 'red' }), /no parameter "colour"/],
      [() => list(1, { sentOn: 'someday' }), /a day such as/],
      ...['hello 5', '1', 20261120, '2026-13-45', '2026-02-30', '-30days'].map(
        (sentOn): [() => Promise<unknown>, RegExp] => [() => list(1, { sentOn }), /a day such as/],
      ),
      [() => runOperation(scene.account, CATALOGUE.auditEvents.list, { startDate: 'now' }), /a time such as/],
      [
        () => runOperation(scene.account, CATALOGUE.incomingNumbers.buy, { smsUrl: '' }, { confirmed: true }),
        /One of the parameters phoneNumber and areaCode/,
      ],
      [() => runOperation(scene.account, CATALOGUE.availableNumbers.search, { country: 'USA', type: 'Local' }), /two/],
      [() => runOperation(scene.account, CATALOGUE.availableNumbers.search, { country: 'US', type: 'x' }), /Local or/],
    ];
    for (const [work, says] of wrong) {
      const error = await failure(work());
      assert.equal(error.code, 'INVALID_PARAMETER');
      assert.match(error.message, says);
    }
    assert.deepEqual(scene.calls, []);
  });
});
