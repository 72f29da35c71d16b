import { CallCompletion } from '../../lib/calls/call-completion';
import { endOf, type CallEnd, type CallState } from '../../lib/calls/call-end';
import type { Resource } from '../../lib/account/resource';
import { TwilioError } from '../../lib/errors/twilio-error';
import { accountOf, type AccountNode } from '../../lib/node-red/account-node';
import type { AccountFields } from '../../lib/node-red/account-choice';
import type { Outcome } from '../../lib/node-red/action';
import { deploymentOf } from '../../lib/node-red/deployment';
import { KeptMessages, type ListedMessage } from '../../lib/node-red/kept-messages';
import { translate, type Node, type NodeMessage, type Red } from '../../lib/node-red/red';
import { reported } from '../../lib/node-red/reported-error';
import { statuses, type StatusDot } from '../../lib/node-red/status';
import { isObject, listOf, textMember } from '../../lib/validation/objects';
import { MAX_CALL_SECONDS } from './limits';

/** A call that was placed, as far as it is needed when it has ended. */
export interface PlacedCall {
  callSid: string;
  /** The called party, for the status. */
  who: string;
  direction: string;
}

/** Waits for the calls of one node to end. */
export interface CallWaits {
  /** The outcome of a call, when it has ended. The message survives a restart. */
  ended(owner: AccountNode, call: PlacedCall, msg: NodeMessage): Promise<Outcome>;
  onStatus: CallCompletion['onStatus'];
  /** @param removed whether the node was deleted */
  close(removed: boolean): void;
}

/** What {@link createCallWaits} needs. */
export interface CallWaitsOptions {
  def: AccountFields & { maxWait?: number | string };
  accountNode: AccountNode | undefined;
  status: StatusDot;
}

/** How much longer a message is kept than its wait lasts, in milliseconds. Node-RED may be down during that time. */
const EXTRA_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/** The message does not leave now: it is kept for the node that is started next, or another process has sent it. */
const KEPT: Outcome = { payload: undefined, summary: '', isKept: true };

const stopped = (callSid: string): TwilioError =>
  new TwilioError('UNKNOWN_OUTCOME', `The flow was stopped while it waited for the call ${callSid} to end`, {
    hint: 'The call goes on. Look it up by its SID before you call again.',
  });

/** By node id: goes on with the messages that are kept. */
const resumers = new Map<string, () => void>();

