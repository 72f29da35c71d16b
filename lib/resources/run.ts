import type { Account } from '../account/account';
import { isTwilioHost } from '../account/download';
import { TwilioError } from '../errors/twilio-error';
import type { Resource } from '../account/resource';
import { isObject } from '../validation/objects';
import type { Operation } from './catalogue';
import { requestOf, type ReadyRequest } from './request';

/** The most resources that a list gives unless more are asked for. */
export const DEFAULT_LIMIT = 50;

/** The most resources of one page. https://www.twilio.com/docs/usage/twilios-response#pagination */
const MAX_PAGE_SIZE = 1000;

/** The waits for a file that Twilio still prepares, in milliseconds: a wrong SID is to be told soon. */
const FILE_WAITS = [1000, 2000];

/** The most bytes of a file that is fetched. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** What an operation gave. */
export type Given =
  | { gives: 'resource'; resource: Resource }
  | { gives: 'list'; resources: Resource[] }
  | { gives: 'file'; bytes: Buffer; contentType: string }
  | { gives: 'nothing'; resource: Resource };

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Twilio's RFC 2822 times as ISO 8601, as the SDK gives them; everything else as it is. */
function value(name: string, given: unknown): unknown {
  if (typeof given !== 'string' || !/^(?:date|start|end)_|_(?:time|date)$|^(?:start|end)_?date$/.test(name))
    return given;
  if (!/^[A-Z][a-z]{2}, \d{2} /.test(given)) return given;
  const date = new Date(given);
  return Number.isNaN(date.getTime()) ? given : date.toISOString();
}

/** A resource with its members in camelCase, as the SDK names them. */
export function asResource(body: unknown): Resource {
  if (!isObject(body)) return {};
  return Object.fromEntries(Object.entries(body).map(([name, item]) => [camel(name), value(name, item)]));
}

/** A refusal of Twilio's, as the SDK would have thrown it. */
function refused(status: number, body: unknown): Error {
  const said = isObject(body) ? body : {};
  const message = typeof said['message'] === 'string' ? said['message'] : `HTTP ${status}`;
  return Object.assign(new Error(message), { status, code: said['code'], moreInfo: said['more_info'] });
}

/** A form as it is sent. The SDK names its kind for POST and PUT only, and sends nothing without one. */
export const formOf = (data: Record<string, string>) => ({
  data,
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
});

