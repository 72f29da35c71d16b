import type { Json, Store } from '../../store/store';
import type { CallSession } from './call-session';
import { toJson } from './message-json';
import type { SessionPorts } from './ports';
import { isRecord, sessionOf } from './session-record';

/** How long a call can last at Twilio, with a margin, in milliseconds. */
const LIFETIME_MS = (4 * 60 + 30) * 60 * 1000;

/**
 * How long the end of a call is remembered, in milliseconds. Twilio repeats a request for 15 seconds at most, and
 * Node-RED may have to start meanwhile. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
const ENDED_LIFETIME_MS = 2 * 60 * 1000;

const PREFIX = 'call/';

const keyOf = (callSid: string): string => `${PREFIX}${callSid}`;

/** Keeps the sessions of an account in its store. A store that fails is reported once, and the calls go on in memory. */
export class SessionRecords {
  private hasFailed = false;
  private readonly warnedNodes = new Set<string>();

  /** @param ports its store may change with a deployment */
  constructor(private readonly ports: Pick<SessionPorts, 'store' | 'warn' | 'clock'>) {}

  /** Writes a session that waits, or whose document comes back. */
  save(session: CallSession): void {
    const { callSid, n, nodeId, waiting, lastAnswers } = session;
    const socket = waiting?.socket;
    this.queue(session, (store) => {
      const record: Record<string, Json> = { n, nodeId, answers: lastAnswers };
      // After a step that needs no answer, the message is in the flow.
      if (waiting === undefined) record['isTaken'] = true;
      else {
        const { json, lost } = toJson(waiting.msg);
        record['msg'] = json;
        if (waiting.state !== undefined) record['state'] = waiting.state;
        if (socket !== undefined) record['socket'] = socket;
        if (lost.length > 0) this.warnAboutLost(nodeId, lost);
      }
      return store.put(keyOf(callSid), record, LIFETIME_MS);
    });
  }

  /** Writes a call that has had no document, and whose flow works: the flow must not start again after a crash. */
  inFlow(session: CallSession): void {
    const { callSid, n, nodeId, idleSince, isStored } = session;
    if (n > 0 || isStored) return;
    const record = { n, nodeId, answers: [], isTaken: true, takenAt: idleSince ?? this.ports.clock.now() };
    this.queue(session, (store) => store.put(keyOf(callSid), record, LIFETIME_MS));
  }

  /** Writes a session whose document does not come back: a repeated request still gets the answer of the first. */
  left(session: CallSession): void {
    const { n, nodeId, isStored, lastAnswers: answers } = session;
    // A call without a document is written only when its flow is slow.
    if (n === 0 && !isStored) return;
    this.queue(session, (store) =>
      store.put(keyOf(session.callSid), { n, nodeId, answers, isElsewhere: true }, LIFETIME_MS),
    );
  }

  /** Removes everything about a call except that it has ended, because a late request must not start its flow again. */
  ended(session: CallSession): void {
    const { callSid, n, nodeId, isStored } = session;
    if (n === 0 && !isStored) return;
    const record = { n, nodeId, answers: [], hasEnded: true };
    this.queue(session, (store) =>
      store.put(keyOf(callSid), record, ENDED_LIFETIME_MS).catch(() => store.delete(keyOf(callSid))),
    );
  }

  /**
   * Claims the message that waits, by compare-and-set: another process, or this one before a crash, may have sent it on.
   * @returns whether to send it on now
   */
  async claim(session: CallSession): Promise<boolean> {
    const { store } = this.ports;
    if (store === undefined) return true;
    if (session.write !== undefined) await session.write;
    const { n, nodeId, version, lastAnswers: answers } = session;
    const taken = { n, nodeId, answers, isTaken: true, takenAt: this.ports.clock.now() };
    session.version = undefined;
    try {
      const key = keyOf(session.callSid);
      // Usually what this process wrote last is still there, so it need not be read.
      if (version !== undefined && (await store.replace(key, version, taken, LIFETIME_MS))) return true;
      const stored = await store.get(key);
      if (stored === undefined || !isRecord(stored.value)) return true;
      const record = stored.value;
      if (record.hasEnded === true || record.n > n) return false;
      if (record.n === n && record.isTaken === true) return false;
      return await store.replace(key, stored.version, taken, LIFETIME_MS);
    } catch (error) {
      this.report(error);
      return true;
    }
  }

  /** The session of a call from before a restart. */
  async load(callSid: string): Promise<CallSession | 'ended' | undefined> {
    if (this.ports.store === undefined) return undefined;
    try {
      const stored = await this.ports.store.get(keyOf(callSid));
      if (!isRecord(stored?.value)) return undefined;
      return stored.value.hasEnded === true ? 'ended' : sessionOf(callSid, stored.value);
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  /** The SIDs of all calls in the store. */
  async callSids(): Promise<string[]> {
    const found: string[] = [];
    try {
      for await (const [key] of this.ports.store?.list(PREFIX) ?? []) found.push(key.slice(PREFIX.length));
    } catch (error) {
      this.report(error);
    }
    return found;
  }

  /** Writes in the order of the calls of this function, and not before the answer to Twilio is written. */
  private queue(session: CallSession, write: (store: Store) => Promise<unknown>): void {
    const { store } = this.ports;
    if (store === undefined) return;
    session.isStored = true;
    const written = this.writeAfter(session.write, session, () => write(store));
    session.write = written;
    void written.then(() => {
      if (session.write === written) session.write = undefined;
    });
  }

  /** Never rejected. */
  private async writeAfter(
    previous: Promise<void> | undefined,
    session: CallSession,
    write: () => Promise<unknown>,
  ): Promise<void> {
    await previous;
    try {
      const version = await write();
      session.version = typeof version === 'string' ? version : undefined;
    } catch (error) {
      session.version = undefined;
      this.report(error);
    }
  }

  private report(error: unknown): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.ports.warn(`Calls are not kept for a restart, because the store failed: ${reason}`);
  }

  private warnAboutLost(nodeId: string, lost: readonly string[]): void {
    if (this.warnedNodes.has(nodeId)) return;
    this.warnedNodes.add(nodeId);
    this.ports.warn(
      `A restart would remove these properties from the message in the step ${nodeId}: ${lost.join(', ')}`,
    );
  }
}
