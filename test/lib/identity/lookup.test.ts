import assert from 'node:assert/strict';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { LOOKUP_FIELDS, lookUp } from '../../../lib/identity/lookup';
import { lookupCache } from '../../../lib/identity/lookup-cache';
import { createSimulator, type Simulator } from '../../../simulator';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';
import { fakeClock } from '../../simulator/support';

describe('a lookup', () => {
  let simulator: Simulator;
  let scene: SimulatedAccount;

  beforeEach(() => {
    simulator = createSimulator({ seed: 'lib lookup', clock: fakeClock() });
    scene = simulatedAccount(simulator);
  });
  afterEach(async () => {
    scene.assertDescribed({ nullable: ['mobile_country_code', 'mobile_network_code'] });
    await simulator.close();
  });

  const refused = async (work: Promise<unknown>): Promise<TwilioError> => {
    const error: unknown = await work.then(
      () => assert.fail('it did not fail'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof TwilioError, String(error));
    return error;
  };

  it('validates a number, which is free', async () => {
    const good = await lookUp(scene.account, { number: ' +1 (415) 555-0123 ' });
    assert.deepEqual(
      [good['valid'], good['phoneNumber'], good['countryCode'], good['nationalFormat']],
      [true, '+14155550123', 'US', '(415) 555-0123'],
    );
    const bad = await lookUp(scene.account, { number: '+1415555' });
    assert.deepEqual([bad['valid'], bad['validationErrors']], [false, ['TOO_SHORT']]);
    assert.equal((await lookUp(scene.account, { number: 14155550123 }))['valid'], true);
  });

  it('accepts a number in national format', async () => {
    const found = await lookUp(scene.account, { number: '020 7946 0100', options: { countryCode: 'GB' } });
    assert.equal(found['phoneNumber'], '+442079460100');
  });

  it('requests every data package', async () => {
    const options = { firstName: 'Ada', lastVerifiedDate: '20250101', verificationSid: `VE${'a'.repeat(32)}` };
    const found = await lookUp(scene.account, { number: '+14155550123', fields: LOOKUP_FIELDS, options });
    for (const field of LOOKUP_FIELDS.filter((one) => one !== 'validation')) {
      const name = field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      const data: unknown = Reflect.get(found, name);
      assert.equal(typeof data, 'object', field);
      assert.notEqual(data, null, field);
    }
  });

  it('omits empty fields', async () => {
    await lookUp(scene.account, { number: '+14155550123', fields: ['', 'line_status'] });
    assert.deepEqual(scene.calls[0]?.request.params, { Fields: 'line_status' });
  });

  it('recognizes a landline', async () => {
    const { lineTypeIntelligence } = await lookUp(scene.account, {
      number: '+15005550009',
      fields: ['line_type_intelligence'],
    });
    assert.equal(Object(lineTypeIntelligence).type, 'landline');
  });

  it('rejects invalid numbers, packages and options before anything is sent', async () => {
    for (const number of ['', undefined, 'call me', '+1415555012a', {}, '1'.repeat(21)]) {
      assert.equal((await refused(lookUp(scene.account, { number }))).code, 'INVALID_RECIPIENT');
    }
    const number = '+14155550123';
    assert.match((await refused(lookUp(scene.account, { number, fields: ['horoscope'] }))).message, /"horoscope"/);
    assert.match((await refused(lookUp(scene.account, { number, options: { color: 1 } }))).message, /"color"/);
    assert.deepEqual(scene.calls, []);
  });

  it('fails with the error of Twilio', async () => {
    const error = await refused(lookUp(scene.account, { number: '4155550123', options: { countryCode: 'XX' } }));
    assert.deepEqual([error.code, error.cause.status], ['INVALID_LOOKUP', 400]);
  });

  it('uses a cached result until it expires, for equal requests only', async () => {
    let now = 1;
    const cache = lookupCache(1000, () => now);
    const ask = (number: string, fields: string[] = []) => lookUp(scene.account, { number, fields }, cache);
    const first = await ask('+14155550123');
    Object.assign(first, { spoiled: true });
    assert.ok(!('spoiled' in (await ask('+1 415 555 0123'))));
    assert.equal(scene.calls.length, 1);
    await ask('+14155550123', ['line_status']);
    await ask('+14155550124');
    assert.equal(scene.calls.length, 3);
    now = 1002;
    await ask('+14155550123');
    assert.equal(scene.calls.length, 4);
  });

  it('sends one request for equal lookups at the same time, whatever their order of options', async () => {
    const cache = lookupCache(1000, () => 0);
    const ask = (options: object, fields: string[]) =>
      lookUp(scene.account, { number: '+14155550123', fields, options }, cache);
    const found = await Promise.all([
      ask({ countryCode: 'us', city: 'Paris' }, ['line_status', 'sim_swap']),
      ask({ city: 'Paris', countryCode: 'US' }, ['sim_swap', 'line_status']),
      ask({ countryCode: 'US', city: 'Paris' }, ['line_status', 'sim_swap']),
    ]);
    assert.equal(scene.calls.length, 1);
    assert.equal(new Set(found).size, 3, 'each has its own copy');
  });

  it('accepts packages in the options, and numbers in place of texts', async () => {
    await lookUp(scene.account, {
      number: '+14155550123',
      fields: 'sim_swap',
      options: { fields: 'line_status, caller_name' },
    });
    const person = { nationalId: 123456789, dateOfBirth: 19801231 };
    await lookUp(scene.account, { number: '+14155550123', fields: ['identity_match'], options: person });
    assert.deepEqual(
      scene.calls.map(({ request }) => request.params),
      [
        { Fields: 'line_status,caller_name' },
        { NationalId: '123456789', DateOfBirth: '19801231', Fields: 'identity_match' },
      ],
    );
  });

  it('keeps its own packages when the option is empty, and rejects an invalid one', async () => {
    await lookUp(scene.account, { number: '+14155550123', fields: ['sim_swap'], options: { fields: '' } });
    assert.deepEqual(scene.calls[0]?.request.params, { Fields: 'sim_swap' });
    for (const fields of [5, [5], {}, ['caller_name', 7]]) {
      const error = await refused(lookUp(scene.account, { number: '+14155550123', options: { fields } }));
      assert.match(error.message, /fields is .*must be a list of strings/);
    }
  });

  it('has no personal data in an error', async () => {
    const error = await refused(lookUp(scene.account, { number: '+14155550123', options: { nationalId: ['123'] } }));
    assert.doesNotMatch(error.message, /123/);
  });

  it('accepts a number with invisible characters, and a WhatsApp address', async () => {
    for (const number of ['+1 415\u2011555\u20110123', '\u202a+14155550123\u202c', 'whatsapp:+14155550123']) {
      assert.equal((await lookUp(scene.account, { number }))['valid'], true, number);
    }
  });

  it('keeps nothing in a cache without a lifetime, and at most 1,000 results', async () => {
    let asked = 0;
    const ask = (): Promise<{ asked: number }> => Promise.resolve({ asked: (asked += 1) });
    const none = lookupCache(0);
    await none.answer('a', ask);
    assert.deepEqual(await none.answer('a', ask), { asked: 2 });
    const cache = lookupCache(1000, () => 0);
    for (let index = 0; index <= 1000; index += 1) await cache.answer(String(index), ask);
    assert.deepEqual(await cache.answer('1', ask), { asked: 4 });
    assert.deepEqual(await cache.answer('0', ask), { asked: 1004 });
  });
});
