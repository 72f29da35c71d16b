import { EMPTY_TWIML } from '../../twiml/documents';
import type { CallSession, Waiting } from './call-session';
import { HANGUP_DOCUMENT } from './document';
import type { SessionPorts } from './ports';
import { HANGUP, isCallEnded, ScriptSender } from './script-sender';
import { SessionRegistry } from './session-registry';
import { callEnded, callLeft, callLoop, MAX_DOCUMENTS, MAX_STEPS_WITHOUT_REQUEST } from './step-errors';

/** How long a step waits for its last request after the caller has hung up, in milliseconds. Twilio sends both at once. */
const LAST_REQUEST_TIMEOUT_MS = 10_000;

/** The sessions of an account, and how they end. */
export class SessionEnds extends SessionRegistry {
  readonly sender: ScriptSender;

  constructor(ports: SessionPorts) {
    super(ports);
    this.sender = new ScriptSender(ports, this.records, (session, error, waiting) => {
      this.failed(session, error, waiting);
    });
  }

  /** A call is over, as its status callback or the Call resource says. */
  async callEnded(callSid: string): Promise<void> {
    const session = await this.find(callSid);
    if (session === undefined) {
      this.noteEnd(callSid);
      // A flow without steps can no longer answer either.
      this.ports.answer(callSid, EMPTY_TWIML);
    } else if (session.phase !== 'ended') {
      const { waiting } = session;
      const handler = waiting && this.ports.step(waiting.nodeId);
      if (handler?.hasResultAfterHangUp !== true || session.isWaitNew) {
        // A flow that still works can no longer answer.
        this.ports.answer(callSid, EMPTY_TWIML);
        this.finish(session);
        return;
      }
      this.sender.cancel(session);
      session.phase = 'ended';
      session.cancelSettle = this.ports.clock.after(LAST_REQUEST_TIMEOUT_MS, () => {
        this.finish(session);
      });
    }
  }

  /** The call was given another document, after which Twilio does not come back. The step that waited has no result. */
  async taken(callSid: string): Promise<void> {
    const session = await this.find(callSid);
    if (session === undefined || session.phase === 'ended') return;
    const { waiting } = session;
    this.sender.cancel(session);
    Object.assign(session, { phase: 'elsewhere', script: '', isEnding: false, isLost: false });
    if (waiting !== undefined) this.failed(session, callLeft(callSid), waiting);
    this.records.left(session);
  }

  /** The WebSocket of the step that a call waits in was opened, or has ended. Kept for a restart. */
  noteSocket(session: CallSession, waiting: Waiting, socket: NonNullable<Waiting['socket']>): void {
    if (session.waiting !== waiting || session.phase === 'ended') return;
    waiting.socket = socket;
    this.records.save(session);
  }

  /** Reads the calls that were live when Node-RED ended, so that their end is noticed. */
  async restore(): Promise<void> {
    for (const callSid of await this.records.callSids()) await this.find(callSid);
  }

  /** Flows were deployed: ends the calls that wait for a node that no longer exists. */
  redeployed(): void {
    for (const session of this.all()) {
      if (session.phase !== 'open' || this.ports.step(session.nodeId) !== undefined) continue;
      this.ports.answer(session.callSid, HANGUP_DOCUMENT);
      this.abandoned(session, session.nodeId);
    }
  }

  /** Drops all calls from memory. They go on at Twilio. */
  close(): void {
    for (const session of this.all()) this.sender.cancel(session);
    this.clear();
  }

  /** A node that a call is in no longer exists. */
  abandoned(session: CallSession, nodeId: string): void {
    this.ports.warn(`The call ${session.callSid} was ended: the step ${nodeId} that it was in does not exist any more`);
    this.finish(session);
  }

  /** Removes a session: its call has ended, or gets no further document. A message that waits leaves as for a hang-up. */
  finish(session: CallSession): void {
    const { waiting } = session;
    this.sender.cancel(session);
    this.setWaiting(session, undefined);
    session.phase = 'ended';
    this.remove(session);
    if (waiting !== undefined) this.ports.step(waiting.nodeId)?.hungUp({ msg: waiting.msg });
  }

  /** Ends a call whose flow is an endless loop. @throws {TwilioError} `CALL_LOOP` */
  assertNoLoop(session: CallSession): void {
    const reason =
      session.n >= MAX_DOCUMENTS
        ? `it has had ${MAX_DOCUMENTS} documents`
        : session.stepsSinceRequest > MAX_STEPS_WITHOUT_REQUEST
          ? `${MAX_STEPS_WITHOUT_REQUEST} steps without waiting for the caller`
          : undefined;
    if (reason === undefined) return;
    // When Twilio comes back, it gets an empty document, because the call counts as ended.
    if (session.phase !== 'returning') {
      Object.assign(session, { script: HANGUP, isEnding: true });
      this.sender.send(session);
    }
    this.finish(session);
    throw callLoop(session.callSid, reason);
  }

  /** Reports an error of a call to its step, with the message. */
  protected failed(session: CallSession, error: unknown, waiting: Waiting | undefined): void {
    const { callSid, nodeId, msg } = session;
    if (waiting !== undefined && session.waiting === waiting) this.setWaiting(session, undefined);
    session.phase = 'elsewhere';
    const visit = waiting === undefined ? { msg } : { msg: waiting.msg };
    const reason = error instanceof Error ? error : callEnded(callSid);
    this.ports.step(waiting?.nodeId ?? nodeId)?.fail(reason, visit);
    if (isCallEnded(error)) this.finish(session);
  }
}
