/** Two numbers at Twilio, and what sets their webhooks. */
import assert from 'node:assert/strict';
import { restoreTarget, setTarget } from '../../../lib/setup/apply';
import type { SetupOwner } from '../../../lib/setup/owner';
import type { Slot } from '../../../lib/setup/slots';
import { surveyOf, type FoundTarget } from '../../../lib/setup/survey';
import { setupTwilio, type SetupTwilio } from '../../support/setup-twilio';

export const US = '+14155550100';
export const GB = '+442079460100';

/** A URL of another application. */
export const OTHER = 'https://other.example.com/sms?key=a-secret-of-theirs';

/** Gives each test of a `describe` a Twilio of its own. A test may replace the owner. */
export function useWebhooks() {
  const scene = {} as { twilio: SetupTwilio; owner: SetupOwner };
  beforeEach(() => {
    scene.twilio = setupTwilio();
    scene.owner = scene.twilio.owner();
  });
  afterEach(async () => {
    await scene.twilio.close();
  });

  const target = async (address: string): Promise<FoundTarget> => {
    const { targets } = await surveyOf(scene.owner);
    const found = targets.find(({ view }) => view.address === address);
    assert.ok(found, address);
    return found;
  };
  const stateOf = async (address: string, slot: Slot): Promise<string | undefined> =>
    (await target(address)).view.slots.find((one) => one.slot === slot)?.state;
  const set = async (address: string, replace = false, slots?: Slot[]) =>
    setTarget(scene.owner, await target(address), { replace, slots });
  const restore = async (address: string, slots?: Slot[]) => restoreTarget(scene.owner, await target(address), slots);
  return Object.assign(scene, { target, stateOf, set, restore });
}