/** Sends one request. @throws {TwilioError} */
async function ask(account: Account, { method, url, parameters }: ReadyRequest, json?: unknown): Promise<unknown> {
  return account.request('REQUEST_FAILED', async (client) => {
    const hasBody = method !== 'get' && method !== 'delete';
    const response = await client.request({
      method,
      uri: url,
      ...(hasBody ? {} : { params: parameters }),
      ...(hasBody && json === undefined ? formOf(parameters) : {}),
      ...(json === undefined ? {} : { data: json as object, headers: { 'Content-Type': 'application/json' } }),
    });
    const body = withoutSecrets(parsed(response.body), (text) => account.withoutOwnSecrets(text));
    if (response.statusCode >= 300) throw refused(response.statusCode, body);
    return body;
  });
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

/** Members of Twilio's answers that are secrets: the account's own tokens, and those of a key just made. */
const SECRETS = new Set([
  'auth_token',
  'secondary_auth_token',
  'access_token',
  'refresh_token',
  'secret',
  'client_secret',
  'password',
  'credential',
]);

/** An answer whose secrets are covered: a message of a flow goes to debug panes, logs and other machines. */
function withoutSecrets(body: unknown, redact: (text: string) => string): unknown {
  if (typeof body === 'string') return redact(body);
  if (Array.isArray(body)) return body.map((item) => withoutSecrets(item, redact));
  if (!isObject(body) || body instanceof Uint8Array) return body;
  const covered = Object.entries(body).map(([name, item]) => {
    const isSecret = SECRETS.has(name) && typeof item === 'string';
    return [name, isSecret ? '***' : withoutSecrets(item, redact)] as const;
  });
  return Object.fromEntries(covered);
}

/** The address of the page after this one; Twilio's older API gives a path, the newer ones an address. */
function nextPage(page: Record<string, unknown>, url: string): string | undefined {
  const { next_page_uri: path, meta } = page;
  const said: unknown = path ?? (isObject(meta) ? meta['next_page_url'] : undefined);
  if (typeof said !== 'string' || said === '' || !URL.canParse(said, url)) return undefined;
  const next = new URL(said, url);
  // The credentials go along, so it has to be Twilio's, whatever an answer says.
  return isTwilioHost(next) ? next.href : undefined;
}

/** So many empty pages on end, and nothing more is to come. */
const MAX_EMPTY_PAGES = 20;

/** All resources of a list up to a limit, page by page. */
async function askForAll(account: Account, request: ReadyRequest, key: string, limit: number): Promise<Resource[]> {
  const found: Resource[] = [];
  const pageSize = String(Math.min(limit, MAX_PAGE_SIZE));
  let next: ReadyRequest | undefined = { ...request, parameters: { PageSize: pageSize, ...request.parameters } };
  // A list that leads back to a page of its own, or on and on without anything in it, ends here.
  const seen = new Set<string>();
  let empty = 0;
  while (next !== undefined && empty < MAX_EMPTY_PAGES) {
    const page = await ask(account, next);
    if (!isObject(page)) break;
    const items: unknown = page[key];
    if (Array.isArray(items)) found.push(...items.map(asResource));
    empty = Array.isArray(items) && items.length > 0 ? 0 : empty + 1;
    const url = nextPage(page, next.url);
    const isKnown = url !== undefined && seen.has(url);
    if (url !== undefined) seen.add(url);
    next = url === undefined || isKnown || found.length >= limit ? undefined : { method: 'get', url, parameters: {} };
  }
  return found.slice(0, limit);
}

/** A limit as a whole number of at least 1, as Twilio takes no other page size. */
const wholeLimit = (limit: number): number => (Number.isNaN(limit) ? DEFAULT_LIMIT : Math.max(1, Math.floor(limit)));

const notConfirmed = (): TwilioError =>
  new TwilioError('NOT_CONFIRMED', 'This costs money or cannot be undone, and nobody has confirmed it', {
    hint: 'Tick "confirmed" in the node, or set msg.confirm to true.',
  });

/** How an operation is to be done. */
export interface RunOptions {
  /** The most resources of a list. */
  limit?: number;
  /** Whether a person allowed what costs money or cannot be undone. */
  confirmed?: boolean;
}

/**
 * Does an operation of the catalogue.
 * @throws {TwilioError} `NOT_CONFIRMED` for what costs money or cannot be undone; whatever Twilio refuses
 */
export async function runOperation(
  account: Account,
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
  { limit = DEFAULT_LIMIT, confirmed = false }: RunOptions = {},
): Promise<Given> {
  const request = requestOf(operation, parameters, account.accountSid);
  if (operation.confirm === true && !confirmed) throw notConfirmed();
  switch (operation.result) {
    case 'list':
      return { gives: 'list', resources: await askForAll(account, request, operation.key ?? '', wholeLimit(limit)) };
    case 'file': {
      const url = new URL(request.url);
      for (const [name, item] of Object.entries(request.parameters)) url.searchParams.set(name, item);
      account.assertReady();
      return { gives: 'file', ...(await account.download(url.href, MAX_FILE_BYTES, { waits: FILE_WAITS })) };
    }
    case 'nothing':
      await ask(account, request);
      return { gives: 'nothing', resource: { sid: parameters['sid'], deleted: true } };
    default:
      return { gives: 'resource', resource: asResource(await ask(account, request)) };
  }
}

/** A free request: to any of Twilio's hosts. */
export interface OwnRequest {
  method: unknown;
  /** An address of Twilio's, or a path of `api.twilio.com`. `{AccountSid}` is the account's own. */
  path: unknown;
  parameters?: unknown;
  /** Sends the parameters as JSON instead of a form, where the method has a body. */
  json?: boolean;
  /** Whether a person allowed what costs money or cannot be undone. */
  confirmed?: boolean;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Buying and releasing a number, which a person has to confirm by whatever way it is asked for. */
function isCostly(method: string, { pathname }: URL): boolean {
  const path = decoded(pathname).replace(/\/{2,}/g, '/');
  if (!/\/IncomingPhoneNumbers/i.test(path)) return false;
  if (method === 'delete') return /\/IncomingPhoneNumbers\/[^/]+\/?$/i.test(path);
  // To change a number costs nothing, and names it.
  return method === 'post' && !/\/IncomingPhoneNumbers\/PN[0-9a-f]{32}/i.test(path);
}

/**
 * Sends a request of one's own. The answer is given as Twilio wrote it, with its secrets covered.
 * @throws {TwilioError} `INVALID_PARAMETER` when it would go to anyone but Twilio; `NOT_CONFIRMED` for buying or releasing a
 * number
 */
export async function runRequest(account: Account, free: OwnRequest): Promise<unknown> {
  const method = METHODS.find((known) => known === String(free.method).toLowerCase());
  if (method === undefined) {
    throw new TwilioError('INVALID_PARAMETER', `"${String(free.method)}" is no method`, {
      hint: 'Use GET, POST, PUT, PATCH or DELETE.',
    });
  }
  const path = String(free.path ?? '')
    .trim()
    .replaceAll('{AccountSid}', account.accountSid);
  const address = /^https?:\/\//i.test(path)
    ? path
    : `https://${path.startsWith('/') ? `api.twilio.com${path}` : path}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !isTwilioHost(url)) {
    throw new TwilioError('INVALID_PARAMETER', `"${path}" is no address of Twilio's`, {
      hint: 'Give a path such as /2010-04-01/Accounts/{AccountSid}/Queues.json, or an https address at twilio.com.',
    });
  }
  if (isCostly(method, url) && free.confirmed !== true) throw notConfirmed();
  const given = free.parameters ?? {};
  if (!isObject(given)) {
    throw new TwilioError('INVALID_PARAMETER', 'The parameters are no object', {
      hint: 'Give them by name, as Twilio documents them.',
    });
  }
  const parameters = given as Record<string, string>;
  assertWritable(given);
  return ask(
    account,
    { method, url: url.href, parameters },
    free.json === true && method !== 'get' && method !== 'delete' ? given : undefined,
  );
}

/** A path as Twilio reads it; as it is where it cannot be read. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** @throws {TwilioError} `INVALID_PARAMETER` for what no request can hold */
function assertWritable(parameters: object): void {
  try {
    JSON.stringify(parameters);
  } catch {
    throw new TwilioError('INVALID_PARAMETER', 'The parameters cannot be written as JSON', {
      hint: 'Something in them is no plain value, or holds itself: make an object of texts and numbers.',
    });
  }
}
