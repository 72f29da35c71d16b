import { currentOwner } from '../account/request-owner';
import { DeploymentGate } from '../webhooks/deployment-gate';
import { inLanguage } from './language';
import type { Red } from './red';

/** What Node-RED sends to the editor. https://github.com/node-red/node-red/blob/master/packages/node_modules/@node-red/runtime/lib/flows/index.js */
interface RuntimeEvent {
  id?: string;
  payload?: { state?: string; error?: string; deploy?: boolean; types?: string[]; modules?: { module: string }[] };
}

/** Why Node-RED does not start the flows: one sentence that says what to do. `undefined` when it does. */
function notStartedReason({ id, payload = {} }: RuntimeEvent): string | undefined {
  if (id !== 'runtime-state') return undefined;
  const { state, error, deploy, types = [], modules = [] } = payload;
  switch (error) {
    case 'missing-types':
      return `Flows are stopped: some node types are missing. Install the modules of ${types.join(', ')}, or delete these nodes.`;
    case 'missing-modules':
      return `Flows are stopped: some modules are missing. Install ${modules.map((one) => one.module).join(', ')}.`;
    case 'safe-mode':
      return 'Flows are stopped: Node-RED runs in safe mode. Deploy to start them.';
    default:
      // A deployment stops the flows too, and starts them again.
      return state === 'stop' && deploy !== true ? 'Flows are stopped. Start them in the editor.' : undefined;
  }
}

/** One gate for each Node-RED. */
const gates = new WeakMap<Red['events'], DeploymentGate>();

/**
 * The gate that pauses work while this Node-RED starts or deploys flows: from `flows:stopping` to `flows:started`. Everything
 * that waits for flows uses it: webhooks, the editor's requests, and triggers that a deployment replaced.
 *
 * Node-RED does not emit `flows:started` when it does not start the flows, such as without a node type. Waits with a time
 * limit end then.
 */
export function deploymentOf({ events, server, log }: Red): DeploymentGate {
  const known = gates.get(events);
  if (known !== undefined) return known;
  const gate = new DeploymentGate();
  gates.set(events, gate);
  // Node-RED listens before its flows start. When it listens already, the package was installed into a running Node-RED.
  if ((server as typeof server | undefined)?.listening === false) gate.pause();
  events.on('flows:stopping', () => {
    gate.pause();
  });
  events.on('flows:starting', () => {
    gate.pause();
  });
  events.on('flows:started', () => {
    gate.release();
  });
  events.on('runtime-event', (event: RuntimeEvent) => {
    const reason = notStartedReason(event);
    if (reason === undefined) return;
    gate.stop(reason, () => {
      log.warn(`[twilio] Twilio's webhooks are answered with 503. ${inLanguage(reason)}`);
    });
  });
  return gate;
}

/** How long an action waits for a deployment, in milliseconds. As long as a webhook. */
const DEPLOYMENT_TIMEOUT_MS = 10_000;

/**
 * Waits while flows are deployed, so that an action finds the account nodes that the deployment replaces.
 * @throws the error that the action was stopped with
 */
export function whenDeployed(red: Red): Promise<void> {
  const owner = currentOwner();
  if (owner?.error !== undefined) return Promise.reject(owner.error);
  return new Promise((resolve, reject) => {
    const forget = owner?.onStop(reject);
    const proceed = () => {
      forget?.();
      resolve();
    };
    deploymentOf(red).whenReleasedWithin(DEPLOYMENT_TIMEOUT_MS, proceed, proceed);
  });
}
