import { TwilioError } from '../../errors/twilio-error';
import { sharedText } from '../../store/shared-text';
import { element, type Twiml } from '../../twiml/element';
import type { CallSession, Waiting } from './call-session';
import { documentOf, redirectTo } from './document';
import type { SessionPorts, StepAddress } from './ports';
import type { SessionRecords } from './session-records';
import { MAX_REST_TWIML_LENGTH, noPublicUrl, tooLarge } from './step-errors';
import type { SocketAddress, StepUrls, WaitPlan } from './step-plan';

/** How long the flow must be quiet before a script is sent, in milliseconds. */
const DEFAULT_SETTLE_MS = 50;

/** Sends the scripts of calls to Twilio: as the answer to an open request, or by REST. */
export class ScriptSender {
  constructor(
    private readonly ports: SessionPorts,
    private readonly records: SessionRecords,
    /** Called with an error of a call whose document was sent by REST. */
    private readonly onFailure: (session: CallSession, error: unknown, waiting: Waiting | undefined) => void,
  ) {}

  /** Sends the script of a call when it is time to: see the rules in docs/decisions/035-live-call-sessions.md. */
  update(session: CallSession, isQuiet = false): void {
    this.cancel(session);
    if (!session.hasNews || session.phase === 'ended') return;
    // Twilio will come back and get the script then. Only the end of a call that waits in a step is sent at once.
    if (session.phase === 'returning' && !(session.isEnding && session.waiting !== undefined)) return;
    if (session.isEnding || session.isWaitNew || session.isComplete || isQuiet) {
      this.send(session);
      return;
    }
    session.cancelSettle = this.ports.clock.after(this.ports.settleMs ?? DEFAULT_SETTLE_MS, () => {
      session.cancelSettle = undefined;
      this.update(session, true);
    });
  }

  /** Cancels what {@link update} has scheduled. */
  cancel(session: CallSession): void {
    session.cancelSettle?.();
    session.cancelSettle = undefined;
  }

  /** Sends the script now, even when it is empty: then the call ends. */
  send(session: CallSession): void {
    const wasOpen = session.phase === 'open';
    const waiting = session.isWaitNew ? session.waiting : undefined;
    const fail = (error: unknown): void => {
      this.onFailure(session, error, waiting);
    };
    let document: Twiml;
    try {
      document = this.take(session);
    } catch (error) {
      fail(error);
      return;
    }
    if (wasOpen && this.ports.answer(session.callSid, document)) return;
    if (document.length > MAX_REST_TWIML_LENGTH) fail(tooLarge(document.length));
    else this.ports.update(session.callSid, document).catch(fail);
  }

  /**
   * The next document of a call. It counts as sent.
   * @throws what a step's plan throws; then nothing has changed
   */
  take(session: CallSession): Twiml {
    this.cancel(session);
    const { n, isEnding, waiting } = session;
    const plan = isEnding ? undefined : waiting?.plan;
    const nodeId = plan === undefined || waiting === undefined ? session.nodeId : waiting.nodeId;
    const address = { nodeId, n: n + 1 };
    const comesBack = plan !== undefined || (!isEnding && session.canGoOn);
    // Kept for repeated requests. Most calls get the same documents.
    const document = sharedText(
      documentOf(
        session.script,
        plan?.verbs(this.urlsOf(address)) ?? '',
        comesBack ? redirectTo(this.requireUrl(address)) : '',
      ),
    );
    if (plan !== undefined && waiting !== undefined) waiting.plan = undefined;
    session.remember(n, document);
    session.sent(nodeId, comesBack ? 'returning' : 'elsewhere');
    if (comesBack) this.records.save(session);
    else this.records.left(session);
    return document;
  }

  /** The URL of a step. @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` */
  requireUrl(address: StepAddress): string {
    const url = this.ports.urlOf(address);
    if (url === undefined) throw noPublicUrl();
    return url;
  }

  private urlsOf(address: StepAddress): StepUrls {
    return {
      action: this.requireUrl(address),
      partial: this.ports.partialUrlOf(address) ?? '',
      leg: (name) => this.requireUrl({ ...address, leg: name }),
      socket: (kind) => socketAddress(this.ports, kind, address),
    };
  }
}

/**
 * Where a step opens a WebSocket.
 * @param address without `n` for a verb that does not wait
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` without a public URL
 */
export function socketAddress(
  ports: SessionPorts,
  kind: 'stream' | 'relay',
  { nodeId, n }: Pick<StepAddress, 'nodeId'> & Partial<StepAddress>,
): SocketAddress {
  const url = ports.socketUrlOf(kind);
  if (url === undefined) throw noPublicUrl();
  return { url, parameters: { node: nodeId, ...(n === undefined ? {} : { n: String(n) }) } };
}

/** The verb that ends a call. */
export const HANGUP: Twiml = element('Hangup');

/** Whether an error says that the call is over. */
export const isCallEnded = (error: unknown): boolean => error instanceof TwilioError && error.code === 'CALL_ENDED';

/** A wait that was not sent yet, for a message. */
export const newWait = (nodeId: string, msg: unknown, plan: WaitPlan): Waiting => ({
  nodeId,
  msg,
  plan,
  state: plan.state,
});
