import type { App, Middleware } from '../webhooks/express';
import { Router } from '../webhooks/router';
import type { Red } from './red';

/** The router of each HTTP app, and of each Node-RED the one that its deployments concern. */
const routers = new WeakMap<object, Router>();
const deployed = new WeakMap<Red['events'], Router>();

/** Whether this Node-RED serves HTTP to flows at all. */
export const servesHttp = (red: Red): boolean => setting(red, 'httpNodeRoot') !== false;

/** Settings that have Node-RED look at a request ahead of its HTTP nodes. */
const HTTP_GUARD_SETTINGS = [
  'httpAuth',
  'httpNodeAuth',
  'httpNodeMiddleware',
  'httpAdminAuth',
  'httpAdminMiddleware',
  'requireHttps',
];

/**
 * The router of this Node-RED, mounted with the first account node and shared by every set of nodes. While flows are
 * deployed, Twilio's requests wait for the nodes that will take them.
 */
export function routerOf(red: Red): Router {
  const app: object = red.httpNode;
  const found = routers.get(app);
  if (found !== undefined) return found;
  const router = new Router({
    maxBodySize: setting<string | number>(red, 'apiMaxLength'),
    middleware: setting<Middleware | Middleware[]>(red, 'httpNodeMiddleware'),
    hasHttpGuards: HTTP_GUARD_SETTINGS.some((name) => Boolean(setting(red, name))),
    log: (message) => {
      red.log.warn(`[twilio] ${message}`);
    },
  });
  router.attach(red.httpNode as unknown as App);
  // The first account node is made while the flows start: the nodes that take its webhooks are still to come.
  router.hold();
  routers.set(app, router);
  followDeployments(red, router);
  return router;
}

function followDeployments({ events }: Red, router: Router): void {
  const listening = deployed.has(events);
  deployed.set(events, router);
  if (listening) return;
  events.on('flows:stopping', () => deployed.get(events)?.hold());
  events.on('flows:started', () => deployed.get(events)?.release());
}

function setting<T>(red: Red, name: string): T | undefined {
  return Reflect.get(red.settings, name) as T | undefined;
}

/** Does something now or, while flows are being deployed, once they run. */
export function afterDeployment(red: Red, work: () => void): void {
  const router = deployed.get(red.events);
  if (router === undefined) work();
  else router.afterRelease(work);
}
