/** A simulator with a Verify service, and the SDK that starts and checks verifications. */
import assert from 'node:assert/strict';
import { createSimulator, type Change, type SimulatedVerification, type Simulator } from '../../simulator';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, type FakeClock } from './support';

export const person = '+14155550123';
export const minute = 60_000;

interface Scene {
  clock: FakeClock;
  simulator: Simulator;
  twilio: SimulatedTwilio;
  service: string;
  changes: Change[];
}

/** Gives each test of a `describe` a simulator with a service. */
export function useVerify() {
  const scene = {} as Scene;
  beforeEach(async () => {
    const clock = fakeClock();
    const simulator = createSimulator({ seed: 'verify', clock });
    const twilio = simulatedTwilio(simulator);
    const changes: Change[] = [];
    simulator.subscribe((change) => changes.push(change));
    const { sid: service } = await twilio.client.verify.v2.services.create({ friendlyName: 'Ringflow' });
    Object.assign(scene, { clock, simulator, twilio, changes, service });
  });
  afterEach(() => scene.simulator.close());
  const at = () => scene.twilio.client.verify.v2.services(scene.service);
  const start = (more: Record<string, unknown> = {}) =>
    at().verifications.create({ to: person, channel: 'sms', ...more });
  const check = (code: string | undefined, more: Record<string, unknown> = {}) =>
    at().verificationChecks.create({ to: person, ...(code === undefined ? {} : { code }), ...more });
  const last = (): SimulatedVerification => {
    const found = scene.simulator.state().verifications.at(-1);
    assert.ok(found);
    return found;
  };
  /** A code of the right length that is not the one. */
  const wrong = () => last().code.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  const texts = () => scene.simulator.state().messages.map(({ from, to, body }) => ({ from, to, body }));
  return Object.assign(scene, { at, start, check, last, wrong, texts });
}
