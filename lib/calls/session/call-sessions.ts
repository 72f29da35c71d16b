import { EMPTY_TWIML } from '../../twiml/documents';
import type { Twiml } from '../../twiml/element';
import { shareMembers } from '../../store/shared-text';
import { isObject } from '../../validation/objects';
import { CallSession, type Waiting } from './call-session';
import { HANGUP_DOCUMENT, holdDocument } from './document';
import { SessionEnds } from './session-ends';
import { callBusy, callEnded, callLeft, deadlineMissed } from './step-errors';
import type { WaitPlan } from './step-plan';

/** A message that has reached a step. */
export interface Arrival {
  callSid: string;
  nodeId: string;
  msg: unknown;
}

/** A trigger that starts a call's flow, and whose answer comes from the flow. */
export interface Start extends Arrival {
  /** The output that the message leaves by. */
  output: number;
  /** How long a request of this call waits for the flow, in seconds. */
  deadlineSeconds: number;
}

const DEFAULT_PATIENCE_MS = 60_000;

/** How long a message waits before its texts are shared, in milliseconds. */
const SHARE_DELAY_MS = 200;

/**
 * All live calls of an account that are in a flow of steps. See docs/decisions/035-live-call-sessions.md. Twilio's requests
 * are in {@link StepRequests}.
 */
export class CallSessions extends SessionEnds {
  private readonly unshared: [CallSession, Waiting][] = [];

  /** Whether nothing was said or played in a call yet. */
  isUntouched(callSid: string): boolean {
    const session = this.get(callSid);
    return session === undefined || (session.n === 0 && session.holds === 0 && !session.hasNews);
  }

  /** A trigger starts the flow of a call. Twilio waits for the flow's answer. */
  begin({ callSid, nodeId, msg, output, deadlineSeconds }: Start): void {
    const steps = this.ports.stepsBehind(nodeId, output);
    const started = this.get(callSid);
    if (started?.phase === 'open' && started.msg !== undefined && this.isUntouched(callSid)) {
      // Another trigger takes the same request.
      started.alsoLeft(steps);
      return;
    }
    const session = started ?? this.add(new CallSession(callSid, nodeId, 'open'));
    const { waiting } = session;
    if (waiting !== undefined) this.failed(session, callLeft(callSid), waiting);
    this.sender.cancel(session);
    Object.assign(session, { phase: 'open', nodeId, msg, script: '', isEnding: false, isLost: false, holds: 0 });
    session.deadlineSeconds = deadlineSeconds;
    session.idleSince = this.ports.clock.now();
    session.left(steps);
  }

  /**
   * Adds verbs to the script of a call.
   * @param output that the message leaves by, 0 for the first
   * @throws {TwilioError} `CALL_ENDED`, `CALL_LOOP`, or `INVALID_CONNECTION_SETTINGS` when Twilio must come back and cannot
   */
  async append(arrival: Arrival, verbs: Twiml, output = 0): Promise<void> {
    const steps = this.ports.stepsBehind(arrival.nodeId, output);
    const session = await this.enter(arrival, steps.size > 0);
    session.script += verbs;
    this.reach(session, arrival, steps);
  }

  /**
   * Adds a verb that waits. The message leaves by {@link StepHandler.leave}.
   * @throws {TwilioError} as {@link append}; `CALL_BUSY` when the call waits already
   */
  async wait(arrival: Arrival, plan: WaitPlan): Promise<void> {
    const session = await this.enter(arrival, true);
    if (session.waiting !== undefined) throw callBusy(arrival.callSid);
    const waiting: Waiting = { nodeId: arrival.nodeId, msg: arrival.msg, plan, state: plan.state };
    this.setWaiting(session, waiting);
    this.shareLater(session, waiting);
    this.reach(session, arrival, NOTHING);
  }

  /**
   * Adds the last verbs of a call.
   * @throws {TwilioError} as {@link append}
   */
  async end(arrival: Arrival, verbs: Twiml): Promise<void> {
    const session = await this.enter(arrival, false);
    session.script += verbs;
    session.isEnding = true;
    this.reach(session, arrival, NOTHING);
  }

  /** The deadline of an open request is over. @returns the document to answer it with */
  deadlinePassed(callSid: string): Twiml {
    const session = this.get(callSid);
    if (session === undefined) return EMPTY_TWIML;
    if (!session.hasNews) return this.hold(session);
    try {
      return this.sender.take(session);
    } catch (error) {
      this.failed(session, error, session.waiting);
      return HANGUP_DOCUMENT;
    }
  }

  /** What the caller hears while the flow works; after the account's patience, the end of the call. */
  hold(session: CallSession): Twiml {
    const { ports } = this;
    const { callSid, nodeId, n } = session;
    const now = ports.clock.now();
    const patienceMs = ports.patienceMs?.() ?? DEFAULT_PATIENCE_MS;
    session.idleSince ??= now;
    const url = ports.urlOf({ nodeId, n, hold: session.holds + 1 });
    if (now - session.idleSince < patienceMs && url !== undefined) {
      session.holds += 1;
      session.phase = 'returning';
      this.records.inFlow(session);
      return holdDocument(ports.holdUrl?.(), url);
    }
    ports.step(nodeId)?.fail(deadlineMissed(callSid, Math.round(patienceMs / 1000)), { msg: session.msg });
    this.finish(session);
    return HANGUP_DOCUMENT;
  }

  /**
   * Shares the texts of a message that may wait for hours, to save memory: they keep a request's body alive, and most
   * calls have equal ones. Done later, so that Twilio does not wait for it, and not for messages that leave at once.
   */
  private shareLater(session: CallSession, waiting: Waiting): void {
    this.unshared.push([session, waiting]);
    if (this.unshared.length > 1) return;
    this.ports.clock.after(SHARE_DELAY_MS, () => {
      for (const [session, waiting] of this.unshared.splice(0)) if (session.waiting === waiting) shareTexts(waiting);
    });
  }

  /** The session that a message is about. @param comesBack whether Twilio must come back after this step */
  private async enter({ callSid, nodeId }: Arrival, comesBack: boolean): Promise<CallSession> {
    if (this.hasEnded(callSid)) throw callEnded(callSid);
    if (comesBack) this.sender.requireUrl({ nodeId, n: 0 });
    const known = this.get(callSid) ?? (await this.find(callSid));
    // The store may say that the call has ended.
    if (known === undefined && this.hasEnded(callSid)) throw callEnded(callSid);
    const phase = this.ports.isOpen(callSid) ? 'open' : 'elsewhere';
    // Another message may have added the session meanwhile.
    const session = known ?? this.get(callSid) ?? this.add(new CallSession(callSid, nodeId, phase));
    if (session.isEnding) throw callEnded(callSid);
    session.stepsSinceRequest += 1;
    this.assertNoLoop(session);
    return session;
  }

  private reach(session: CallSession, { nodeId, msg }: Arrival, steps: ReadonlySet<string>): void {
    session.nodeId = nodeId;
    session.msg = msg;
    session.reached(nodeId, steps);
    this.sender.update(session);
  }
}

const NOTHING: ReadonlySet<string> = new Set();

function shareTexts({ msg, state }: Waiting): void {
  const event: unknown = isObject(msg) ? msg['twilio'] : undefined;
  for (const part of [msg, event, isObject(event) ? event['raw'] : undefined, state]) {
    if (isObject(part)) shareMembers(part);
  }
}
