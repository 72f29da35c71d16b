import { badRequest } from '../core/api-error';
import type { RestCall } from '../model/rest';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/**
 * One page of a list in the 2010 API, with the relative URIs of the other pages.
 * https://www.twilio.com/docs/usage/twilios-response#pagination
 *
 * @param key the name of the list in the response
 * @param items the whole list
 * @throws ApiError 20001 for an invalid `Page` or `PageSize`
 */
export function pageOf<T>(
  call: RestCall,
  key: string,
  items: readonly T[],
  serialize: (item: T) => unknown,
): Record<string, unknown> {
  const size = pageSize(call);
  const page = pageNumber(call);
  const start = page * size;
  const slice = items.slice(start, start + size);
  const filters = call.query.pairs().filter(([name]) => !['Page', 'PageSize', 'PageToken'].includes(name));
  const uri = (index: number): string => {
    const query = new URLSearchParams([...filters, ['PageSize', String(size)], ['Page', String(index)]]);
    // The real API requires a token on every page but the first.
    if (index > 0) query.append('PageToken', `PA${String(index)}`);
    return `${call.pathname}?${query.toString()}`;
  };
  return {
    [key]: slice.map(serialize),
    first_page_uri: uri(0),
    next_page_uri: start + size < items.length ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    page,
    page_size: size,
    start,
    end: Math.max(start, start + slice.length - 1),
    uri: uri(page),
  };
}

/** The `PageSize` of the query, from 1 to 1000. @throws ApiError 20001 */
export function pageSize(call: RestCall): number {
  return Math.min(MAX_PAGE_SIZE, Math.max(1, integerParameter(call, 'PageSize', DEFAULT_PAGE_SIZE)));
}

/** The `Page` of the query, from 0. @throws ApiError 20001 */
export function pageNumber(call: RestCall): number {
  return integerParameter(call, 'Page', 0);
}

function integerParameter(call: RestCall, name: string, fallback: number): number {
  const text = call.query.get(name);
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(20001, `${name} is not a valid number: ${text}`);
  return Number(text);
}
