import { ApiError, notFound } from '../core/api-error';
import type { SimulatorContext } from '../model/context';
import { readParams } from '../protocol/rest-params';
import type { RestRequest, RestResponse, Transport } from '../model/options';
import type { RestCall, RouteResult } from '../model/rest';

/** An operation of the API. `handle` throws an ApiError for an error response. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** The product in the host name: `api` for api.twilio.com. */
  product: string;
  /** Such as `/2010-04-01/Accounts/{AccountSid}/Messages.json`. */
  path: string;
  /** True for files, which need no credentials. Wrong credentials are an error anyway. */
  open?: boolean;
  handle(call: RestCall): RouteResult;
}

/**
 * The REST API: finds the route, checks the credentials and creates error responses. The faults `rateLimit`, `fail` and
 * `drop` apply here.
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
    // Resources of other accounts.
    if (path['AccountSid'] !== undefined && path['AccountSid'] !== context.accountSid) throw notFound(pathname);
    const result = match.route.handle({
      context,
      path,
      pathname,
      query: readParams(url.search, request.params),
      form: readParams(request.data),
    });
    context.audit.record(method, pathname, sidOf(result.body));
    return result;
  }

  return async (request) => {
    // As over a network, the response comes after the caller has continued.
    await Promise.resolve();
    const line = context.log.open('rest', request.method, request.uri);
    let response: RestResponse;
    try {
      response = toResponse(() => dispatch(request));
    } catch (error) {
      line.end(null, `the simulator failed: ${error instanceof Error ? error.message : 'unknown error'}`);
      throw error;
    }
    const error = response.body instanceof ApiError ? response.body : undefined;
    if (context.faults.consume('drop')) {
      line.end(null, `ECONNRESET: the response (${String(response.statusCode)}) was lost`);
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    }
    line.end(response.statusCode, error && `${String(error.code)}: ${error.message}`);
    return error === undefined ? response : { ...response, body: error.body() };
  };
}

/** The `sid` of a response body, or ''. */
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

/** `api` for api.twilio.com and api.dublin.ie1.twilio.com. Empty for other hosts. */
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
