import { on, withAddresses, type AddressFields, type Filter } from './event-filter';
import { errorFilter, mediaFilter, profileFilter, statusFilter, type MediaMatch } from './field-filters';
import type { MessageEvent } from './message';
import type { MessageStatusEvent } from './message-status';
import { messageStatusOrder } from './status-order';
import { textFilter, type TextMatch } from './text-filter';

/** The filter fields of a message trigger, as Node-RED stores them. */
export interface MessageFilterFields extends AddressFields {
  filterBody?: string;
  filterBodyMatch?: TextMatch;
  filterMedia?: MediaMatch;
  filterProfile?: string;
}

/**
 * The filter of a message trigger.
 * @throws {FilterError} for the first field that is not valid
 */
export function messageFilter(fields: MessageFilterFields): Filter<MessageEvent> {
  return withAddresses<MessageEvent>(fields, [
    mediaFilter('filterMedia', fields.filterMedia || 'any'),
    on(profileFilter('filterProfile', fields.filterProfile), (event) => event.profileName),
    on(textFilter('filterBody', fields.filterBody, fields.filterBodyMatch || 'contains'), (event) => event.body),
  ]);
}

/** The filter fields of a message status trigger. */
export interface MessageStatusFilterFields extends AddressFields {
  filterStatus?: string[];
  filterError?: string;
  /** Whether to filter out a status that comes after a later one of the same message. */
  inOrder?: boolean;
}

/**
 * The filter of a message status trigger.
 * @throws {FilterError} for the first field that is not valid
 */
export function messageStatusFilter(fields: MessageStatusFilterFields): Filter<MessageStatusEvent> {
  const order = fields.inOrder === true ? messageStatusOrder() : undefined;
  return withAddresses<MessageStatusEvent>(fields, [
    // First, because the order must see every status, also those that another condition filters out.
    order && ((event) => order(event.messageSid, event.status)),
    on(statusFilter('filterStatus', fields.filterStatus), (event) => event.status),
    on(errorFilter('filterError', fields.filterError), (event) => event.errorCode),
  ]);
}
