import assert from 'node:assert/strict';
import { createSimulator, type Simulator } from '../../simulator';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock } from './support';

const own = '+14155550100';
const person = '+14155550123';
const service = `MG${'a'.repeat(32)}`;

describe('an error of the REST side of the simulator', () => {
  let simulator: Simulator;
  let twilio: SimulatedTwilio;

  beforeEach(() => {
    simulator = createSimulator({ seed: 'errors', clock: fakeClock(), messagingServices: [service] });
    twilio = simulatedTwilio(simulator);
  });
  afterEach(() => simulator.close());

  const usual = { to: person, from: own, body: 'x' };
  const cases: [what: string, code: number, parameters: Record<string, unknown>][] = [
    ['a recipient that is no number', 21211, { to: 'nobody' }],
    ['a recipient without its country code', 21211, { to: '4155550123' }],
    ["the test credentials' invalid recipient", 21211, { to: '+15005550001' }],
    ['a recipient that cannot be reached', 21612, { to: '+15005550002' }],
    ['a region that is not enabled', 21408, { to: '+15005550003' }],
    ['a recipient who has unsubscribed', 21610, { to: '+15005550004' }],
    ['a recipient that takes no SMS', 21614, { to: '+15005550009' }],
    ['a landline', 21614, { to: '+15005551001' }],
    ['no recipient', 21604, { to: '' }],
    ['a sender that is not owned', 21606, { from: '+14155559999' }],
    ['a sender that is no number', 21212, { from: 'not a sender!' }],
    ["the test credentials' invalid sender", 21212, { from: '+15005550001' }],
    ['a sender with a full queue', 21611, { from: '+15005550008' }],
    ['neither sender nor service', 21603, { from: undefined }],
    ['a service that is none', 21701, { from: undefined, messagingServiceSid: 'MGnone' }],
    ['a service that the account has not', 21701, { from: undefined, messagingServiceSid: `MG${'b'.repeat(32)}` }],
    ['sender and recipient alike', 21266, { to: own }],
    ['a name as the sender to the United States', 21612, { from: 'Ringflow' }],
    ['a name as the sender to Canada', 21612, { from: 'Ringflow', to: '+14165550123' }],
    ['a name as the sender to Puerto Rico', 21612, { from: 'Ringflow', to: '+17875550123' }],
    ['a name as the sender to the Dominican Republic', 21612, { from: 'Ringflow', to: '+18095550123' }],
    ['a name as the sender to a toll-free number', 21612, { from: 'Ringflow', to: '+18335550123' }],
    ['an empty message', 21619, { body: '' }],
    ['a text of 1601 characters', 21617, { body: 'a'.repeat(1601) }],
    ['eleven media', 21623, { mediaUrl: Array.from({ length: 11 }, (_, i) => `https://example.com/${String(i)}`) }],
    ['a media URL that is none', 21620, { mediaUrl: ['ftp://example.com/a'] }],
    ['a status callback that is no URL', 21609, { statusCallback: 'not a url' }],
    ['a validity period of no time', 21621, { validityPeriod: 0 }],
    ['a template that is none', 21655, { contentSid: 'HXnone' }],
    ['a template that the account has not', 21655, { contentSid: `HX${'b'.repeat(32)}` }],
    ['template variables without a template', 21654, { contentVariables: '{"1":"x"}' }],
    ['template variables that are no JSON', 21656, { contentVariables: '{' }],
    ['a schedule without a service', 35118, { scheduleType: 'fixed', sendAt: new Date(Date.UTC(2026, 0, 3)) }],
    ['a schedule without a time', 35111, { messagingServiceSid: service, scheduleType: 'fixed' }],
    [
      'a schedule that is too soon',
      35115,
      { messagingServiceSid: service, scheduleType: 'fixed', sendAt: new Date(Date.UTC(2026, 0, 2, 3, 5)) },
    ],
    ['WhatsApp to a plain number', 21910, { from: `whatsapp:${own}` }],
    ['a WhatsApp sender that is not owned', 63007, { from: 'whatsapp:+14155559999', to: `whatsapp:${person}` }],
  ];
  for (const [what, code, parameters] of cases) {
    it(`rejects ${what} with ${String(code)}`, async () => {
      const create = twilio.client.messages.create({ ...usual, ...parameters });
      await assert.rejects(create, { status: 400, code });
      const { body } = twilio.calls[0]?.response ?? {};
      assert.ok(typeof body === 'object' && body !== null);
      assert.deepEqual(Object.keys(body), ['code', 'message', 'more_info', 'status']);
      assert.equal(Reflect.get(body, 'more_info'), `https://www.twilio.com/docs/errors/${String(code)}`);
      assert.equal(simulator.state().messages.length, 0, 'nothing was sent');
    });
  }

  it('counts the text in characters, so that 1600 emoji still pass', async () => {
    await twilio.client.messages.create({ ...usual, body: '👍'.repeat(1600) });
    await assert.rejects(twilio.client.messages.create({ ...usual, body: '👍'.repeat(1601) }), { code: 21617 });
  });

  it('accepts a sender ID where it is allowed', async () => {
    // The United Kingdom, Jamaica, Bermuda.
    for (const to of ['+447700900123', '+18765550123', '+14415550123']) {
      const message = await twilio.client.messages.create({ to, from: 'Ringflow', body: 'x' });
      assert.equal(message.from, 'Ringflow');
    }
  });

  it('ignores an unknown parameter, as the real API does', async () => {
    const message = await simulator.request({
      method: 'post',
      uri: `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Messages.json`,
      data: 'To=%2B14155550123&From=%2B14155550100&Body=x&Colour=red',
      headers: { authorization: `Basic ${btoa(`${simulator.accountSid}:${simulator.authToken}`)}` },
    });
    assert.equal(message.statusCode, 201);
  });

  it('responds to wrong, missing and foreign credentials with 401 and 20003', async () => {
    for (const credentials of [{ authToken: 'wrong' }, { accountSid: `AC${'0'.repeat(32)}` }]) {
      const stranger = simulatedTwilio(simulator, credentials);
      await assert.rejects(stranger.client.messages.create(usual), { status: 401, code: 20003 });
    }
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Messages.json`;
    assert.equal((await simulator.request({ method: 'GET', uri })).statusCode, 401);
  });

  it('responds to an unknown SID, path, product or account with 404 and 20404', async () => {
    await assert.rejects(twilio.client.messages(`SM${'0'.repeat(32)}`).fetch(), {
      status: 404,
      code: 20404,
      message: new RegExp(`/2010-04-01/Accounts/${simulator.accountSid}/Messages/SM0+.json was not found`),
    });
    await assert.rejects(twilio.client.api.v2010.accounts(`AC${'0'.repeat(32)}`).messages.list(), { code: 20404 });
    await assert.rejects(twilio.client.studio.v2.flows.list(), { status: 404, code: 20404 });
  });

  it('responds to a method that a resource does not have with 405 and 20004', async () => {
    const { accountSid: username, authToken: password } = simulator;
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${username}/Messages.json`;
    const response = await simulator.request({ method: 'DELETE', uri, username, password });
    assert.equal(response.statusCode, 405);
    assert.equal(Reflect.get(Object(response.body), 'code'), 20004);
  });

  it('logs why a request cannot be handled at all', async () => {
    await assert.rejects(simulator.request({ method: 'GET', uri: 'not a URL' }), /Invalid URL/);
    const [line] = simulator.state().requests;
    assert.deepEqual([line?.status, line?.error], [null, 'the simulator failed: Invalid URL']);
  });

  it('logs a rejected request with its code and without its credentials', async () => {
    await assert.rejects(twilio.client.messages.create({ ...usual, to: 'nobody' }));
    const [line] = simulator.state().requests;
    assert.equal(line?.status, 400);
    assert.match(line?.error ?? '', /^21211: Invalid 'To' Phone Number/);
    assert.ok(!JSON.stringify(simulator.state()).includes(simulator.authToken));
  });
});
