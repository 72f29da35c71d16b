/** What a restart of Node-RED does to a call: all that is in memory is lost, and the flows run again. */
import { removeHub } from '../../lib/node-red/step-hub';
import { useStore } from '../../lib/node-red/account-store';
import { REAL_CREDENTIALS } from '../support/flows';
import { LastingStore } from '../support/lasting-store';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { testCall, type TestCall } from './steps/call-of-test';

/** A call, and the flows that it is in. */
interface Scene {
  loaded: Loaded;
  call: TestCall;
  flows: FlowNode[];
}

/** @param isKept whether what is in the store survives */
export async function restart(scene: Scene, isKept = true): Promise<void> {
  await scene.loaded.unload();
  removeHub('account');
  if (!isKept) useStore('account', new LastingStore());
  scene.loaded = await load(scene.flows, REAL_CREDENTIALS, {}, { hasServer: true });
  scene.call = testCall(scene.loaded.url, scene.call.sid);
}
