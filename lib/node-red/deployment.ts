import { currentOwner } from '../account/request-owner';
import { DeploymentGate } from '../webhooks/deployment-gate';
import type { Red } from './red';

/** One gate for each Node-RED. */
const gates = new WeakMap<Red['events'], DeploymentGate>();

/**
 * The gate that pauses work while this Node-RED starts or deploys flows: from `flows:stopping` to `flows:started`. Everything
 * that waits for flows uses it: webhooks, the editor's requests, and triggers that a deployment replaced.
 *
 * Node-RED emits `flows:started` only when all node types are there. Whoever waits therefore needs a time limit.
 */
export function deploymentOf({ events, server }: Red): DeploymentGate {
  const known = gates.get(events);
  if (known !== undefined) return known;
  const gate = new DeploymentGate();
  gates.set(events, gate);
  // Node-RED listens before its flows start. When it listens already, the package was installed into a running Node-RED.
  if ((server as typeof server | undefined)?.listening === false) gate.pause();
  events.on('flows:stopping', () => {
    gate.pause();
  });
  events.on('flows:started', () => {
    gate.release();
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
