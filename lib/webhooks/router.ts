import type { IncomingMessage, ServerResponse } from 'node:http';
import { isKind, type Kind } from '../events/kinds';
import { DeploymentGate } from './deployment-gate';
import { BodyError, fromParsed, interpret, parseSize, readRaw, type Body, type ParsedRequest } from './body';
import { Endpoint, type EndpointOptions } from './endpoint';
import { PendingResponses, respond } from './pending-responses';
import { canBypassMiddleware, mountPath, prepend, type App, type Middleware, type Next } from './express';

export type { App, Middleware, Next } from './express';

/** Settings of Node-RED that concern the way in. */
export interface RouterOptions {
  /** Node-RED's `apiMaxLength`, such as `5mb`. */
  maxBodySize?: string | number | undefined;
  /** Node-RED's `httpNodeMiddleware`, called ahead of every webhook. */
  middleware?: Middleware | Middleware[] | undefined;
  /**
   * Whether a setting of Node-RED's has a say about every request on its way to the HTTP nodes. If none has, nor anything
   * in the Express apps, a webhook is taken where it arrives instead of being handed through the editor's app.
   */
  hasHttpGuards?: boolean;
  /** How long a body may take, in milliseconds. */
  bodyTimeoutMs?: number;
  /** How long a request waits for flows that are being deployed, in milliseconds. */
  deploymentTimeoutMs?: number;
  /** Hears of what should not happen. */
  log?: (message: string) => void;
}

/** Another account node already has this path. */
export class PathTakenError extends Error {
  override readonly name = 'PathTakenError';
  constructor(
    readonly path: string,
    readonly owner: string,
  ) {
    super(`The path ${path} belongs to another account node`);
  }
}

/** How long the answers of an account that is being redeployed are kept for its successor, in milliseconds. */
const SUCCESSOR_TIMEOUT_MS = 60_000;

const DEPLOYMENT_TIMEOUT_MS = 10_000;

/** The shortest time between two lines in the log, in milliseconds. */
const LOG_INTERVAL_MS = 1000;

type Request = ParsedRequest & { originalUrl?: string };

function pathOf(url = '/'): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** The account's path and the kind of event that a webhook's path names: `/twilio/message` → `/twilio`, `message`. */
function split(path: string): { base: string; kind: string } {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  const slash = path.lastIndexOf('/', end - 1);
  return { base: path.slice(0, slash), kind: path.slice(slash + 1, end) };
}

/** An account's path as it is compared: one slash ahead, none behind; empty for the root itself. */
export function normalizePath(path: string): string {
  const bare = encoded(path.trim()).replace(/^\/+|\/+$/g, '');
  return bare === '' ? '' : `/${bare}`;
}

/** A path as a request names it: spaces and letters beyond ASCII percent-encoded, once. */
function encoded(path: string): string {
  try {
    return encodeURI(decodeURI(path));
  } catch {
    return encodeURI(path);
  }
}

/**
 * The one way in for all accounts: mounted once on Node-RED's HTTP app, never removed, and looked up in a map. (A route
 * of Express's own would be deleted by any core `http in` node of the same path.)
 */
export class Router {
  private readonly endpoints = new Map<string, { owner: string; endpoint: Endpoint }>();
  private readonly parked = new Map<string, { pendingResponses: PendingResponses; timer: NodeJS.Timeout }>();
  private readonly limit: number;
  private readonly middleware: Middleware[];
  /** The requests that wait for a deployment. */
  private readonly flows = new DeploymentGate();
  private logged = -Infinity;

  constructor(private readonly options: RouterOptions = {}) {
    this.limit = parseSize(options.maxBodySize);
    this.middleware = options.middleware === undefined ? [] : [options.middleware].flat();
  }

  /**
   * Mounts the router on Node-RED's HTTP app. To be called once for an app.
   *
   * Node-RED's admin app stands ahead of the HTTP nodes and parses every body, which loses the bytes that a `bodySHA256`
   * vouches for and nests names such as `A[x]`. So the bodies of our paths are kept ahead of it. Where an app has no
   * stack to stand in, the parsed body has to do.
   */
  attach(app: App): void {
    const handle: Middleware = (request, response, next) => {
      this.handle(request, response, next);
    };
    const capture: Middleware = (request, response, next) => {
      this.capture(app, request, response, next, (path) => canBypassMiddleware(app, path, capture, handle));
    };
    app.use(handle);
    prepend(app, capture);
  }

