import { pageNumber, pageSize } from './paging';
import type { RestCall } from '../model/rest';

/**
 * One page of a list in the newer APIs: `meta` has the absolute URLs of the other pages.
 * https://www.twilio.com/docs/usage/twilios-response#pagination
 *
 * @param product the product in the host name, such as `verify`
 * @param key the name of the list in the response
 * @param items the whole list
 * @throws ApiError 20001 for an invalid `Page` or `PageSize`
 */
export function metaPage<T>(
  call: RestCall,
  product: string,
  key: string,
  items: readonly T[],
  serialize: (item: T) => unknown,
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
    [key]: items.slice(start, start + size).map(serialize),
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

/** The time format of these APIs: ISO 8601 in whole seconds. */
export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
