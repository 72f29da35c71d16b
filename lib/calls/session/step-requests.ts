import type { StepEvent } from '../../events/step';
import { EMPTY_TWIML } from '../../twiml/documents';
import { documentOf, HANGUP_DOCUMENT, redirectTo } from './document';
import { isEnded } from '../call-end';
import { CallSession, type Waiting } from './call-session';
import type { CallSessions } from './call-sessions';
import type { StepHandler } from './ports';
import type { StepResult } from './step-plan';

/** A request for the step that a message waits in. */
interface Delivery {
  event: StepEvent;
  handler: StepHandler;
  /** Whether the caller has hung up. */
  isOver: boolean;
  wasInterrupted: boolean;
}

/** Twilio's requests for the steps of an account's calls. */
export class StepRequests {
  constructor(private readonly sessions: CallSessions) {}

  /**
   * Handles a request. Its answer is sent now, or when the flow has reached the next step. Resolves when the message that
   * waited has left.
   */
  async requested(event: StepEvent): Promise<void> {
    const { sessions } = this;
    const { callSid, n } = event;
    const known = (await sessions.find(callSid)) ?? sessions.get(callSid);
    if (known === undefined && sessions.hasEnded(callSid)) {
      this.answer(callSid, EMPTY_TWIML);
      return;
    }
    const session = known ?? sessions.add(unknownCall(event));
    session.isRestored = false;
    if (n < session.n) await this.repeat(session, event);
    else {
      // The last documents before a crash may not be in the store. The URL of this request says where the call is.
      if (n > session.n) {
        session.n = n;
        // A message that was claimed went on to the step of that document, and was lost there.
        session.isLost = session.waiting === undefined;
      }
      await this.proceed(session, event);
    }
  }

  /** Answers a request that was answered before: with the same document, or with the way to where the call is now. */
  private async repeat(session: CallSession, event: StepEvent): Promise<void> {
    const { callSid, n, nodeId } = session;
    const earlier = session.answerTo(event.n);
    const url = this.sessions.ports.urlOf({ nodeId, n, hold: session.holds + 1 });
    this.answer(callSid, earlier ?? (url === undefined ? EMPTY_TWIML : documentOf(redirectTo(url))));
    if (isEnded(event.status ?? '')) await this.sessions.callEnded(callSid);
  }

  /** Handles a request for the current document. */
  private async proceed(session: CallSession, event: StepEvent): Promise<void> {
    const { sessions } = this;
    const { callSid, waiting } = session;
    const handler = sessions.ports.step(event.node);
    if (handler === undefined) {
      this.answer(callSid, HANGUP_DOCUMENT);
      sessions.abandoned(session, event.node);
      return;
    }
    const isOver = session.phase === 'ended' || isEnded(event.status ?? '');
    session.stepsSinceRequest = 0;
    // After a restart, only the URL has the number of holds. A URL that was used before would get its old answer.
    session.holds = Math.max(session.holds, event.hold ?? 0);
    sessions.sender.cancel(session);
    if (!isOver && this.isAskedAgain(session, event)) return;
    const wasElsewhere = session.phase === 'elsewhere';
    const { wasInterrupted } = session;
    if (!isOver) session.phase = 'open';
    const left: Waiting | undefined = session.isLost
      ? { nodeId: event.node, msg: undefined, state: undefined, socket: 'deployment' }
      : session.isWaitNew
        ? undefined
        : waiting;
    if (left === undefined) {
      if (isOver) this.over(session);
      else if (wasElsewhere) this.ignored(session);
      else this.wait(session, event);
      return;
    }
    // Before anything is awaited, so that a second request does not find it.
    session.isLost = false;
    sessions.setWaiting(session, undefined);
    session.leftUnknown();
    if (await sessions.records.claim(session)) this.deliver(session, left, { event, handler, isOver, wasInterrupted });
    if (isOver) this.over(session);
  }

  /** Twilio comes back to a step that waits, after an interruption: it gets the document of the step again. */
  private isAskedAgain(session: CallSession, event: StepEvent): boolean {
    const { document } = session;
    if (event.hold === undefined || !session.isAsking || document === undefined) return false;
    session.phase = 'returning';
    session.wasInterrupted = false;
    this.answer(session.callSid, document);
    return true;
  }

  /** Twilio reports the end of a verb that another document has replaced, such as a transfer. */
  private ignored(session: CallSession): void {
    session.phase = 'elsewhere';
    this.answer(session.callSid, EMPTY_TWIML);
  }

  /** The message of the call is in the flow: Twilio gets what there is, or waits. */
  private wait(session: CallSession, event: StepEvent): void {
    session.idleSince ??= this.sessions.ports.clock.now();
    if (session.hasNews) this.sessions.sender.update(session);
    else if (event.hold !== undefined) this.answer(session.callSid, this.sessions.hold(session));
  }

  /** Sends the message on, by what the request says. */
  private deliver(session: CallSession, waiting: Waiting, delivery: Delivery): void {
    const { ports, sender } = this.sessions;
    const { event, handler, isOver, wasInterrupted } = delivery;
    const { nodeId, msg, state, socket = 'none' } = waiting;
    // Twilio ends a socket and requests the step at the same time: either can arrive first.
    const socketEnd = socket === 'open' ? 'twilio' : socket;
    const visit = { msg, event };
    let result: StepResult;
    try {
      result = handler.result({ params: event.raw, state, socketEnd, wasInterrupted }, visit);
      if (result.kind === 'again') this.sessions.assertNoLoop(session);
    } catch (error) {
      handler.fail(error instanceof Error ? error : new Error(String(error)), visit);
      return;
    }
    if (result.kind === 'hung-up' || (result.kind === 'again' && isOver)) {
      handler.hungUp(visit);
      this.over(session);
    } else if (result.kind === 'again') {
      const { plan } = result;
      this.sessions.setWaiting(session, { nodeId, msg, plan, state: plan.state });
      sender.update(session);
    } else {
      session.nodeId = nodeId;
      session.msg = msg;
      session.idleSince = ports.clock.now();
      session.left(ports.stepsBehind(nodeId, result.output));
      handler.leave(visit, result);
      if (session.phase !== 'open') return;
      if (session.hasNews) sender.update(session);
      else if (session.isComplete) sender.send(session);
    }
  }

  /** The call has ended, so the answer has no effect. */
  private over(session: CallSession): void {
    this.answer(session.callSid, EMPTY_TWIML);
    this.sessions.finish(session);
  }

  private answer(callSid: string, document: string): void {
    this.sessions.ports.answer(callSid, document);
  }
}

/** A call without a session: it was live when Node-RED ended. */
function unknownCall({ callSid, node, n }: StepEvent): CallSession {
  const session = new CallSession(callSid, node, 'returning');
  session.n = n;
  session.isLost = true;
  return session;
}
