import assert from 'node:assert/strict';
import { simulated, sink, smsIn, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { pointAtFlows, runningSimulator } from '../support/simulated-webhooks';

const FROM = '+442079460123';
const TO = '+14155550100';

/** The strings are not translated in these tests: a text is its key. */
describe('the simulator gets the node that took a message', () => {
  let loaded: Loaded;
  afterEach(() => loaded.unload());

  /** Starts flows on a simulated account, and points the webhooks of its first number at them. */
  const start = async (...nodes: Parameters<typeof load>[0]) => {
    loaded = await load([tab, simulated(), sink(), ...nodes]);
    await pointAtFlows(loaded, TO);
  };
  const text = async (body = 'Hello', more: { channel?: 'whatsapp' } = {}) => {
    const simulator = runningSimulator();
    const message = await simulator.receiveMessage({ from: FROM, to: TO, body, ...more });
    return { message, delivery: message.delivery };
  };

  it('by its name, or by the label of its type', async () => {
    await start(smsIn({ name: 'Orders' }), smsIn({ id: 'in2' }));
    const { delivery } = await text();
    assert.deepEqual(
      delivery?.takenBy.map(({ id, name }) => [id, name]),
      [
        ['in', 'Orders'],
        ['in2', 'twilio-sms-in'],
      ],
    );
    assert.deepEqual(runningSimulator().state().messages.at(-1)?.delivery, delivery, 'it is part of the state');
  });

  it('and which filters did not accept it, each by itself', async () => {
    await start(
      smsIn({ name: 'US', filterFrom: '+1415*', filterBody: 'hello' }),
      smsIn({ id: 'in2', name: 'media', filterMedia: 'with', filterBody: 'order', filterBodyMatch: 'starts' }),
      smsIn({ id: 'in3', name: 'other number', filterTo: '+14155550199', rejected: true, wires: [[], []] }),
    );
    const { message, delivery } = await text();
    assert.equal(message.errorCode, null);
    assert.deepEqual(
      delivery?.filteredOut.map(({ name, filter, secondOutput }) => [name, filter, secondOutput]),
      [
        ['US', 'runtime.filter.filterFrom', undefined],
        ['media', 'runtime.filter.filterBody.starts, runtime.filter.filterMedia.with', undefined],
        ['other number', 'runtime.filter.filterTo', true],
      ],
    );
    assert.deepEqual(delivery.takenBy, []);
  });

  it('or that none takes messages of this channel', async () => {
    await start(trigger('whatsapp-in'));
    assert.deepEqual((await text()).delivery, { takenBy: [], filteredOut: [], elsewhere: [] });
    assert.equal((await text('Hello', { channel: 'whatsapp' })).delivery?.takenBy[0]?.type, 'twilio-whatsapp-in');
  });

  it('or that only another account has such a node', async () => {
    await start(
      simulated({ id: 'second', path: '/second' }),
      smsIn({ account: 'second' }),
      trigger('call-in', { id: 'calls', wires: [[]] }),
    );
    const { message, delivery } = await text();
    assert.equal(message.errorCode, null);
    assert.deepEqual(delivery, { takenBy: [], filteredOut: [], elsewhere: ['twilio-sms-in'] });
  });

  it('and the same for a call', async () => {
    await start(
      trigger('call-in', { name: 'Reception', respond: 'reject', wires: [[]] }),
      trigger('call-in', { id: 'in2', name: 'US calls', filterFrom: '+1*', wires: [[]] }),
    );
    const call = await runningSimulator().placeCall({ from: FROM, to: TO });
    assert.deepEqual(
      call.delivery?.takenBy.map(({ name }) => name),
      ['Reception'],
    );
    assert.deepEqual(
      call.delivery.filteredOut.map(({ name, filter }) => [name, filter]),
      [['US calls', 'runtime.filter.filterFrom']],
    );
  });
});
