import { TwilioError } from '../errors/twilio-error';
import { isObject, textMember } from '../validation/objects';
import { isPending, mayBePendingAt, runningAccounts, type AccountNode } from './account-node';
import type { NodeMessage } from './red';
import type { SocketStart } from './socket-start';
import { findHub } from './step-hubs';

/** The call that a message is about: `msg.twilio`, as a trigger or a step has set it. */
export interface StepCall {
  accountSid: string;
  callSid: string;
  from: string;
  to: string;
  /** `inbound`, `outbound-api` or `outbound-dial`. */
  direction: string;
  /** As of the last event: `ringing`, `in-progress` … */
  status: string;
}

/** @throws {TwilioError} `INVALID_CALL` when the message does not belong to a call */
export function callOf(msg: NodeMessage): StepCall {
  const twilio: unknown = msg['twilio'];
  const call: Record<string, unknown> = isObject(twilio) ? twilio : {};
  const callSid = textMember(call, 'callSid');
  if (callSid === '') {
    throw new TwilioError('INVALID_CALL', 'This message does not belong to a call: msg.twilio has no callSid', {
      hint: 'Wire this node after "call in", or to the second output of "make call", and keep msg.twilio in between. An "ask" node replaces msg.twilio, so save it in another property before, and move it back afterwards.',
    });
  }
  return {
    accountSid: textMember(call, 'accountSid'),
    callSid,
    from: textMember(call, 'from'),
    to: textMember(call, 'to'),
    direction: textMember(call, 'direction'),
    status: textMember(call, 'status'),
  };
}

/** The call of a WebSocket, from the message that waits. Without one, from the first message of the socket. */
export function callOfSocket(msg: NodeMessage, { callSid, accountSid, details }: SocketStart): StepCall {
  const known: unknown = msg['twilio'];
  const call = { ...details, ...(isObject(known) ? known : {}) };
  return {
    accountSid,
    callSid,
    from: textMember(call, 'from'),
    to: textMember(call, 'to'),
    direction: textMember(call, 'direction'),
    status: 'in-progress',
  };
}

/** The lowest rank of an account node that knows a call: Twilio waits for its answer, or the call is live there. */
const KNOWS_THE_CALL = 4;

/** The account nodes that may have a call. @param accountSid empty when the message does not say it */
function candidatesFor(accountSid: string, chosen: AccountNode | undefined): AccountNode[] {
  if (accountSid !== '') return mayBePendingAt(accountSid);
  return chosen === undefined ? [...runningAccounts()] : [chosen];
}

/**
 * The account node of a call: where it is live already, else where Twilio waits for an answer, else the one that is set.
 * @param chosen the account node of the step, when one is set
 * @param isSet whether the step has an account at all
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when there is none, or when the step has another account
 */
export function accountOfCall(call: StepCall, chosen: AccountNode | undefined, isSet: boolean): AccountNode {
  const { accountSid, callSid } = call;
  if (isSet && chosen === undefined) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'The account of this node is not deployed', {
      hint: 'Choose an account in the node, or none: then the account that has the call is used.',
    });
  }
  if (chosen !== undefined && accountSid !== '' && !['', accountSid].includes(chosen.account.accountSid)) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'The call belongs to another account than this node', {
      hint: 'Choose the account that has the call, or none.',
    });
  }
  const rank = (node: AccountNode): number =>
    Number(findHub(node.id)?.sessions.has(callSid) === true) * 2 * KNOWS_THE_CALL +
    Number(isPending(node, callSid)) * KNOWS_THE_CALL +
    Number(node === chosen) * 2 +
    Number(node.account.problems.length === 0);
  const [first, ...others] = candidatesFor(accountSid, chosen).sort((a, b) => rank(b) - rank(a));
  // Without an Account SID, several accounts may have the call. One that knows it is the right one.
  const isKnown = accountSid !== '' || others.length === 0 || (first !== undefined && rank(first) >= KNOWS_THE_CALL);
  if (first !== undefined && isKnown) return first;
  if (first !== undefined) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'It is not known which account has the call', {
      hint: 'Choose an account in the node, or keep msg.twilio from the trigger or step that had the call.',
    });
  }
  throw new TwilioError('INVALID_CONNECTION_SETTINGS', `No account node has the account ${accountSid}`, {
    hint: 'Deploy the account node that received the call.',
  });
}
