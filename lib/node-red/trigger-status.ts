import type { AccountNode } from './account-node';
import { translate, type Node, type NodeStatus, type Red } from './red';
import { statusDot, statuses } from './status';

/** The shortest time between two statuses of a trigger, in milliseconds. They show the time to the second. */
const STATUS_INTERVAL_MS = 1000;

/** The status of a trigger. */
export interface TriggerStatus {
  show(status: NodeStatus): void;
  /** Shows whether Twilio can reach the trigger, as far as the settings of its account show it. */
  showReadiness(accountNode: AccountNode): void;
  /**
   * Shows the last event. While the account has no public URL, the status stays yellow and says so.
   * @param key of the catalogue, with the placeholders `who` and `at`
   */
  showLast(look: (text: string) => NodeStatus, key: string, who: string): void;
}

/** The accounts that were warned about a missing public URL. */
const warnedAccounts = new WeakSet<AccountNode>();

/** The status of a trigger. It is removed when the node is closed. */
export function createTriggerStatus(red: Red, node: Node): TriggerStatus {
  const status = statusDot(node, STATUS_INTERVAL_MS);
  let hasNoUrl = false;
  node.on('close', () => {
    status.clear();
  });
  return {
    show(next) {
      status.show(next);
    },
    showReadiness(accountNode) {
      hasNoUrl = accountNode.publicUrl === undefined && accountNode.simulator === undefined;
      status.show(readiness(red, accountNode));
    },
    // Formatted when it is shown. It holds the party and not the event, so that a waiting status keeps no event in memory.
    showLast(look, key, who) {
      const at = new Date();
      status.show(() => {
        const text = translate(red, key, { who, at: clockTime(at) });
        return hasNoUrl ? statuses.warning(translate(red, 'status.noPublicUrl', { text })) : look(text);
      });
    },
  };
}

/** "Listening" only when Twilio can reach this Node-RED. */
function readiness(red: Red, accountNode: AccountNode): NodeStatus {
  const { account, publicUrl, simulator } = accountNode;
  const isChecked = account.settings.validateSignatures;
  if (isChecked && account.signingTokens.length === 0) return statuses.warning(translate(red, 'problem.noToken'));
  if (publicUrl !== undefined || simulator !== undefined) return statuses.ready(translate(red, 'status.listening'));
  if (isChecked && !warnedAccounts.has(accountNode)) {
    warnedAccounts.add(accountNode);
    accountNode.warn(translate(red, 'problem.guessedUrl'));
  }
  return statuses.warning(translate(red, 'problem.noPublicUrl'));
}

/** The time of day, for a status. */
export function clockTime(now: Date): string {
  return now.toTimeString().slice(0, 8);
}
