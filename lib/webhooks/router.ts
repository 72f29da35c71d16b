import type { IncomingMessage, ServerResponse } from 'node:http';
import { isKind, type Kind } from '../events/kinds';
import { BodyError, fromParsed, interpret, parseSize, readRaw, type Body, type ParsedRequest } from './body';
import { setDelivery } from './delivery';
import { DeploymentGate } from './deployment-gate';
import type { Endpoint, EndpointOptions } from './endpoint';
import { EndpointRegistry } from './endpoint-registry';
import type { Middleware, Next } from './express';
import { pathOf, splitWebhookPath } from './paths';
import { respond } from './respond';

/** Settings of Node-RED that affect incoming webhooks. */
export interface RouterOptions {
  /** The largest body of a webhook, such as `256kb`, which is the default. */
  maxBodySize?: string | number | undefined;
  /** Node-RED's `httpNodeMiddleware`: called before every webhook. */
  middleware?: Middleware | Middleware[] | undefined;
  /**
   * Whether Node-RED has a setting that may intercept requests to its HTTP nodes, such as `httpNodeAuth`. Webhooks are
   * taken at the top of Express only when this is `false`.
   */
  hasHttpGuards?: boolean;
  /** How long a body may take to arrive, in milliseconds. */
  bodyTimeoutMs?: number;
  /** Pauses webhooks while flows are being deployed. */
  deployment?: DeploymentGate;
  /** How long a webhook waits for a deployment, in milliseconds. */
  deploymentTimeoutMs?: number;
  /** Called with what should not happen, for the log. */
  log?: (message: string) => void;
}

/** The most bytes of bodies that are being read or wait for a deployment, as a number of bodies of the largest size. */
const MAX_BODIES_IN_FLIGHT = 64;

const DEPLOYMENT_TIMEOUT_MS = 10_000;

/** The shortest time between two lines in the log, in milliseconds. */
const LOG_INTERVAL_MS = 1000;

const tooMany = (): BodyError => new BodyError(503, 'Too many webhooks arrive at the same time');

/** A request in Express: an app that is mounted under a path shortens `url` and keeps the whole in `originalUrl`. */
export type Request = ParsedRequest & { originalUrl?: string };

/**
 * Routes the webhooks of all accounts. It is mounted once on Node-RED's HTTP app and never removed: a core `http in` node
 * deletes every Express route that has its own path when it closes, so accounts are looked up in a map instead.
 */
export class Router {
  /** Pauses webhooks while flows are being deployed. */
  readonly deployment: DeploymentGate;
  /** Whether nothing in Node-RED's settings may intercept a webhook. */
  readonly isUnguarded: boolean;
  /** How long a request waits for a deployment, in milliseconds. */
  readonly deploymentTimeoutMs: number;
  private readonly endpoints = new EndpointRegistry();
  private readonly maxBodyBytes: number;
  private readonly middleware: readonly Middleware[];
  /** The sizes of the bodies that are being read, as announced, and of those that wait for a deployment, in bytes. */
  private bytesInFlight = 0;
  private loggedAt = -Infinity;

  constructor(private readonly options: RouterOptions = {}) {
    this.deployment = options.deployment ?? new DeploymentGate();
    this.deploymentTimeoutMs = options.deploymentTimeoutMs ?? DEPLOYMENT_TIMEOUT_MS;
    this.maxBodyBytes = parseSize(options.maxBodySize);
    this.middleware = options.middleware === undefined ? [] : [options.middleware].flat();
    this.isUnguarded = options.hasHttpGuards === false && this.middleware.length === 0;
  }

  /**
   * Opens an account's endpoint.
   * @param owner the account node's id
   * @throws {PathTakenError} when another account node has the path
   */
  mount(owner: string, options: EndpointOptions): Endpoint {
    return this.endpoints.mount(owner, options);
  }

  /** Closes an account's endpoint. `removed`: the account node was deleted, and no successor follows. */
  unmount(endpoint: Endpoint, removed: boolean): void {
    this.endpoints.unmount(endpoint, removed);
  }

  /** The types of the nodes that take a kind of event, of all accounts but one. */
  typesElsewhere(owner: string, kind: Kind): string[] {
    return [...new Set(this.endpoints.others(owner).flatMap((endpoint) => endpoint.typesOf(kind)))];
  }

  /** The endpoint of an account's path; `undefined` when no account has it. */
  endpointAt(base: string): Endpoint | undefined {
    return this.endpoints.find(base);
  }

  /** Whether a request has to wait for a deployment. Twilio signs every request, so nothing else waits. */
  isWaiting(request: IncomingMessage): boolean {
    return this.deployment.isPaused && request.headers['x-twilio-signature'] !== undefined;
  }

  /** Answers in place of the flows that a deployment has stopped. Call it when flows have started again. */
  giveUpStopped(): void {
    this.endpoints.giveUpStopped();
  }

  /** Runs what waits for a deployment, and answers everything that is pending with empty TwiML. */
  close(): void {
    this.deployment.release();
    this.endpoints.close();
  }

