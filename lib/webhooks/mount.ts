import type { ServerResponse } from 'node:http';
import { isKind } from '../events/kinds';
import { interpret, rememberBody, type Body } from './body';
import { canBypassMiddleware, mountPath, prepend, type App, type Middleware, type Next } from './express';
import { pathOf, splitWebhookPath } from './paths';
import { PROBE } from './probes';
import type { Request, Router } from './router';

/**
 * Mounts a router on Node-RED's HTTP app. Call it once for each app.
 *
 * Node-RED's admin app comes before the HTTP nodes in Express and parses every body. That loses the bytes which
 * `bodySHA256` signs, and it nests parameters such as `A[x]`. So a second middleware at the top of the root app keeps the
 * bytes of the accounts' webhooks. An app without a middleware stack gets no such middleware: the parsed body is used.
 *
 * When nothing can intercept a webhook on its way to the HTTP nodes, the middleware at the top hands it to the router at
 * once: this saves the walk through the editor's app.
 */
export function mountRouter(router: Router, app: App): void {
  const handle: Middleware = (request, response, next) => {
    router.handle(request, response, next);
  };
  const captureBody: Middleware = (request, response, next) => {
    const root = mountPath(app);
    const path = pathOf(request.url);
    if (!isWebhook(router, root, path, request)) {
      // A proxy sends requests to a wrong path of this Node-RED.
      if (isStrayProbe(router, root, path, request)) router.receiveProbe(request, response);
      else next();
      return;
    }
    const bypasses = router.isUnguarded && canBypassMiddleware(app, path, captureBody, handle);
    capture(router, { root, bypasses }, request, response, next);
  };
  app.use(handle);
  prepend(app, captureBody);
}

/** Whether the body of a request at the root app has to be kept for the router. */
function isWebhook(router: Router, root: string, path: string, request: Request): boolean {
  if (request.method !== 'POST' || request._body === true || !path.startsWith(`${root}/`)) return false;
  const { base, name } = splitWebhookPath(path.slice(root.length));
  if (name === PROBE) return router.probes.expects(request);
  // The account may be mounted again by the deployment in progress.
  return isKind(name) && (router.endpointAt(base) !== undefined || router.isWaiting(request));
}

/** Whether a request is a probe that would not reach the HTTP nodes. */
const isStrayProbe = (router: Router, root: string, path: string, request: Request): boolean =>
  !path.startsWith(`${root}/`) && splitWebhookPath(path).name === PROBE && router.probes.expects(request);

/** Where a webhook goes from the top of Express. */
interface Route {
  /** Where the HTTP nodes' app is mounted. */
  root: string;
  /** Whether it goes to the router at once, past all other middleware. */
  bypasses: boolean;
}

/** Reads the body, then hands the request to the router, or on to the middleware between here and there. */
function capture(router: Router, route: Route, request: Request, response: ServerResponse, next: Next): void {
  const { base } = splitWebhookPath(pathOf(request.url).slice(route.root.length));
  if (router.endpointAt(base)?.rejectsUnread(request) === true) {
    // An unsigned request is unauthorized whatever its body holds, so the body is not read.
    if (!route.bypasses) {
      Object.assign(request, { _body: true, body: {}, rawBody: Buffer.alloc(0) });
      response.setHeader('Connection', 'close');
      request.resume();
      next();
      return;
    }
    response.setHeader('Connection', 'close');
    request.resume();
    handleAtRoot(router, route.root, request, response, next, Buffer.alloc(0));
    return;
  }
  router.bodies.read(request).then(
    (raw) => {
      const passOn: Next = (error) => {
        const body = interpret(request, raw);
        rememberBody(request, body);
        // Shows other body parsers that the body has been read.
        Object.assign(request, { _body: true, rawBody: raw });
        defineBody(request, body);
        next(error);
      };
      if (route.bypasses) handleAtRoot(router, route.root, request, response, passOn, raw);
      else passOn();
    },
    (error: unknown) => {
      router.bodies.fail(response, error, request);
    },
  );
}

/** Sets `request.body`. It is parsed when it is first read, and can be replaced, as other middleware expects. */
function defineBody(request: Request, body: Body): void {
  Object.defineProperty(request, 'body', {
    configurable: true,
    enumerable: true,
    get: () => body.params,
    set(value: unknown) {
      Object.defineProperty(request, 'body', { configurable: true, enumerable: true, writable: true, value });
    },
  });
}

/** Hands a request to the router with its URL as the HTTP nodes' app would see it. */
function handleAtRoot(
  router: Router,
  root: string,
  request: Request,
  response: ServerResponse,
  passOn: Next,
  raw: Buffer,
): void {
  const { url = '/' } = request;
  request.originalUrl ??= url;
  request.url = url.slice(root.length);
  const restore: Next = (error) => {
    request.url = url;
    passOn(error);
  };
  router.handle(request, response, restore, raw);
}
