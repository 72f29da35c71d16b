import type { Finding } from '../finding';
import type { CheckContext } from '../subject';

/**
 * Statuses that Twilio never reports, and those that it reports only for messages of a Messaging Service.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
const NEVER = new Set(['accepted', 'scheduled', 'sending']);
const WITH_SERVICE = new Set(['queued', 'canceled']);

/** Finds nodes that listen only to statuses that never come with the senders of this account. */
export function checkStatuses({ account, statusListeners, usesService }: CheckContext): Promise<Finding | undefined> {
  const hasService = usesService || account.settings.messagingServiceSid !== '';
  const comes = (status: string): boolean => !NEVER.has(status) && (hasService || !WITH_SERVICE.has(status));
  const details = statusListeners.flatMap(({ name, statuses }) => {
    const never = statuses.filter((status) => !comes(status));
    return never.length === 0 ? [] : [`${name}: ${never.join(', ')}`];
  });
  if (statusListeners.length === 0) return Promise.resolve(undefined);
  if (details.length === 0) return Promise.resolve({ state: 'ok', text: 'ok' });
  return Promise.resolve({ state: 'warning', text: hasService ? 'never' : 'neverWithNumber', details });
}
