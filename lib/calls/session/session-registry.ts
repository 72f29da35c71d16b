import { LRUCache } from 'lru-cache';
import type { CallSession, Waiting } from './call-session';
import type { SessionPorts } from './ports';
import { SessionRecords } from './session-records';

/** How many ended calls are remembered, so that a late step gets a clear error. */
const MAX_ENDED_CALLS = 10_000;

/** The sessions of an account, and the calls that have ended recently. */
export class SessionRegistry {
  readonly records: SessionRecords;
  private readonly sessions = new Map<string, CallSession>();
  private readonly loading = new Map<string, Promise<CallSession | undefined>>();
  private readonly ended = new LRUCache<string, true>({
    // Counted as size and not as `max`, which would reserve memory for all of them at once.
    maxSize: MAX_ENDED_CALLS,
    sizeCalculation: () => 1,
  });
  /** How many calls wait, by node. */
  private readonly counts = new Map<string, number>();

  constructor(readonly ports: SessionPorts) {
    this.records = new SessionRecords(ports);
  }

  /** How many calls are known. */
  get size(): number {
    return this.sessions.size;
  }

  /** The session of a call, when it is in memory. */
  get(callSid: string): CallSession | undefined {
    return this.sessions.get(callSid);
  }

  has(callSid: string): boolean {
    return this.sessions.has(callSid);
  }

  /** How many calls wait in a node. */
  waitingIn(nodeId: string): number {
    return this.counts.get(nodeId) ?? 0;
  }

  /** How many calls wait, by node. */
  get waitingByNode(): ReadonlyMap<string, number> {
    return this.counts;
  }

  hasEnded(callSid: string): boolean {
    return this.ended.has(callSid) || this.sessions.get(callSid)?.phase === 'ended';
  }

  /** The session of a call, from memory or from the store. Without a store, the promise is resolved already. */
  async find(callSid: string): Promise<CallSession | undefined> {
    const known = this.get(callSid);
    if (known !== undefined || this.ports.store === undefined || this.ended.has(callSid)) return known;
    const loading = this.loading.get(callSid) ?? this.load(callSid);
    return loading;
  }

  add(session: CallSession): CallSession {
    this.sessions.set(session.callSid, session);
    if (session.waiting !== undefined) this.count(session.waiting.nodeId, 1);
    this.ports.started?.(session.callSid, session.isRestored);
    return session;
  }

  setWaiting(session: CallSession, waiting: Waiting | undefined): void {
    if (session.waiting !== undefined) this.count(session.waiting.nodeId, -1);
    if (waiting !== undefined) this.count(waiting.nodeId, 1);
    session.waiting = waiting;
    session.waitingSince = waiting === undefined ? undefined : this.ports.clock.now();
  }

  /** The sessions in memory. */
  all(): IterableIterator<CallSession> {
    return this.sessions.values();
  }

  /** Removes a session whose call has ended. */
  protected remove(session: CallSession): void {
    const { callSid } = session;
    if (this.sessions.delete(callSid)) this.ports.finished?.(callSid);
    this.noteEnd(callSid);
    this.records.ended(session);
  }

  protected noteEnd(callSid: string): void {
    this.ended.set(callSid, true);
  }

  protected clear(): void {
    this.sessions.clear();
    this.counts.clear();
    this.ports.waitingChanged?.();
  }

  private async load(callSid: string): Promise<CallSession | undefined> {
    const loading = this.records.load(callSid).then((found) => {
      this.loading.delete(callSid);
      // A message may have reached a step meanwhile.
      const known = this.sessions.get(callSid);
      if (known !== undefined || found === undefined) return known;
      if (found !== 'ended') return this.add(found);
      this.noteEnd(callSid);
      return undefined;
    });
    this.loading.set(callSid, loading);
    return loading;
  }

  private count(nodeId: string, by: number): void {
    const count = this.waitingIn(nodeId) + by;
    if (count > 0) this.counts.set(nodeId, count);
    else this.counts.delete(nodeId);
    this.ports.waitingChanged?.();
  }
}
