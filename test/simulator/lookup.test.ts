import assert from 'node:assert/strict';
import { createSimulator, type Simulator } from '../../simulator';
import { PACKAGES } from '../../simulator/lookup/packages';
import { LOOKUP_FIELDS } from '../../lib/identity/lookup';
import { assertDescribedResponse, assertKnownRequest } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock } from './support';

/** What Twilio's description does not say: of a line that has no such thing, it is null. */
const unknowable = [
  'caller_name',
  'caller_type',
  'is_number_reassigned',
  'mobile_country_code',
  'mobile_network_code',
  'status',
];

describe('Lookup on the simulator, through the real SDK', () => {
  let simulator: Simulator;
  let twilio: SimulatedTwilio;

  beforeEach(() => {
    simulator = createSimulator({ seed: 'lookup', clock: fakeClock() });
    twilio = simulatedTwilio(simulator);
  });
  afterEach(async () => {
    for (const { request, response } of twilio.calls.filter(({ response }) => response.statusCode < 300)) {
      assertKnownRequest(request);
      assertDescribedResponse(request, response, { nullable: unknowable });
    }
    await simulator.close();
  });

  const lookUp = (number: string, options: Record<string, unknown> = {}) =>
    twilio.client.lookups.v2.phoneNumbers(number).fetch(options);
  const told = async (number: string, field: string, options: Record<string, unknown> = {}) => {
    await lookUp(number, { fields: field, ...options });
    const body: unknown = twilio.calls.at(-1)?.response.body;
    return Object(Reflect.get(Object(body), field)) as Record<string, unknown>;
  };

  const good: [given: string, country: string | undefined, number: string, iso: string, national: string][] = [
    ['+14155550123', undefined, '+14155550123', 'US', '(415) 555-0123'],
    ['(415) 555-0123', undefined, '+14155550123', 'US', '(415) 555-0123'],
    ['4165550123', 'US', '+14165550123', 'CA', '(416) 555-0123'],
    ['+1 604 555 0123', undefined, '+16045550123', 'CA', '(604) 555-0123'],
    ['020 7946 0100', 'GB', '+442079460100', 'GB', '020 7946 0100'],
    ['447700900123', 'GB', '+447700900123', 'GB', '07700 900123'],
    ['030 23125000', 'DE', '+493023125000', 'DE', '030 23125000'],
    ['+81312345678', undefined, '+81312345678', 'JP', '03-1234-5678'],
    ['+77011234567', undefined, '+77011234567', 'KZ', '8 (701) 123 4567'],
  ];
  for (const [given, countryCode, number, iso, national] of good) {
    it(`reads ${given}${countryCode === undefined ? '' : ` of ${countryCode}`} as ${number}, free of charge`, async () => {
      const found = await lookUp(given, countryCode === undefined ? {} : { countryCode });
      assert.deepEqual(
        [found.valid, found.phoneNumber, found.countryCode, found.nationalFormat, found.validationErrors],
        [true, number, iso, national, []],
      );
      assert.equal((await twilio.client.balance.fetch()).balance, '100.00');
    });
  }

  const bad: [given: string, error: string, country?: string][] = [
    ['+1415555012', 'TOO_SHORT'],
    ['+141555501234', 'TOO_LONG'],
    ['+11155550123', 'INVALID_BUT_POSSIBLE'],
    ['+9991234567', 'INVALID_COUNTRY_CODE'],
    ['+4420794', 'TOO_SHORT'],
    ['call-me', 'NOT_A_NUMBER'],
    ['12345', 'TOO_SHORT', 'GB'],
    ['+85212345678', 'INVALID_BUT_POSSIBLE'],
  ];
  for (const [given, error, countryCode] of bad) {
    it(`finds ${given} not valid, ${error}, without data`, async () => {
      const found = await lookUp(given, {
        fields: 'line_status',
        ...(countryCode === undefined ? {} : { countryCode }),
      });
      assert.deepEqual([found.valid, found.validationErrors, found.lineStatus], [false, [error], null]);
      assert.equal((await twilio.client.balance.fetch()).balance, '100.00');
    });
  }

  it('returns every data package, alone and together', async () => {
    const fields = LOOKUP_FIELDS.filter((field) => field !== 'validation');
    assert.deepEqual([...fields].sort(), Object.keys(PACKAGES).sort());
    const parameters = { firstName: 'Ada', lastVerifiedDate: '20250101', verificationSid: `VE${'a'.repeat(32)}` };
    await lookUp('+14155550123', { fields: ['validation', ...fields].join(','), ...parameters });
    const body = Object(twilio.calls.at(-1)?.response.body) as Record<string, unknown>;
    for (const field of fields) {
      assert.deepEqual(await told('+14155550123', field, parameters), body[field]);
      assert.equal(Object(body[field]).error_code, null, field);
    }
  });

  it('leaves out what is not requested', async () => {
    const found = await lookUp('+14155550123', { fields: 'line_type_intelligence' });
    assert.equal(found.lineTypeIntelligence.type, 'mobile');
    assert.deepEqual([found.callerName, found.simSwap, found.preFill], [null, null, null]);
  });

  it('returns the same person for a number each time, and names only for US numbers', async () => {
    const first = await told('+14155550123', 'caller_name');
    assert.deepEqual(await told('+14155550123', 'caller_name'), first);
    assert.match(String(first['caller_name']), /^[A-Z]+ [A-Z]+$/);
    assert.equal((await told('+447700900123', 'caller_name'))['error_code'], 60607);
  });

  const magic: [number: string, field: string, member: string, value: unknown][] = [
    ['+15005550009', 'line_type_intelligence', 'type', 'landline'],
    ['+15005551002', 'line_type_intelligence', 'type', 'fixedVoip'],
    ['+15005551003', 'line_type_intelligence', 'type', 'nonFixedVoip'],
    ['+18005551234', 'line_type_intelligence', 'type', 'tollFree'],
    ['+15005551005', 'line_status', 'status', 'inactive'],
    ['+15005551006', 'line_status', 'status', 'unreachable'],
    ['+15005551008', 'call_forwarding', 'call_forwarding_enabled', true],
    ['+15005551010', 'sms_pumping_risk', 'number_blocked', true],
    ['+15005551010', 'phone_number_quality_score', 'quality_category', 'high'],
    ['+15005551012', 'line_status', 'error_code', 60610],
    ['+15005551012', 'line_status', 'status', null],
  ];
  for (const [number, field, member, value] of magic) {
    it(`returns for ${number} that ${member} is ${String(value)}`, async () => {
      assert.equal((await told(number, field))[member], value);
    });
  }

  it('distinguishes a swapped SIM from one that was not swapped', async () => {
    const swapped = async (number: string) =>
      Object((await told(number, 'sim_swap'))['last_sim_swap']) as Record<string, unknown>;
    assert.equal((await swapped('+15005551007'))['swapped_in_period'], true);
    assert.equal((await swapped('+14155550123'))['swapped_in_period'], false);
  });

  it('compares the given data with the holder, and needs data to compare', async () => {
    const match = await told('+14155550123', 'identity_match', { firstName: 'Ada', city: 'London' });
    assert.deepEqual(
      [match['first_name_match'], match['city_match'], match['last_name_match'], match['summary_score']],
      ['exact_match', 'exact_match', 'no_data_available', 100],
    );
    assert.equal((await told('+15005551011', 'identity_match', { firstName: 'Ada' }))['first_name_match'], 'no_match');
    assert.equal((await told('+14155550123', 'identity_match'))['error_code'], 60617);
    const reassigned = await told('+15005551009', 'reassigned_number', { lastVerifiedDate: '20250131' });
    assert.deepEqual([reassigned['last_verified_date'], reassigned['is_number_reassigned']], ['2025-01-31', 'yes']);
    assert.equal((await told('+14155550123', 'reassigned_number'))['error_code'], '60617');
  });

  it('rejects an unknown package, country and path', async () => {
    await assert.rejects(lookUp('+14155550123', { fields: 'horoscope' }), { status: 400, code: 20001 });
    await assert.rejects(lookUp('4155550123', { countryCode: 'XX' }), { status: 400, code: 20001 });
    const nowhere = twilio.client.request({ method: 'get', uri: 'https://lookups.twilio.com/v2/Numbers/1' });
    assert.equal((await nowhere).statusCode, 404);
  });

  it('costs what the packages cost', async () => {
    await lookUp('+14155550123', { fields: 'line_type_intelligence,caller_name' });
    assert.equal((await twilio.client.balance.fetch()).balance, '99.982');
  });
});
