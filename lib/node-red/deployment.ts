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
