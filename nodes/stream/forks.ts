import { deploymentOf } from '../../lib/node-red/deployment';
import type { NodeMessage, Red } from '../../lib/node-red/red';
import type { StepCall } from '../../lib/node-red/step-call';

/** A listening stream that a deployment has ended. Its call goes on, so the node's successor starts it again. */
export interface Fork {
  call: StepCall;
  msg: NodeMessage;
  frameMs: number;
}

/** How long it is kept for a successor, in milliseconds. */
const SUCCESSOR_TIMEOUT_MS = 60_000;

/** By the node's id. */
const ended = new Map<string, { forks: Fork[]; timer: NodeJS.Timeout }>();

/** Keeps a stream for the node with the same id that a deployment creates. */
export function keepFork(nodeId: string, fork: Fork): void {
  const known = ended.get(nodeId);
  if (known !== undefined) {
    known.forks.push(fork);
    return;
  }
  const timer = setTimeout(() => ended.delete(nodeId), SUCCESSOR_TIMEOUT_MS);
  timer.unref();
  ended.set(nodeId, { forks: [fork], timer });
}

/** Gives a new node the streams of its predecessor, when the deployment is complete. */
export function whenDeployedAgain(red: Red, nodeId: string, restart: (fork: Fork) => void): void {
  const known = ended.get(nodeId);
  if (known === undefined) return;
  clearTimeout(known.timer);
  ended.delete(nodeId);
  deploymentOf(red).whenReleased(() => {
    for (const fork of known.forks) restart(fork);
  });
}
