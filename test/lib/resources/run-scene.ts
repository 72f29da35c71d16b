/** An account on the simulator, and its messages as the operation lists them. */
import assert from 'node:assert/strict';
import { CATALOGUE } from '../../../lib/resources/catalogue';
import { runOperation } from '../../../lib/resources/run';
import { createSimulator, type Simulator } from '../../../simulator';
import { fakeClock, type FakeClock } from '../../simulator/support';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';

/** Gives each test of a `describe` an account of its own. */
export function useAccount() {
  const scene = {} as SimulatedAccount & { clock: FakeClock; simulator: Simulator };
  beforeEach(() => {
    scene.clock = fakeClock();
    scene.simulator = createSimulator({ seed: 'run', clock: scene.clock });
    Object.assign(scene, simulatedAccount(scene.simulator));
  });
  afterEach(() => scene.simulator.close());

  const list = async (limit?: number, parameters: Record<string, unknown> = {}) => {
    const given = await runOperation(
      scene.account,
      CATALOGUE.messages.list,
      parameters,
      limit === undefined ? {} : { limit },
    );
    assert.equal(given.gives, 'list');
    return given.resources;
  };
  return Object.assign(scene, { list });
}