  /**
   * Opens an account's way in.
   * @param owner the account node's id; its successor after a redeploy takes over what is still open
   * @throws {PathTakenError} when another account has the path
   */
  mount(owner: string, options: EndpointOptions): Endpoint {
    const path = normalizePath(options.path);
    const taken = this.endpoints.get(path);
    if (taken !== undefined && taken.owner !== owner) throw new PathTakenError(path || '/', taken.owner);
    const parked = this.parked.get(`${owner} ${path}`);
    if (parked !== undefined) {
      clearTimeout(parked.timer);
      this.parked.delete(`${owner} ${path}`);
    }
    const endpoint = new Endpoint({ ...options, path }, parked?.pendingResponses ?? new PendingResponses());
    this.endpoints.set(path, { owner, endpoint });
    return endpoint;
  }

  /** Closes an account's way in; what is open stays so for a successor, unless the account was removed. */
  unmount(endpoint: Endpoint, removed: boolean): void {
    const { path } = endpoint.options;
    const found = this.endpoints.get(path);
    if (found?.endpoint !== endpoint) return;
    this.endpoints.delete(path);
    const { pendingResponses } = endpoint;
    if (removed) {
      pendingResponses.close();
      return;
    }
    const key = `${found.owner} ${path}`;
    const timer = setTimeout(() => {
      this.parked.delete(key);
      pendingResponses.close();
    }, SUCCESSOR_TIMEOUT_MS);
    timer.unref();
    this.parked.set(key, { pendingResponses, timer });
  }

  /** From now on requests of Twilio wait: the flows are being deployed. */
  hold(): void {
    this.flows.pause();
  }

  /** The flows are there again. */
  release(): void {
    this.flows.release();
  }

  /** Does something now or, while flows are being deployed, once they are there again. */
  afterRelease(work: () => void): void {
    this.flows.after(work);
  }

  /** Ends every wait and every open answer. */
  close(): void {
    this.release();
    for (const { endpoint } of this.endpoints.values()) endpoint.pendingResponses.close();
    for (const { pendingResponses, timer } of this.parked.values()) {
      clearTimeout(timer);
      pendingResponses.close();
    }
    this.endpoints.clear();
    this.parked.clear();
  }

  /**
   * The Express middleware: takes the requests of our paths, leaves every other one alone.
   * @param raw the body, where it has been read
   */
  handle(request: Request, response: ServerResponse, next: Next, raw?: Buffer): void {
    if (!this.flows.isPaused || !mayBeTwilio(request)) {
      this.route(request, response, next, raw);
      return;
    }
    this.flows.within(
      this.options.deploymentTimeoutMs ?? DEPLOYMENT_TIMEOUT_MS,
      () => {
        this.route(request, response, next, raw);
      },
      () => {
        respond(response, 503, 'text/plain', 'The flows are being deployed.\n');
      },
    );
  }

  private route(request: Request, response: ServerResponse, next: Next, raw: Buffer | undefined): void {
    const { base, kind } = split(pathOf(request.url));
    const endpoint = this.endpoints.get(base)?.endpoint;
    if (endpoint === undefined) {
      next();
      return;
    }
    if (!isKind(kind) || !endpoint.hasSubscribers(kind)) {
      const why = isKind(kind) ? `No deployed node of this account takes ${kind} events.` : 'No such webhook.';
      respond(response, 404, 'text/plain', `${why}\n`);
      return;
    }
    if (request.method !== 'POST' && request.method !== 'GET') {
      response.setHeader('Allow', 'GET, POST');
      respond(response, 405, 'text/plain', 'Use POST or GET.\n');
      return;
    }
    this.throughMiddleware(request, response, next, () => {
      this.take(endpoint, kind, request, response, raw);
    });
  }

