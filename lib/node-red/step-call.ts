import { TwilioError } from '../errors/twilio-error';
import { isObject, textMember } from '../validation/objects';
import { isPending, mayBePendingAt, type AccountNode } from './account-node';
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

/** The call of a WebSocket: that of the message that waits, else what the first message of the socket says. */
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
  if (chosen !== undefined && !['', accountSid].includes(chosen.account.accountSid)) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'The call belongs to another account than this node', {
      hint: 'Choose the account that has the call, or none.',
    });
  }
  const rank = (node: AccountNode): number =>
    Number(findHub(node.id)?.sessions.has(callSid) === true) * 8 +
    Number(isPending(node, callSid)) * 4 +
    Number(node === chosen) * 2 +
    Number(node.account.problems.length === 0);
  const [first] = mayBePendingAt(accountSid).sort((a, b) => rank(b) - rank(a));
  if (first !== undefined) return first;
  throw new TwilioError('INVALID_CONNECTION_SETTINGS', `No account node has the account ${accountSid}`, {
    hint: 'Deploy the account node that received the call.',
  });
}
