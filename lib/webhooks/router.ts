import type { IncomingMessage, ServerResponse } from 'node:http';
import { isKind, type Kind } from '../events/kinds';
import { tooMany } from './bodies-in-flight';
import type { ParsedRequest } from './body';
import { BodyReader } from './body-reader';
import { setDelivery } from './delivery';
import { DeploymentGate } from './deployment-gate';
import type { Endpoint, EndpointOptions } from './endpoint';
import { EndpointRegistry } from './endpoint-registry';
import type { Middleware, Next } from './express';
import { callMiddleware } from './middleware';
import { pathOf, splitWebhookPath } from './paths';
import { PROBE, Probes } from './probes';
import { respondText, type Translate } from './respond';
import type { RouterOptions } from './router-options';

export type { RouterOptions } from './router-options';

const DEPLOYMENT_TIMEOUT_MS = 10_000;

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
  /** Requests that Node-RED sends to itself through the public URL. */
  readonly probes: Probes;
  /** Translates the sentences of HTTP responses. */
  readonly translate: Translate;
  private readonly endpoints = new EndpointRegistry();
  /** Reads the bodies of all webhooks. */
  readonly bodies: BodyReader;
  private readonly middleware: readonly Middleware[];

  constructor(options: RouterOptions = {}) {
    this.translate = options.translate ?? ((sentence) => sentence);
    this.probes = new Probes(this.translate);
    this.deployment = options.deployment ?? new DeploymentGate();
    this.bodies = new BodyReader(options);
    this.deploymentTimeoutMs = options.deploymentTimeoutMs ?? DEPLOYMENT_TIMEOUT_MS;
    this.middleware = options.middleware === undefined ? [] : [options.middleware].flat();
    this.isUnguarded = options.hasHttpGuards === false && this.middleware.length === 0;
  }

  /**
   * Opens an account's endpoint.
   * @param owner the account node's id
   * @throws {PathTakenError} when another account node has the path
   */
  mount(owner: string, options: EndpointOptions): Endpoint {
    return this.endpoints.mount(owner, { translate: this.translate, ...options });
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
   * - 404 when the account has no such webhook, or no deployed node has this step of a call
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
    const giveRoom = this.bodies.take(bytes);
    if (giveRoom === undefined) {
      this.bodies.fail(response, tooMany());
      return;
    }
    this.deployment.whenReleasedWithin(
      this.deploymentTimeoutMs,
      () => {
        giveRoom();
        this.route(request, response, next, raw);
      },
      () => {
        giveRoom();
        const reason = this.deployment.explainStop() ?? 'The flows are being deployed.';
        respondText(response, 503, this.translate(reason));
      },
    );
  }

  private route(request: Request, response: ServerResponse, next: Next, raw: Buffer | undefined): void {
    const { base, name } = splitWebhookPath(pathOf(request.url));
    const endpoint = this.endpoints.find(base);
    // Also where no account has the path: then a proxy has changed it.
    if (name === PROBE && this.probes.expects(request)) {
      callMiddleware(this.middleware, { request, response, next }, () => {
        this.receiveProbe(request, response, raw);
      });
      return;
    }
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
      endpoint.options.observer?.unrouted(name, 404, reason);
      respondText(response, 404, this.translate(reason));
      return;
    }
    if (!endpoint.allows(request.method)) {
      const canGet = endpoint.options.allowGet === true;
      response.setHeader('Allow', canGet ? 'GET, POST' : 'POST');
      const hint = canGet ? 'Use POST or GET.' : 'Use POST. The account node can allow GET.';
      endpoint.options.observer?.unrouted(name, 405, hint);
      respondText(response, 405, this.translate(hint));
      return;
    }
    callMiddleware(this.middleware, { request, response, next }, () => {
      this.receive(endpoint, name, request, response, raw);
    });
  }

  /** Answers a probe that {@link probes} expects. */
  receiveProbe(request: Request, response: ServerResponse, raw?: Buffer): void {
    this.bodies.use(request, response, raw, (body) => {
      this.probes.receive(request, response, body);
    });
  }

  private receive(endpoint: Endpoint, kind: Kind, request: Request, response: ServerResponse, raw?: Buffer): void {
    const isRead = raw !== undefined || request._body === true || request.readableEnded;
    if (!isRead && endpoint.rejectsUnread(request)) {
      response.setHeader('Connection', 'close');
      request.resume();
      this.bodies.use(request, response, Buffer.alloc(0), (body) => {
        endpoint.receive({ request, response, kind, body });
      });
      return;
    }
    this.bodies.use(request, response, raw, (body) => {
      endpoint.receive({ request, response, kind, body });
    });
  }
}
