import { addressFilter } from './address-filter';
import type { Predicate } from './filter-field';

/** Which events a subscriber wants. */
export interface Filter<E> {
  accepts: Predicate<E>;
  /** The only addresses that an accepted event can have in this field. Subscribers are looked up by them. */
  index?: { field: 'from' | 'to'; addresses: readonly string[] };
  /** The SID of a call whose addresses decide about an accepted event, and have to be looked up. */
  callToLookUp?(event: E): string | undefined;
}

/** The address filters of a node, as Node-RED stores them. */
export interface AddressFields {
  filterFrom?: string;
  filterTo?: string;
}

/** Conditions on an event. An absent one accepts everything. */
export type Conditions<E> = (Predicate<E> | undefined)[];

/** Accepts what all conditions accept. An absent condition accepts everything. */
export function all<E>(conditions: Conditions<E>): Predicate<E> {
  const wanted = conditions.filter((condition) => condition !== undefined);
  return (event) => wanted.every((condition) => condition(event));
}

/** A condition on one property of an event. */
export function on<E, V>(predicate: Predicate<V> | undefined, property: (event: E) => V): Predicate<E> | undefined {
  return predicate && ((event) => predicate(property(event)));
}

/** Combines the address filters with other conditions. Has an index when the addresses have no wildcards. */
export function withAddresses<E extends { from?: string; to?: string }>(
  fields: AddressFields,
  more: Conditions<E>,
): Filter<E> {
  const from = addressFilter('filterFrom', fields.filterFrom);
  const to = addressFilter('filterTo', fields.filterTo);
  const accepts = all<E>([
    on(to?.accepts, (event) => event.to ?? ''),
    on(from?.accepts, (event) => event.from ?? ''),
    ...more,
  ]);
  if (to?.exact) return { accepts, index: { field: 'to', addresses: to.exact } };
  if (from?.exact) return { accepts, index: { field: 'from', addresses: from.exact } };
  return { accepts };
}
