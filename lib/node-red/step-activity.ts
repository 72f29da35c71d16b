import type { Visit } from '../calls/session/ports';
import { isObject, textMember } from '../validation/objects';
import { runningAccounts } from './account-node';
import { activityOf } from './activity';
import { messageOf, type Node, type NodeMessage } from './red';
import { findHub } from './step-hubs';

/** Writes what calls do in a step into the activity of their account. */
export interface StepActivity {
  /** A call has reached the step. */
  entered(msg: NodeMessage): void;
  /** The message has left the step. @param summary a few words, without the input of a sensitive step */
  left(visit: Visit, output: number, summary: string): void;
  hungUp(visit: Visit): void;
  failed(visit: Visit, error: unknown): void;
}

/** The call of a message or of a request. */
function callOf({ event, msg }: Visit): { accountSid: string; callSid: string; from: string; to: string } {
  const twilio = isObject(msg) && isObject(msg['twilio']) ? msg['twilio'] : {};
  const member = (name: string): string => (event && textMember(event, name)) || textMember(twilio, name);
  return { accountSid: member('accountSid'), callSid: member('callSid'), from: member('from'), to: member('to') };
}

/** The account node that has a call: the one where it is live, else the first of the account. */
function accountNodeOf(accountSid: string, callSid: string): string | undefined {
  const nodes = runningAccounts().filter(({ account }) => account.accountSid === accountSid);
  return (nodes.find(({ id }) => findHub(id)?.sessions.has(callSid) === true) ?? nodes[0])?.id;
}

/** Creates the activity of a step. */
export function stepActivity(node: Node): StepActivity {
  const add = (visit: Visit, what: string, more: { text?: string; problem?: string } = {}): void => {
    const { accountSid, callSid, from, to } = callOf(visit);
    const id = accountNodeOf(accountSid, callSid);
    if (id === undefined || callSid === '') return;
    activityOf(id).add({ type: 'step', what, sid: callSid, from, to, nodes: [node.id], ...more });
  };
  return {
    entered(msg) {
      add({ msg }, 'entered');
    },
    left(visit, output, summary) {
      add(visit, 'left', { text: summary === '' ? `→ ${output + 1}` : `${summary} → ${output + 1}` });
    },
    hungUp(visit) {
      add(visit, 'hung-up');
    },
    failed(visit, error) {
      add(visit, 'failed', { problem: messageOf(error) });
    },
  };
}
