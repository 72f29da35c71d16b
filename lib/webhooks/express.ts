import type { IncomingMessage, ServerResponse } from 'node:http';

/** Calls the next middleware of an Express app, or its error handling. */
export type Next = (error?: unknown) => void;

/** An Express middleware, such as Node-RED's `httpNodeMiddleware`. https://expressjs.com/en/guide/using-middleware.html */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

/** One middleware in an app's stack, and the paths that it is mounted on. */
interface Layer {
  handle?: unknown;
  name?: string;
  regexp?: RegExp & { fast_slash?: boolean };
}

/** The part of an Express 4 app that mounting needs. */
export interface App {
  use(handler: Middleware): unknown;
  path?(): string;
  parent?: App;
  _router?: { stack: Layer[] };
}

/**
 * Express's own layers, and the one that Node-RED's core adds for `http in` nodes that skip body parsing. None of them
 * answers a request.
 */
const PASSIVE_LAYERS = new Set(['query', 'expressInit', 'rawBodyCapture']);

/** Middleware of this package that never answers a webhook differently from the router itself. */
const ownMiddleware = new WeakSet<object>();

/** Marks middleware of this package, so that a webhook may bypass it. */
export function markAsOwn<T extends object>(middleware: T): T {
  ownMiddleware.add(middleware);
  return middleware;
}

/** The path that an app is mounted on, without a trailing slash. */
export const mountPath = (app: App): string => {
  const path = app.path?.() ?? '';
  return path.endsWith('/') ? path.replace(/\/+$/, '') : path;
};

function rootOf(app: App): App {
  let root = app;
  while (root.parent !== undefined) root = root.parent;
  return root;
}

/**
 * Puts a middleware before all others that a request for this app passes.
 * @returns false when the app has no middleware stack, because it is not an Express app
 */
export function prepend(app: App, middleware: Middleware): boolean {
  const root = rootOf(app);
  if (root._router === undefined) return false;
  root.use(middleware);
  const { stack } = root._router;
  const index = stack.findIndex((layer) => layer.handle === middleware);
  stack.unshift(...stack.splice(index, 1));
  return true;
}

const matchesPath = ({ regexp }: Layer, path: string): boolean =>
  regexp === undefined || regexp.fast_slash === true || regexp.test(path);

/**
 * Whether a request gets from `first`, at the top of the root app, to `last`, in this app, without passing middleware that
 * may intercept it: a guard, a proxy's rules, a route with the same path. Unknown middleware counts as such. Apps that are
 * mounted in the root app, such as Node-RED's editor, are assumed not to handle the path; their guards come from settings,
 * which the caller checks.
 * @param path the request's path, as the root app sees it
 */
export function canBypassMiddleware(app: App, path: string, first: Middleware, last: Middleware): boolean {
  const root = rootOf(app);
  const own = app._router?.stack ?? [];
  const end = own.findIndex((layer) => layer.handle === last);
  const below = path.slice(mountPath(app).length);
  if (end === -1 || own.slice(0, end).some((layer) => layer.handle !== first && mayIntercept(layer, below)))
    return false;
  if (root === app) return true;
  if (app.parent !== root) return false;
  const ahead = root._router?.stack ?? [];
  const mounts = ahead.slice(0, ahead.findLastIndex(isMountedApp) + 1);
  return mounts.every((layer) => layer.handle === first || isMountedApp(layer) || !mayIntercept(layer, path));
}

const isMountedApp = (layer: Layer): boolean => layer.name === 'mounted_app';

function mayIntercept(layer: Layer, path: string): boolean {
  const { handle } = layer;
  if (PASSIVE_LAYERS.has(layer.name ?? '') || (typeof handle === 'function' && ownMiddleware.has(handle))) return false;
  return matchesPath(layer, path);
}
