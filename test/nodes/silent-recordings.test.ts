import assert from 'node:assert/strict';
import type { SimulatedRecording } from '../../simulator';
import { simulated, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { pointAtFlows, runningSimulator } from '../support/simulated-webhooks';

const TO = '+14155550100';

describe('a silent recording in the simulator', () => {
  let loaded: Loaded;
  afterEach(() => loaded.unload());

  /** A person calls and says nothing. It takes a second, which is the shortest silence that ends a recording. */
  const recorded = async (): Promise<SimulatedRecording['status']> => {
    const simulator = runningSimulator();
    const earlier = new Set(simulator.state().recordings.map(({ sid }) => sid));
    const ended = new Promise<SimulatedRecording['status']>((resolve) => {
      const stop = simulator.subscribe((change) => {
        if (change.type !== 'recording' || earlier.has(change.item.sid)) return;
        if (!/^(?:absent|completed)$/.test(change.item.status)) return;
        stop();
        resolve(change.item.status);
      });
    });
    await simulator.placeCall({ from: '+14155550123', to: TO });
    return ended;
  };

  it('is saved or not as the account node says, also after a deployment', async () => {
    const twiml = '<Response><Record timeout="1"/></Response>';
    const flows = (silentRecordings?: string) => [
      tab,
      simulated({ silentRecordings }),
      trigger('call-in', { respond: 'twiml', twiml, wires: [[]] }),
    ];
    loaded = await load(flows());
    await pointAtFlows(loaded, TO);
    assert.equal(await recorded(), 'absent', 'the default');
    await loaded.redeploy(flows('save'));
    assert.equal(await recorded(), 'completed');
    await loaded.redeploy(flows('nonsense'));
    assert.equal(await recorded(), 'absent');
  });
});
