import assert from 'node:assert/strict';
import { createSimulator, type Change, type Simulator } from '../../simulator';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, startServer, type FakeClock } from './support';

const person = '+14155550123';

describe('numbers to buy on the simulator, through the real SDK', () => {
  let clock: FakeClock;
  let simulator: Simulator;
  let twilio: SimulatedTwilio;

  beforeEach(() => {
    clock = fakeClock();
    simulator = createSimulator({ seed: 'numbers', clock });
    twilio = simulatedTwilio(simulator);
  });
  afterEach(async () => {
    assertAllDescribed(succeeded(twilio.calls));
    await simulator.close();
  });

  const local = async (country: string, options: Record<string, unknown> = {}) =>
    (await twilio.client.availablePhoneNumbers(country).local.list(options)).map(({ phoneNumber }) => phoneNumber);
  const buy = (phoneNumber: string, more: Record<string, unknown> = {}) =>
    twilio.client.incomingPhoneNumbers.create({ phoneNumber, ...more });
  const owned = () => simulator.state().numbers.map(({ phoneNumber }) => phoneNumber);

  it('lists the countries with numbers and what kinds they have', async () => {
    const countries = await twilio.client.availablePhoneNumbers.list();
    assert.ok(countries.length > 5);
    const britain = await twilio.client.availablePhoneNumbers('GB').fetch();
    assert.deepEqual(Object.keys(Object(britain.subresourceUris)), ['local', 'mobile', 'toll_free']);
    await assert.rejects(twilio.client.availablePhoneNumbers('XX').fetch(), { status: 404, code: 20404 });
    await assert.rejects(twilio.client.availablePhoneNumbers('US').mobile.list(), { status: 404, code: 20404 });
  });

  it('finds the same numbers each time, all different and none of them owned', async () => {
    const found = await local('US');
    assert.equal(found.length, 30);
    assert.equal(new Set(found).size, 30);
    assert.deepEqual(await local('US'), found);
    for (const number of found) assert.match(number, /^\+1[2-9]\d{2}[2-9]\d{6}$/);
    const other = createSimulator({ seed: 'another', clock });
    const [theirs] = await simulatedTwilio(other).client.availablePhoneNumbers('US').local.list({ limit: 1 });
    assert.notEqual(theirs?.phoneNumber, found[0]);
    await other.close();
  });

  it('finds toll-free and mobile numbers', async () => {
    const [free] = await twilio.client.availablePhoneNumbers('US').tollFree.list({ limit: 1 });
    assert.match(free?.phoneNumber ?? '', /^\+18(00|33|44|55|66|77|88)/);
    const [mobile] = await twilio.client.availablePhoneNumbers('GB').mobile.list({ limit: 1 });
    assert.match(mobile?.phoneNumber ?? '', /^\+447/);
    const areaCode = 888;
    const only = await twilio.client.availablePhoneNumbers('US').tollFree.list({ areaCode });
    assert.ok(only.length > 5 && only.every(({ phoneNumber }) => phoneNumber.startsWith('+1888')));
  });

  it('searches by area code, region and place', async () => {
    assert.ok((await local('US', { areaCode: 510 })).every((number) => number.startsWith('+1510')));
    assert.ok((await local('US', { inRegion: 'CA' })).every((number) => number.startsWith('+1415')));
    const [first] = await twilio.client.availablePhoneNumbers('US').local.list({ inLocality: 'new york', limit: 1 });
    assert.deepEqual([first?.locality, first?.region, first?.postalCode], ['New York', 'NY', '10001']);
    assert.ok((await local('CA', { inRegion: 'QC' })).every((number) => number.startsWith('+1514')));
    assert.deepEqual(await local('US', { inRegion: 'XX' }), []);
    assert.deepEqual(await local('US', { areaCode: 416 }), []);
    assert.deepEqual(await local('US', { areaCode: 415, inRegion: 'NY' }), []);
    assert.deepEqual(await local('GB', { inLocality: 'London' }), []);
    assert.ok((await local('US', { nearNumber: '+13055550123' })).every((number) => number.startsWith('+1305')));
    await assert.rejects(local('US', { areaCode: 111 }), { status: 400, code: 21451 });
  });

  const patterns: [contains: string, matches: RegExp][] = [
    ['777', /777/],
    ['7***7', /7\d{3}7/],
    ['HELP', /4357/],
    ['+1415', /^\+1415/],
    ['12345$', /12345$/],
    ['41577%99', /41577\d*99/],
    ['4158675309', /^\+14158675309$/],
  ];
  for (const [contains, matches] of patterns) {
    it(`finds numbers that contain ${contains}`, async () => {
      const found = await local('US', { contains });
      assert.ok(found.length > 0);
      for (const number of found) assert.match(number, matches);
    });
  }

  it('rejects an invalid pattern', async () => {
    for (const contains of ['1', '*****', '12-34', '1'.repeat(17)]) {
      await assert.rejects(local('US', { contains }), { status: 400, code: 20001 });
    }
  });

  it('searches by capabilities and address requirements', async () => {
    assert.ok((await local('US', { smsEnabled: true, mmsEnabled: true, voiceEnabled: true })).length > 0);
    assert.deepEqual(await local('GB', { mmsEnabled: true }), []);
    assert.deepEqual(await local('US', { faxEnabled: true }), []);
    assert.deepEqual(await local('DE', { excludeAllAddressRequired: true }), []);
    assert.ok((await local('DE', { excludeForeignAddressRequired: true })).length > 0);
  });

  it('returns the results page by page', async () => {
    const first = await twilio.client.availablePhoneNumbers('US').local.page({ pageSize: 20 });
    const second = await first.nextPage();
    assert.ok(second);
    const pages = [first, second].map(({ instances }) => instances.map(({ phoneNumber }) => phoneNumber));
    assert.deepEqual(pages.flat(), await local('US'));
    assert.deepEqual([pages[0]?.length, pages[1]?.length, second.nextPageUrl], [20, 10, undefined]);
  });

  it('buys a number, which then gets messages, and releases it', async () => {
    const server = await startServer();
    const changes: Change[] = [];
    simulator.subscribe((change) => changes.push(change));
    const [number = ''] = await local('US', { areaCode: 415 });
    const bought = await buy(number, { smsUrl: `${server.origin}/sms`, friendlyName: 'Front desk' });
    assert.deepEqual([bought.phoneNumber, bought.friendlyName], [number, 'Front desk']);
    assert.ok(!(await local('US', { areaCode: 415 })).includes(number));
    assert.ok(owned().includes(number));
    await simulator.receiveMessage({ from: person, to: number, body: 'hi' });
    assert.equal(server.received[0]?.url, '/sms');
    await twilio.client.messages.create({ from: number, to: person, body: 'welcome' });
    assert.equal((await twilio.client.balance.fetch()).balance, '98.8421');

    assert.equal(await twilio.client.incomingPhoneNumbers(bought.sid).remove(), true);
    assert.ok(!owned().includes(number));
    await assert.rejects(twilio.client.incomingPhoneNumbers(bought.sid).fetch(), { status: 404, code: 20404 });
    await assert.rejects(simulator.receiveMessage({ from: person, to: number, body: 'hi' }));
    assert.ok((await local('US', { areaCode: 415 })).includes(number));
    const told = changes.filter(({ type }) => type.startsWith('number')).map(({ type }) => type);
    assert.deepEqual(told, ['number', 'number-removed']);
    await server.close();
  });

  it('buys any number of an area code', async () => {
    const { phoneNumber } = await twilio.client.incomingPhoneNumbers.create({ areaCode: '808' });
    assert.match(phoneNumber, /^\+1808/);
    const free = await twilio.client.incomingPhoneNumbers.create({ areaCode: '866' });
    assert.match(free.phoneNumber, /^\+1866/);
  });

  const refusals: [what: string, code: number, fields: Record<string, unknown>][] = [
    ['an own number', 21422, { phoneNumber: '+14155550100' }],
    ['a number of a person', 21422, { phoneNumber: person }],
    ['a number of a country that sells none', 21422, { phoneNumber: '+81312345678' }],
    ["the test credentials' unavailable number", 21422, { phoneNumber: '+15005550000' }],
    ["the test credentials' invalid number", 21421, { phoneNumber: '+15005550001' }],
    ['what is no number', 21421, { phoneNumber: 'x' }],
    ['neither number nor area code', 21421, {}],
    ['an area code that is none', 21451, { areaCode: '12' }],
    ['an area code without numbers', 21452, { areaCode: '533' }],
    ['a number that needs an address', 21631, { phoneNumber: '+493023125000' }],
    ['a URL that is none', 21502, { phoneNumber: '+15005550006', smsUrl: 'x' }],
  ];
  for (const [what, code, fields] of refusals) {
    it(`rejects ${what} with ${String(code)}, and sells nothing`, async () => {
      await assert.rejects(twilio.client.incomingPhoneNumbers.create(fields), { status: 400, code });
      assert.equal(owned().length, 2);
    });
  }

  it('sells the number that test credentials can buy, and a number that needs an address', async () => {
    await buy('+15005550006');
    await buy('+493023125000', { addressSid: `AD${'a'.repeat(32)}` });
    assert.deepEqual(owned().slice(2), ['+15005550006', '+493023125000']);
  });
});
