import { randomUUID } from 'node:crypto';
import { runningAccounts, type AccountNode } from '../../lib/node-red/account-node';
import { deploymentOf } from '../../lib/node-red/deployment';
import { KeptMessages } from '../../lib/node-red/kept-messages';
import type { Node, NodeMessage, Red } from '../../lib/node-red/red';
import { callOf } from '../../lib/node-red/step-call';
import { isObject } from '../../lib/validation/objects';
import type { Fork } from './forks';

/** How long a call can last at Twilio, with a margin, in milliseconds. */
const LIFETIME_MS = (4 * 60 + 30) * 60 * 1000;

/** Distinguishes the streams of this process from those of an earlier one, whose sockets were lost with it. */
const PROCESS = randomUUID();

/** The listening streams of a node, in the stores of the accounts, so that they go on after a restart. */
export class KeptForks {
  private readonly kept: KeptMessages;
  /** The account of each call. */
  private readonly owners = new Map<string, AccountNode>();

  constructor(
    private readonly red: Red,
    node: Node,
  ) {
    this.kept = new KeptMessages(red, node, 'stream');
  }

  started(owner: AccountNode, callSid: string, { msg, frameMs }: Pick<Fork, 'msg' | 'frameMs'>): void {
    this.owners.set(callSid, owner);
    void this.kept.put(owner, callSid, { msg, state: { frameMs, process: PROCESS } }, LIFETIME_MS);
  }

  ended(callSid: string): void {
    const owner = this.owners.get(callSid);
    this.owners.delete(callSid);
    for (const account of owner === undefined ? runningAccounts() : [owner]) void this.kept.delete(account, callSid);
  }

  /** Gives the streams that were lost with an earlier process to a function, when the flows have started. */
  whenRestarted(use: (fork: Fork, owner: AccountNode) => void): void {
    deploymentOf(this.red).whenReleased(() => {
      for (const owner of runningAccounts()) void this.restore(owner, use);
    });
  }

  private async restore(owner: AccountNode, use: (fork: Fork, owner: AccountNode) => void): Promise<void> {
    for (const { id, msg, state } of await this.kept.list(owner)) {
      if (!isObject(state) || state['process'] === PROCESS) continue;
      const fork = forkOf(msg, state['frameMs']);
      if (fork === undefined) {
        void this.kept.delete(owner, id);
        continue;
      }
      this.started(owner, id, fork);
      use(fork, owner);
    }
  }
}

/** A stream from the store; `undefined` when it is not one. */
function forkOf(msg: NodeMessage, frameMs: unknown): Fork | undefined {
  if (typeof frameMs !== 'number') return undefined;
  try {
    return { call: callOf(msg), msg, frameMs };
  } catch {
    return undefined;
  }
}
