import assert from 'node:assert/strict';
import { createSimulator, type Simulator } from '../../simulator';
import { assertAllDescribed } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock } from './support';

const verified = '+14155550190';
const person = '+14155550123';

describe('verified caller IDs in the simulator', () => {
  let simulator: Simulator;
  let twilio: SimulatedTwilio;

  beforeEach(() => {
    simulator = createSimulator({ seed: 'caller IDs', clock: fakeClock() });
    twilio = simulatedTwilio(simulator);
  });
  afterEach(() => simulator.close());

  it('are listed, renamed and deleted, as Twilio describes it', async () => {
    const { client, calls } = twilio;
    const [callerId, ...others] = await client.outgoingCallerIds.list();
    assert.deepEqual(others, []);
    assert.deepEqual([callerId?.phoneNumber, callerId?.friendlyName], [verified, '(415) 555-0190']);
    const sid = callerId?.sid ?? '';
    assert.equal((await client.outgoingCallerIds(sid).update({ friendlyName: 'Office' })).friendlyName, 'Office');
    assert.equal((await client.outgoingCallerIds(sid).fetch()).friendlyName, 'Office');
    assert.equal((await client.outgoingCallerIds.list({ friendlyName: 'Office', phoneNumber: verified })).length, 1);
    assert.deepEqual(await client.outgoingCallerIds.list({ phoneNumber: person }), []);
    await client.outgoingCallerIds(sid).remove();
    assert.deepEqual(await client.outgoingCallerIds.list(), []);
    assertAllDescribed(calls);
  });

  it('can be the caller of a call, until they are deleted', async () => {
    const { client } = twilio;
    const call = { to: person, from: verified, twiml: '<Response/>' };
    assert.equal((await client.calls.create(call)).from, verified);
    const [callerId] = await client.outgoingCallerIds.list();
    await client.outgoingCallerIds(callerId?.sid ?? '').remove();
    await assert.rejects(client.calls.create(call), { status: 400, code: 21210 });
  });

  it('are set by their numbers', () => {
    const options = { callerIds: ['0170 1234567'] };
    assert.throws(() => createSimulator(options), { name: 'SimulatorInputError', message: /0170/ });
  });
});
