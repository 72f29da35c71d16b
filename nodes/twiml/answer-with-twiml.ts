import { TwilioError } from '../../lib/errors/twilio-error';
import { textMember } from '../../lib/validation/objects';
import type { Resource } from '../../lib/account/resource';
import { callEnded } from '../../lib/calls/session/step-errors';
import { checkTwiml } from '../../lib/twiml/check';
import { verbsOf } from '../../lib/twiml/document-verbs';
import {
  accountsOf,
  answerOpen,
  isTakenFromFlow,
  runningAccounts,
  type AccountNode,
} from '../../lib/node-red/account-node';
import { isCallOver, sessionsOf } from '../../lib/node-red/call-script';
import type { NodeMessage } from '../../lib/node-red/red';

/** The message or call that a flow's message is about. */
interface Subject {
  kind: 'messaging' | 'voice';
  sid: string;
  accountSid: string;
}

/** The longest TwiML in a REST request, in characters. https://www.twilio.com/docs/voice/api/call-resource#twiml-parameter */
const MAX_REST_TWIML_LENGTH = 4000;

/** @throws {TwilioError} `INVALID_MESSAGE` when `msg.twilio` is neither a message nor a call */
function subjectOf(twilio: unknown): Subject {
  if (typeof twilio === 'object' && twilio !== null) {
    const accountSid = textMember(twilio, 'accountSid');
    const callSid = textMember(twilio, 'callSid');
    const messageSid = textMember(twilio, 'messageSid');
    if (callSid !== '') return { kind: 'voice', sid: callSid, accountSid };
    if (messageSid !== '') return { kind: 'messaging', sid: messageSid, accountSid };
  }
  throw new TwilioError('INVALID_MESSAGE', 'There is no message or call to answer', {
    hint: 'Wire this node after "sms in", "whatsapp in" or "call in", and keep msg.twilio in between.',
  });
}

/** The account of a message that names none: the node's own, else the only one. Empty when there are several. */
function accountSidFor(preferred: AccountNode | undefined): string {
  const [first, ...others] = preferred === undefined ? runningAccounts() : [preferred];
  return first !== undefined && others.length === 0 ? first.account.accountSid : '';
}

/** What happened to a document. */
export interface TwimlOutcome {
  /** Whether it answered the webhook. If not, it was sent to the live call by REST. */
  answered: boolean;
  resource: Resource;
}

/** How to answer. */
export interface TwimlOptions {
  /** The account node to use when several have this Twilio account. */
  preferred?: AccountNode | undefined;
  /**
   * Whether a live call that already has its answer stops what it is doing and runs the document. Default, for a node that
   * was saved before this property existed: it does, except when a fixed document of a trigger was first.
   */
  replaceLiveCall?: boolean | undefined;
  nodeId: string;
}

/**
 * Answers the pending webhook of `msg.twilio` with a TwiML document. In a call that goes through steps, its verbs are
 * added to the script of the call, so that what other steps say is heard before and after them. With `replaceLiveCall`,
 * a call whose webhook was answered already gets it by REST.
 * https://www.twilio.com/docs/voice/api/call-resource#update-a-call
 * @throws {TwilioError} `INVALID_TWIML`; `ALREADY_ANSWERED` when the first answer was another one; `TIMEOUT` when Twilio no
 * longer waits for an answer to this message; `MESSAGE_TOO_LARGE` for more than 4,000 characters by REST; those of
 * `CallSessions.append`
 */
export async function answerWithTwiml(
  msg: NodeMessage,
  twiml: unknown,
  { preferred, replaceLiveCall, nodeId }: TwimlOptions,
): Promise<TwimlOutcome> {
  const { kind, sid, accountSid: given } = subjectOf(msg['twilio']);
  const accountSid = given === '' ? accountSidFor(preferred) : given;
  const document = checkTwiml(twiml, kind);
  const sessions = kind === 'voice' ? sessionsOf(accountSid, sid) : undefined;
  if (sessions !== undefined) {
    await sessions.append({ callSid: sid, nodeId, msg }, verbsOf(document));
    return { answered: true, resource: { sid, accountSid, twiml: document } };
  }
  if (answerOpen(accountSid, sid, document)) {
    return { answered: true, resource: { sid, accountSid, twiml: document } };
  }
  if (kind === 'voice' && isCallOver(accountSid, sid)) throw callEnded(sid);
  const [first] = accountsOf(accountSid, sid, preferred);
  if (first === undefined) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', `No account node has the account ${accountSid}`, {
      hint: 'Deploy the account node that received it.',
    });
  }
  if (kind === 'voice' && !(replaceLiveCall ?? !isTakenFromFlow(accountSid, sid))) {
    throw new TwilioError('ALREADY_ANSWERED', `The call ${sid} does not wait for an answer: it has one already`, {
      hint: 'Only the first answer is used. To change a call in progress, select "Replace a call in progress" in the node.',
    });
  }
  if (kind === 'messaging' && isTakenFromFlow(accountSid, sid)) {
    throw new TwilioError('ALREADY_ANSWERED', 'Another trigger with a fixed reply has already answered this message', {
      hint: 'Let only one of the triggers that take this message answer it.',
    });
  }
  if (kind === 'messaging') {
    throw new TwilioError('TIMEOUT', 'Twilio no longer waits for an answer to this message', {
      hint: 'Use "reply", which then sends a new message. Or set the trigger to wait for the flow, and answer before its deadline.',
    });
  }
  if (document.length > MAX_REST_TWIML_LENGTH) {
    const size = `The document has ${document.length} characters. A live call accepts ${MAX_REST_TWIML_LENGTH} at a time`;
    throw new TwilioError('MESSAGE_TOO_LARGE', size, {
      hint: 'Shorten it, or answer while Twilio is waiting: then it may have 64 KB.',
    });
  }
  const call = await first.account.requestResource('CALL_FAILED', (client) =>
    client.calls(sid).update({ twiml: document }),
  );
  return { answered: false, resource: call };
}
