import type { IncomingMessage, ServerResponse } from 'node:http';

/** What continues an Express app's chain. */
export type Next = (error?: unknown) => void;

/** An Express middleware, such as Node-RED's `httpNodeMiddleware`. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

/** One of the middlewares of an app, and the paths that it is there for. */
interface Layer {
  handle?: unknown;
  name?: string;
  regexp?: RegExp & { fast_slash?: boolean };
}

/** As much of an Express 4 app as is needed to be mounted in it. */
export interface App {
  use(handler: Middleware): unknown;
  path?(): string;
  parent?: App;
  _router?: { stack: Layer[] };
}

/**
 * Express's own layers, what Node-RED's core puts ahead of everything else for `http in` nodes with raw bodies, and our own
 * that waits for the flows to start.
 */
const HARMLESS = new Set(['query', 'expressInit', 'rawBodyCapture', 'waitForStart']);

/** Where an app is mounted, without a slash at the end. */
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
 * Puts a middleware ahead of all others that a request for this app meets.
 * @returns whether that was possible; an app of another kind may have no stack to stand in
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
 * Whether a request would come from `first`, at the top of the root app, to `last`, in this app, without meeting anyone
 * who may have a say: a guard, a proxy's rules, a route of the same path. Whatever is not known is taken for one. Apps
 * ahead in the root, of which Node-RED's editor is one, are taken to leave the path alone: their own guards are for the
 * caller to know.
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
  const mounts = ahead.slice(0, ahead.findLastIndex(isApp) + 1);
  return mounts.every((layer) => layer.handle === first || isApp(layer) || !mayIntercept(layer, path));
}

const isApp = (layer: Layer): boolean => layer.name === 'mounted_app';

const mayIntercept = (layer: Layer, path: string): boolean =>
  !HARMLESS.has(layer.name ?? '') && matchesPath(layer, path);
