/** A call that a flow of steps handles, with Twilio played by the test. */
import { removeHub } from '../../../lib/node-red/step-hub';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import type { FlowNode } from '../../support/node-red';
import { testCall, type TestCall } from './call-of-test';

/** The nodes of a test, with an account and what they are wired to. */
export const flows = (...nodes: FlowNode[]) => [
  tab,
  real(),
  catcher,
  sink(),
  sink('nothing'),
  sink('caught'),
  ...nodes,
];

/** @param next where the call goes first */
export const callIn = (...next: string[]) => trigger('call-in', { respond: 'flow', deadline: 10, wires: [next] });

/** Gives each test of a `describe` flows of its own, and a call. */
export function useCall() {
  const scene = {} as { loaded: Loaded; call: TestCall };
  const start = async (...nodes: FlowNode[]): Promise<void> => {
    scene.loaded = await load(flows(...nodes), REAL_CREDENTIALS);
    scene.call = testCall(scene.loaded.url);
  };
  afterEach(async () => {
    await scene.loaded.unload();
    // The calls of one test are not those of the next one.
    removeHub('account');
  });
  return Object.assign(scene, { start });
}