/** Waits for the calls of a node to end. Goes on with the messages that waited when Node-RED ended or the node was stopped. */
export function createCallWaits(red: Red, node: Node, { def, accountNode, status }: CallWaitsOptions): CallWaits {
  const kept = new KeptMessages(red, node, 'call-end');
  /** The accounts of the calls, by SID. Only of those that are not the node's own. */
  const owners = new Map<string, AccountNode>();
  let isClosed = false;
  const waits = new CallCompletion(async (callSid) => {
    const owner = owners.get(callSid) ?? accountNode;
    if (owner === undefined) return {};
    return fetchCall(owner, callSid).catch((error: unknown) => {
      // The account no longer has the call, such as after a restart of the simulator.
      if (error instanceof TwilioError && error.code === 'NOT_FOUND') waits.abandon(callSid, error);
      throw error;
    });
  });
  /** Whether the messages go on with the node that is started next. */
  const isLeftToNext = (): boolean => isClosed && resumers.has(node.id);
  const waitFor = (owner: AccountNode, callSid: string, waitMs: number, isOverdue = false): Promise<CallEnd> => {
    const ended = waits.wait(callSid, waitMs, isOverdue);
    if (owner === accountNode) return ended;
    owners.set(callSid, owner);
    return ended.finally(() => owners.delete(callSid));
  };
  const outcomeOf = async (owner: AccountNode, end: CallEnd, { who, direction }: PlacedCall): Promise<Outcome> => ({
    payload: await completed(owner, end, direction),
    summary: translate(red, 'status.callEnded', { status: end.status, who }),
  });

  /**
   * Keeps the message of a call. Resolves when it survives a crash. A function of its own, so that nothing of the
   * message stays in memory.
   */
  const keep = (owner: AccountNode, call: PlacedCall, msg: NodeMessage, waitMs: number): Promise<boolean> => {
    const { callSid, who, direction } = call;
    const state = { expiresAt: Date.now() + waitMs, who, direction };
    return kept.put(owner, callSid, { msg, state }, waitMs + EXTRA_LIFETIME_MS);
  };

  /** Goes on with a message from the store. */
  async function resume(owner: AccountNode, { id: callSid, msg, state }: ListedMessage): Promise<void> {
    const { expiresAt, ...call } = readState(callSid, state);
    const ended = waitFor(owner, callSid, Math.max(expiresAt - Date.now(), 0), true);
    try {
      const end = await ended;
      if (!(await kept.claim(owner, callSid))) return;
      const { payload, summary } = await outcomeOf(owner, end, call);
      node.send(Object.assign(msg, { payload }));
      status.show(() => statuses.done(typeof summary === 'string' ? summary : summary()));
    } catch (error) {
      if (isLeftToNext() || !(await kept.claim(owner, callSid))) return;
      node.error(reported(error), msg);
    }
  }
  async function resumeAll(): Promise<void> {
    if (isClosed) return;
    const owners = [accountNode, ...listOf(def.accounts).map((id) => accountOf(red, id))];
    for (const owner of new Set(owners)) {
      if (owner === undefined) continue;
      for (const message of await kept.list(owner)) {
        // A call that was placed meanwhile is in memory.
        if (!isClosed && !waits.has(message.id)) void resume(owner, message);
      }
    }
  }
  const resumer = (): void => void resumeAll();
  resumers.set(node.id, resumer);
  deploymentOf(red).whenReleased(resumer);

  return {
    async ended(owner, call, msg) {
      const { callSid } = call;
      const waitMs = maxWaitSeconds(def.maxWait) * 1000;
      // Before anything is awaited, because a status callback can come at once.
      const ended = waitFor(owner, callSid, waitMs);
      // It is awaited below, and can fail before that.
      ended.catch(() => undefined);
      const isKept = await keep(owner, call, msg, waitMs);
      try {
        const end = await ended;
        if (isKept && !(await kept.claim(owner, callSid))) return KEPT;
        return await outcomeOf(owner, end, call);
      } catch (error) {
        if (!isKept) throw error;
        if (!isLeftToNext()) {
          await kept.delete(owner, callSid);
          throw error;
        }
        // Its successor may be running already.
        deploymentOf(red).whenReleased(() => resumers.get(node.id)?.());
        return KEPT;
      }
    },
    onStatus: (event) => {
      waits.onStatus(event);
    },
    close(removed) {
      isClosed = true;
      if (removed && resumers.get(node.id) === resumer) resumers.delete(node.id);
      waits.close(stopped);
    },
  };
}

const fetchCall = (owner: AccountNode, callSid: string): Promise<CallState> =>
  owner.account.fetchResource('CALL_FAILED', (client) => client.calls(callSid).fetch());

/** The Call resource with the end of the call. The price is there if Twilio has calculated it by then. */
async function completed(owner: AccountNode, end: CallEnd, direction: string): Promise<Resource> {
  const known = { sid: end.callSid, ...(direction === '' ? {} : { direction }), ...end };
  if (end.status === 'timeout') return known;
  try {
    const call = await fetchCall(owner, end.callSid);
    return { ...call, ...endOf(call), ...known };
  } catch {
    // The call has ended, which is what the flow waits for.
    return known;
  }
}

/** A call from the store. */
function readState(callSid: string, state: unknown): PlacedCall & { expiresAt: number } {
  const saved = isObject(state) ? state : {};
  const { expiresAt } = saved;
  return {
    callSid,
    who: textMember(saved, 'who'),
    direction: textMember(saved, 'direction'),
    expiresAt: typeof expiresAt === 'number' ? expiresAt : 0,
  };
}

/** How long to wait for a call, in seconds. The longest call when it is not a positive number. */
function maxWaitSeconds(maxWait: unknown): number {
  const seconds = Number(maxWait === '' || maxWait === undefined ? MAX_CALL_SECONDS : maxWait);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MAX_CALL_SECONDS) : MAX_CALL_SECONDS;
}
