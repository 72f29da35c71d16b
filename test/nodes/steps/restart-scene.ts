/** A call whose flows survive a restart, because the account has a store that lasts. */
import { useStore } from '../../../lib/node-red/account-store';
import { removeHub } from '../../../lib/node-red/step-hub';
import { MemoryStore } from '../../../lib/store/memory-store';
import { REAL_CREDENTIALS } from '../../support/flows';
import { LastingStore } from '../../support/lasting-store';
import { load, type Loaded } from '../../support/loaded';
import type { FlowNode } from '../../support/node-red';
import { testCall, type TestCall } from './call-of-test';

/** Gives each test of a `describe` a store of its own, and stops its flows. */
export function useRestarts() {
  const scene = {} as { loaded: Loaded; call: TestCall; flows: FlowNode[] };
  const begin = async (flows: FlowNode[]): Promise<void> => {
    scene.flows = flows;
    scene.loaded = await load(flows, REAL_CREDENTIALS);
    scene.call = testCall(scene.loaded.url);
  };
  /** Loses everything that is in memory. */
  const restart = async (): Promise<void> => {
    const { sid } = scene.call;
    await scene.loaded.unload();
    removeHub('account');
    await begin(scene.flows);
    scene.call = testCall(scene.loaded.url, sid);
  };
  beforeEach(() => {
    useStore('account', new LastingStore());
  });
  afterEach(async () => {
    await scene.loaded.unload();
    removeHub('account');
    useStore('account', new MemoryStore());
  });
  return Object.assign(scene, { begin, restart });
}