  /**
   * The Express middleware. It answers requests to the accounts' paths and passes every other request on:
   *
   * - 200 with TwiML, 403 or 400: see {@link Endpoint.receive}
   * - 400, 408 or 413 when the body is cut off, takes too long, or is too long
   * - 404 when the account has no such webhook, or no deployed node takes its events
   * - 405 for another method than POST, or GET where the account allows it
   * - 500 when something fails here, with the reason in the log
   * - 503 when a deployment takes longer than 10 seconds, or at once when Node-RED does not start the flows
   * - whatever Node-RED's `httpNodeMiddleware` answers
   * @param raw the body, where it has been read already
   */
  handle(request: Request, response: ServerResponse, next: Next, raw?: Buffer): void {
    if (!this.isWaiting(request)) {
      this.route(request, response, next, raw);
      return;
    }
    const body = raw ?? request.rawBody;
    const bytes = Buffer.isBuffer(body) ? body.length : 0;
    if (!this.hasRoomFor(bytes)) {
      this.fail(response, tooMany());
      return;
    }
    this.bytesInFlight += bytes;
    this.deployment.whenReleasedWithin(
      this.deploymentTimeoutMs,
      () => {
        this.bytesInFlight -= bytes;
        this.route(request, response, next, raw);
      },
      () => {
        this.bytesInFlight -= bytes;
        respond(response, 503, 'text/plain', `${this.deployment.explainStop() ?? 'The flows are being deployed.'}\n`);
      },
    );
  }

  /**
   * Reads the whole body of a request.
   * @throws {BodyError} 400, 408 or 413; 503 when there are too many bodies for one more
   */
  async readBody(request: IncomingMessage): Promise<Buffer> {
    const announced = Number(request.headers['content-length'] ?? this.maxBodyBytes);
    // A body that announces too much is refused before it is read, and one that announces nothing may be the largest.
    const bytes = announced >= 0 && announced <= this.maxBodyBytes ? announced : this.maxBodyBytes;
    if (!this.hasRoomFor(bytes)) throw tooMany();
    this.bytesInFlight += bytes;
    try {
      return await readRaw(request, this.maxBodyBytes, this.options.bodyTimeoutMs);
    } finally {
      this.bytesInFlight -= bytes;
    }
  }

  private hasRoomFor(bytes: number): boolean {
    return this.bytesInFlight + bytes <= this.maxBodyBytes * MAX_BODIES_IN_FLIGHT;
  }

  /** Answers with an error's status, and logs it. `request`: its body has not been read to the end. */
  fail(response: ServerResponse, error: unknown, request?: IncomingMessage): void {
    const status = error instanceof BodyError ? error.status : 500;
    const message = error instanceof Error ? error.message : String(error);
    this.log(`A webhook was answered with ${status}: ${message}`);
    if (request !== undefined && !response.headersSent) {
      // The rest of the body is discarded, and the connection closes after this response.
      response.setHeader('Connection', 'close');
      request.resume();
      if (status === 408) response.once('finish', () => request.destroy());
    }
    respond(response, status, 'text/plain', status === 500 ? 'Internal error.\n' : `${message}.\n`);
  }

  private route(request: Request, response: ServerResponse, next: Next, raw: Buffer | undefined): void {
    const { base, name } = splitWebhookPath(pathOf(request.url));
    const endpoint = this.endpoints.find(base);
    if (endpoint === undefined) {
      next();
      return;
    }
    if (!isKind(name) || !endpoint.receives(name)) {
      if (isKind(name) && endpoint.options.explains !== undefined) {
        // The request is not checked yet, so this names no node.
        setDelivery(response, { takenBy: [], filteredOut: [], elsewhere: endpoint.options.explains(name) });
      }
      const reason = isKind(name) ? `No deployed node of this account takes ${name} events.` : 'No such webhook.';
      respond(response, 404, 'text/plain', `${reason}\n`);
      return;
    }
    if (!endpoint.allows(request.method)) {
      const canGet = endpoint.options.allowGet === true;
      response.setHeader('Allow', canGet ? 'GET, POST' : 'POST');
      const hint = canGet ? 'Use POST or GET' : 'Use POST. The account node can allow GET';
      respond(response, 405, 'text/plain', `${hint}.\n`);
      return;
    }
    this.callMiddleware(request, response, next, () => {
      this.receive(endpoint, name, request, response, raw);
    });
  }

  private callMiddleware(request: Request, response: ServerResponse, next: Next, done: () => void): void {
    const call = (index: number): void => {
      const handler = this.middleware[index];
      if (handler === undefined) {
        done();
        return;
      }
      try {
        handler(request, response, (error?: unknown) => {
          if (error === undefined || error === null) call(index + 1);
          else next(error);
        });
      } catch (error) {
        next(error);
      }
    };
    call(0);
  }

  private receive(endpoint: Endpoint, kind: Kind, request: Request, response: ServerResponse, raw?: Buffer): void {
    const receive = (readBody: () => Body) => {
      try {
        endpoint.receive({ request, response, kind, body: readBody() });
      } catch (error) {
        this.fail(response, error);
      }
    };
    if (raw !== undefined) receive(() => interpret(request, raw));
    else if (request._body === true || request.readableEnded) receive(() => fromParsed(request));
    else if (endpoint.rejectsUnread(request)) {
      response.setHeader('Connection', 'close');
      request.resume();
      receive(() => interpret(request, Buffer.alloc(0)));
    } else {
      this.readBody(request).then(
        (bytes) => {
          receive(() => interpret(request, bytes));
        },
        (error: unknown) => {
          this.fail(response, error, request);
        },
      );
    }
  }

  /** Logs at most once a second, so that a flood of bad requests does not fill the disk. */
  private log(message: string): void {
    const now = Date.now();
    if (now - this.loggedAt < LOG_INTERVAL_MS) return;
    this.loggedAt = now;
    this.options.log?.(message);
  }
}
