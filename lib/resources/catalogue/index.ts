import { account, auditEvents } from './account';
import { calls } from './calls';
import { messageMedia, messages } from './messages';
import { availableNumbers, incomingNumbers } from './phone-numbers';
import { queueMembers, queues } from './queues';
import { recordings, transcriptions } from './recordings';
import { contentTemplates, messagingServices, verifyServices } from './services';
import { streams } from './streams';
import type { Operation, Operations } from './types';
import { balance, usage } from './usage';

export type { Operation, Parameter } from './types';

/**
 * Every operation of the "rest api" node, by resource, in the order of the form. The form and the requests are both made
 * from this table, so they always agree.
 */
export const CATALOGUE = {
  messages,
  messageMedia,
  calls,
  recordings,
  transcriptions,
  streams,
  queues,
  queueMembers,
  incomingNumbers,
  availableNumbers,
  usage,
  balance,
  messagingServices,
  contentTemplates,
  verifyServices,
  auditEvents,
  account,
} as const satisfies Readonly<Record<string, Operations>>;

/** An operation by its names; `undefined` when there is none. */
export function operationOf(resource: string, operation: string): Operation | undefined {
  const operations: Operations | undefined = Object.hasOwn(CATALOGUE, resource)
    ? CATALOGUE[resource as keyof typeof CATALOGUE]
    : undefined;
  return operations !== undefined && Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}
