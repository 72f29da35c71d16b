import assert from 'node:assert/strict';
import { removeHub } from '../../lib/node-red/step-hub';
import { catcher, sink } from '../support/flows';
import { conversation, say } from '../support/step-flows';
import { simulateCalls, type SimulatedCalls } from './steps/simulated-calls';

describe('conversation on the simulator, with applicationReconnect', () => {
  let flow: SimulatedCalls;
  afterEach(async () => {
    await flow.end();
    // Its call still waits in the conversation.
    removeHub('account');
  });
  const relays = () => flow.simulator.state().relays;
  /** Lets the time pass until something is so. The sockets are real, so they get their turn in between. */
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      await flow.gone(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const said = (): string[] =>
    (flow.calls()[0]?.transcript ?? []).filter(({ who }) => who === 'flow').map(({ text }) => text);

  it('goes on in the same session when Node-RED is there again, without a request for the step', async () => {
    const talk = conversation('talk', [['said'], ['events'], ['out', 'bye']], {
      greeting: 'Hello.',
      options: { applicationReconnect: true },
    });
    const nodes = [catcher, ...['caught', 'said', 'events'].map((id) => sink(id)), talk, say('bye')];
    flow = await simulateCalls(nodes, { first: 'talk' });
    await flow.ring();
    const { sid = '' } = flow.calls()[0] ?? {};
    assert.equal((await flow.loaded.arrival('events'))['payload'], 'setup');
    await until(() => said().includes('Hello.'));
    const requests = flow.simulator.state().requests.length;
    await flow.restart(() => undefined);
    await until(() => relays()[0]?.reconnections === 1);
    await flow.simulator.actOnCall(sid, { action: 'speech', text: 'Are you there?' });
    const arrived = flow.loaded.arrival('said');
    let isThere = false;
    void arrived.then(() => (isThere = true));
    await until(() => isThere);
    const msg = await arrived;
    assert.equal(msg['payload'], 'Are you there?');
    flow.loaded.node('talk').receive({ ...msg, payload: 'Yes.' });
    await until(() => said().includes('Yes.'));
    assert.deepEqual(
      relays().map(({ status }) => status),
      ['in-progress'],
    );
    const steps = flow.simulator
      .state()
      .requests.slice(requests)
      .filter(({ url }) => url.includes('/step'));
    assert.deepEqual(steps, []);
    assert.deepEqual(said(), ['ConversationRelay', 'Hello.', 'Yes.']);
  });
});
