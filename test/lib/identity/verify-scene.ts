/** A simulated account with a Verify service. */
import type { Account } from '../../../lib/account/account';
import { createSimulator, type Simulator } from '../../../simulator';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';
import { fakeClock, type FakeClock } from '../../simulator/support';

export const to = '+14155550123';
export const service = `VA${'a'.repeat(32)}`;

/** Gives each test of a `describe` an account whose verifications start at once. */
export function useVerifications() {
  const scene = {} as { clock: FakeClock; simulator: Simulator; account: Account; calls: SimulatedAccount['calls'] };
  let simulated: SimulatedAccount;
  beforeEach(() => {
    const clock = fakeClock();
    const simulator = createSimulator({ seed: 'lib verify', clock, verifyServices: [service] });
    simulated = simulatedAccount(simulator, { verifyServiceSid: service });
    Object.assign(scene, { clock, simulator, account: simulated.account, calls: simulated.calls });
  });
  afterEach(async () => {
    simulated.assertDescribed();
    await scene.simulator.close();
  });
  const code = () => scene.simulator.state().verifications.at(-1)?.code ?? '';

  const wrong = () => code().replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  return Object.assign(scene, { code, wrong });
}