  private throughMiddleware(request: Request, response: ServerResponse, next: Next, go: () => void): void {
    const step = (index: number): void => {
      const handler = this.middleware[index];
      if (handler === undefined) {
        go();
        return;
      }
      try {
        handler(request, response, (error?: unknown) => {
          if (error === undefined || error === null) step(index + 1);
          else next(error);
        });
      } catch (error) {
        next(error);
      }
    };
    step(0);
  }

  private take(endpoint: Endpoint, kind: Kind, request: Request, response: ServerResponse, raw?: Buffer): void {
    const receive = (read: () => Body) => {
      try {
        endpoint.receive({ request, response, kind, body: read() });
      } catch (error) {
        this.fail(response, error);
      }
    };
    if (raw !== undefined) receive(() => interpret(request, raw));
    else if (request._body === true || request.readableEnded) receive(() => fromParsed(request));
    else {
      readRaw(request, this.limit, this.options.bodyTimeoutMs).then(
        (raw) => {
          receive(() => interpret(request, raw));
        },
        (error: unknown) => {
          this.fail(response, error, request);
        },
      );
    }
  }

  private fail(response: ServerResponse, error: unknown, request?: IncomingMessage): void {
    const status = error instanceof BodyError ? error.status : 500;
    const message = error instanceof Error ? error.message : String(error);
    this.log(`A webhook was answered with ${status}: ${message}`);
    if (request !== undefined && !response.headersSent) {
      // The rest of the body is let run out unread, and the connection ends with this answer.
      response.setHeader('Connection', 'close');
      request.resume();
      if (status === 408) response.once('finish', () => request.destroy());
    }
    respond(response, status, 'text/plain', status === 500 ? 'Internal error.\n' : `${message}.\n`);
  }

  /** Says what should not happen, but not so often that it fills a disk. */
  private log(message: string): void {
    const now = Date.now();
    if (now - this.logged < LOG_INTERVAL_MS) return;
    this.logged = now;
    this.options.log?.(message);
  }

  private capture(
    app: App,
    request: Request,
    response: ServerResponse,
    next: Next,
    isFree: (path: string) => boolean,
  ): void {
    const root = mountPath(app);
    const path = pathOf(request.url);
    const ours = request.method === 'POST' && request._body !== true && path.startsWith(`${root}/`);
    const { base, kind } = split(path.slice(root.length));
    const expected = this.endpoints.has(base) || (this.flows.isPaused && mayBeTwilio(request));
    if (!ours || !expected || !isKind(kind)) {
      next();
      return;
    }
    const free = this.options.hasHttpGuards === false && this.middleware.length === 0 && isFree(path);
    if (free && !this.flows.isPaused && this.endpoints.get(base)?.endpoint.rejectsUnread(request) === true) {
      // Whatever its body is: it need not be read to be turned away.
      response.setHeader('Connection', 'close');
      request.resume();
      this.takeHere(root, request, response, next, Buffer.alloc(0));
      return;
    }
    const take = (raw: Buffer): void => {
      const pass: Next = (error) => {
        // So that no other parser looks for it, and ours finds the bytes.
        Object.assign(request, { _body: true, body: interpret(request, raw).params, rawBody: raw });
        next(error);
      };
      if (free) this.takeHere(root, request, response, pass, raw);
      else pass();
    };
    readRaw(request, this.limit, this.options.bodyTimeoutMs).then(take, (error: unknown) => {
      this.fail(response, error, request);
    });
  }

  /** Takes a request at the root, with its address as the HTTP nodes' app would see it. */
  private takeHere(root: string, request: Request, response: ServerResponse, pass: Next, raw: Buffer): void {
    const { url = '/' } = request;
    request.originalUrl ??= url;
    request.url = url.slice(root.length);
    this.handle(
      request,
      response,
      (error) => {
        request.url = url;
        pass(error);
      },
      raw,
    );
  }
}

/** Twilio signs every request; nothing else has to wait for a deployment. */
function mayBeTwilio(request: IncomingMessage): boolean {
  return request.headers['x-twilio-signature'] !== undefined;
}
