import type { Twiml } from '../../twiml/element';
import type { CallSession } from './call-session';
import type { CallSessions } from './call-sessions';
import { documentOf, redirectTo } from './document';
import { isCallEnded } from './script-sender';
import { callEnded, MAX_REST_TWIML_LENGTH, noPublicUrl, tooLarge } from './step-errors';

/**
 * Says or plays something in a live call. Then the call continues where it was. An update of a call replaces what it
 * does, so the document ends with a `<Redirect>`:
 *
 * - The call waits in a step: Twilio comes back as after the hold sound, and gets the document of that step again. The
 *   question is asked again, and a result leaves as before.
 * - Twilio requests the `action` of some verbs at once, such as that of `<Dial>`, and ignores the answer. The step decides
 *   whether that is its result, see `wasInterrupted` in {@link StepRequest}. When Twilio comes back, it gets what follows.
 * - The flow works on the call: Twilio comes back as after the hold sound.
 * - The call runs its last document: nothing follows, and the call ends after these verbs.
 *
 * https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource and
 * https://www.twilio.com/changelog/changes-to-dial-behavior-for-enhanced-programmable-sip-feature-accounts
 * @returns `false` when the call has no session here, so that nothing was sent
 * @throws {TwilioError} `CALL_ENDED`, `MESSAGE_TOO_LARGE`, `INVALID_CONNECTION_SETTINGS` without a public URL, or the
 * error that Twilio returns
 */
export async function interruptCall(sessions: CallSessions, callSid: string, verbs: Twiml): Promise<boolean> {
  if (sessions.hasEnded(callSid)) throw callEnded(callSid);
  const session = await sessions.find(callSid);
  if (session === undefined) return false;
  const { ports } = sessions;
  sessions.records.inFlow(session);
  const url = urlAfter(sessions, session);
  const document = documentOf(verbs, url === undefined ? '' : redirectTo(url));
  if (session.phase === 'open') {
    // The account's patience starts again when Twilio comes back.
    session.phase = 'returning';
    session.idleSince = undefined;
    if (ports.answer(callSid, document)) return true;
  }
  if (document.length > MAX_REST_TWIML_LENGTH) throw tooLarge(document.length);
  try {
    await ports.update(callSid, document);
  } catch (error) {
    if (isCallEnded(error)) await sessions.callEnded(callSid);
    throw error;
  }
  return true;
}

/** Where Twilio comes back to after an interruption. `undefined` when the call runs its last document. */
function urlAfter({ ports }: CallSessions, session: CallSession): string | undefined {
  const { nodeId, n, phase } = session;
  if (phase === 'elsewhere') return undefined;
  session.holds += 1;
  session.wasInterrupted = session.isAsking;
  const url = ports.urlOf({ nodeId, n, hold: session.holds });
  if (url === undefined) throw noPublicUrl();
  return url;
}
