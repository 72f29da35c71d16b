import type { MessageEvent } from './message';
import { addressFilter, mediaFilter, textFilter, type MediaMatch, type Predicate, type TextMatch } from './filters';

/** The filter fields of a message trigger, as its node stores them. */
export interface MessageFilterFields {
  filterFrom?: string;
  filterTo?: string;
  filterBody?: string;
  filterBodyMatch?: TextMatch;
  filterMedia?: MediaMatch;
}

/** Which events a subscriber wants. */
export interface Filter<E> {
  accepts: Predicate<E>;
  /** Addresses that an accepted event has, in `from` or `to`: events of other addresses need not be shown to it. */
  index?: { field: 'from' | 'to'; addresses: readonly string[] };
}

/**
 * The filter that a message trigger's fields describe.
 * @throws {FilterError} naming the first field that is wrong
 */
export function messageFilter(fields: MessageFilterFields): Filter<MessageEvent> {
  const from = addressFilter('filterFrom', fields.filterFrom ?? '');
  const to = addressFilter('filterTo', fields.filterTo ?? '');
  const body = textFilter('filterBody', fields.filterBody ?? '', fields.filterBodyMatch ?? 'contains');
  const media = mediaFilter('filterMedia', fields.filterMedia ?? 'any');
  const accepts: Predicate<MessageEvent> = (event) =>
    (to === undefined || to.accepts(event.to)) &&
    (from === undefined || from.accepts(event.from)) &&
    (media === undefined || media(event)) &&
    (body === undefined || body(event.body));
  if (to?.exact) return { accepts, index: { field: 'to', addresses: to.exact } };
  if (from?.exact) return { accepts, index: { field: 'from', addresses: from.exact } };
  return { accepts };
}
