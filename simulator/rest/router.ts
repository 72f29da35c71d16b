import { ApiError, notFound } from '../core/api-error';
import type { SimulatorContext } from '../model/context';
import { readParams } from '../protocol/rest-params';
import type { RestRequest, RestResponse, Transport } from '../model/options';
import type { RestCall, RouteResult } from '../model/rest';

/** One operation of the API. It throws an ApiError to refuse. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** The product in the host name: `api` for api.twilio.com. */
  product: string;
  /** Such as `/2010-04-01/Accounts/{AccountSid}/Messages.json`. */
  path: string;
  /** Files are given out without credentials too; wrong ones are refused all the same. */
  open?: boolean;
  handle(call: RestCall): RouteResult;
}

/**
 * The REST side of Twilio: finds the operation, checks the credentials, and words errors as the API does. The faults
 * `rateLimit`, `fail` and `drop` strike here.
 */
export function createRest(context: SimulatorContext, routes: readonly Route[]): Transport {
  const compiled = routes.map((route) => ({ route, pattern: pathPattern(route.path) }));

  function dispatch(request: RestRequest): RouteResult {
    if (context.faults.consume('rateLimit')) {
      throw new ApiError(429, 20429, 'Too Many Requests', { 'Retry-After': '1' });
    }
    if (context.faults.consumeRequestFailure()) throw new ApiError(500, 20500, 'An internal server error has occurred');
    const url = new URL(request.uri);
    const pathname = decodedPath(url.pathname);
    const product = productOf(url.hostname);
    const method = request.method.toUpperCase();
    const matches = compiled.filter(({ route, pattern }) => route.product === product && pattern.test(pathname));
    const match = matches.find(({ route }) => route.method === method);
    const given = credentials(request);
    if (given !== undefined || match?.route.open !== true) authenticate(context, given);
    if (matches.length === 0) throw notFound(pathname);
    if (match === undefined) throw new ApiError(405, 20004, 'Method not allowed');
    const path = { ...match.pattern.exec(pathname)?.groups };
    // Another account's resources are as good as not there.
    if (path['AccountSid'] !== undefined && path['AccountSid'] !== context.accountSid) throw notFound(pathname);
    const answer = match.route.handle({
      context,
      path,
      pathname,
      query: readParams(url.search, request.params),
      form: readParams(request.data),
    });
    context.audit.record(method, pathname, sidOf(answer.body));
    return answer;
  }

  return async (request) => {
    // As over a network, nothing is answered before the caller has gone on.
    await Promise.resolve();
    const line = context.log.open('rest', request.method, request.uri);
    const answer = toResponse(() => dispatch(request));
    const refused = answer.body instanceof ApiError ? answer.body : undefined;
    if (context.faults.consume('drop')) {
      line.end(null, `ECONNRESET: the answer (${String(answer.statusCode)}) was lost`);
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    }
    line.end(answer.statusCode, refused && `${String(refused.code)}: ${refused.message}`);
    return refused === undefined ? answer : { ...answer, body: refused.body() };
  };
}

/** The SID of the resource that an answer tells of; '' when it tells of none. */
function sidOf(body: unknown): string {
  const sid: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'sid') : undefined;
  return typeof sid === 'string' ? sid : '';
}

function toResponse(run: () => RouteResult): RestResponse {
  try {
    const { status, body, headers } = run();
    return { statusCode: status, body: body ?? '', headers: { 'Content-Type': 'application/json', ...headers } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const headers = { 'Content-Type': 'application/json', ...error.headers };
    return { statusCode: error.status, body: error, headers };
  }
}

/** https://www.twilio.com/docs/api/errors/20003 */
function authenticate(context: SimulatorContext, given: { user: string; password: string } | undefined): void {
  if (given?.user !== context.accountSid || given.password !== context.authToken) {
    throw new ApiError(401, 20003, 'Authenticate', { 'WWW-Authenticate': 'Basic realm="Twilio API"' });
  }
}

function credentials(request: RestRequest): { user: string; password: string } | undefined {
  if (request.username !== undefined && request.password !== undefined) {
    return { user: request.username, password: request.password };
  }
  const header = Object.entries(request.headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? undefined : { user: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

/** `api` of api.twilio.com and of api.dublin.ie1.twilio.com; '' of anything else. */
function productOf(hostname: string): string {
  return /^([a-z-]+)(?:\.[a-z0-9-]+){0,2}\.twilio\.com$/.exec(hostname)?.[1] ?? '';
}

function pathPattern(path: string): RegExp {
  const source = path
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 1 ? `(?<${part}>[^/]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`);
}

function decodedPath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
