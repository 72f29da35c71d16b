import { pageNumber, pageSize } from './paging';
import type { RestCall } from '../model/rest';

/**
 * One page of a list, as the APIs after the one of 2010 page: the neighbours as whole addresses, under `meta`.
 * https://www.twilio.com/docs/usage/twilios-response#pagination
 *
 * @param product the product in the host name, such as `verify`
 * @param key the name that the list has in the answer
 * @param items all of it, in the order to be listed
 */
export function metaPage<T>(
  call: RestCall,
  product: string,
  key: string,
  items: readonly T[],
  shown: (item: T) => unknown,
): Record<string, unknown> {
  const size = pageSize(call);
  const page = pageNumber(call);
  const start = page * size;
  const url = (index: number): string => {
    const query = new URLSearchParams({ PageSize: String(size), Page: String(index) });
    if (index > 0) query.append('PageToken', `PA${String(index)}`);
    return `https://${product}.twilio.com${call.pathname}?${query.toString()}`;
  };
  return {
    [key]: items.slice(start, start + size).map(shown),
    meta: {
      page,
      page_size: size,
      first_page_url: url(0),
      previous_page_url: page > 0 ? url(page - 1) : null,
      url: url(page),
      next_page_url: start + size < items.length ? url(page + 1) : null,
      key,
    },
  };
}

/** A time as these APIs write it: ISO 8601 in whole seconds. */
export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
