import type { Queued } from '../../lib/calls/stream/pacer';

/** How long audio is kept for the node that takes over, in milliseconds. Twilio comes back at once. */
const SUCCESSOR_TIMEOUT_MS = 60_000;

/** By node and call. */
const kept = new Map<string, { unplayed: readonly Queued[]; timer: NodeJS.Timeout }>();

const keyOf = (nodeId: string, callSid: string): string => `${nodeId} ${callSid}`;

/** Keeps what was not played yet when a deployment closed a stream, for the node with the same id that takes over the call. */
export function keepUnplayed(nodeId: string, callSid: string, unplayed: readonly Queued[]): void {
  takeUnplayed(nodeId, callSid);
  if (unplayed.length === 0) return;
  const key = keyOf(nodeId, callSid);
  const timer = setTimeout(() => kept.delete(key), SUCCESSOR_TIMEOUT_MS);
  timer.unref();
  kept.set(key, { unplayed, timer });
}

/** Returns what the predecessor of a node has not played in a call, and stops keeping it. */
export function takeUnplayed(nodeId: string, callSid: string): readonly Queued[] {
  const key = keyOf(nodeId, callSid);
  const found = kept.get(key);
  clearTimeout(found?.timer);
  kept.delete(key);
  return found?.unplayed ?? [];
}
