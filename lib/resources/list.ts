import type { Account } from '../account/account';
import { isTwilioHost } from '../validation/twilio-url';
import type { Resource } from '../account/resource';
import { isObject } from '../validation/objects';
import type { ReadyRequest } from './request';
import { asResource } from './response';
import { sendRequest } from './send-request';
import { isUrl } from '../validation/is-url';

/** https://www.twilio.com/docs/usage/twilios-response#pagination */
const MAX_PAGE_SIZE = 1000;

/** After this many empty pages in a row, a list counts as complete. */
const MAX_EMPTY_PAGES = 20;

/** The URL of the next page. The older API has a path, and the newer ones have a URL. */
function nextPageUrl(page: Record<string, unknown>, url: string): string | undefined {
  const { next_page_uri: path, meta } = page;
  const found: unknown = path ?? (isObject(meta) ? meta['next_page_url'] : undefined);
  if (typeof found !== 'string' || found === '' || !isUrl(found, url)) return undefined;
  const next = new URL(found, url);
  // The request has the credentials of the account, so no other host may get it.
  return isTwilioHost(next) ? next.href : undefined;
}

/**
 * Fetches the resources of a list, page by page.
 * @param key the property of a page that has the resources
 * @param limit the most resources
 * @throws {TwilioError} the error that Twilio returns
 */
export async function fetchList(
  account: Account,
  request: ReadyRequest,
  key: string,
  limit: number,
): Promise<Resource[]> {
  const found: Resource[] = [];
  const { accepts = () => true } = request;
  // When resources are filtered here, a page may add few, so the pages are large.
  const pageSize = String(request.accepts === undefined ? Math.min(limit, MAX_PAGE_SIZE) : MAX_PAGE_SIZE);
  let next: ReadyRequest | undefined = { ...request, parameters: { PageSize: pageSize, ...request.parameters } };
  // A list whose pages repeat, or are empty without end, must end too.
  const seen = new Set<string>();
  let emptyPages = 0;
  while (next !== undefined && emptyPages < MAX_EMPTY_PAGES) {
    const page = await sendRequest(account, next);
    if (!isObject(page)) break;
    const items: unknown = page[key];
    if (Array.isArray(items)) found.push(...items.map(asResource).filter((resource) => accepts(resource)));
    emptyPages = Array.isArray(items) && items.length > 0 ? 0 : emptyPages + 1;
    const url = nextPageUrl(page, next.url);
    const isKnown = url !== undefined && seen.has(url);
    if (url !== undefined) seen.add(url);
    next = url === undefined || isKnown || found.length >= limit ? undefined : { method: 'get', url, parameters: {} };
  }
  return found.slice(0, limit);
}
