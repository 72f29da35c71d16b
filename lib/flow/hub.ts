import { Router, type App, type Middleware } from '../webhooks/router';
import type { Red } from './red';

const routers = new WeakMap<object, Router>();

/** Whether this Node-RED serves HTTP to flows at all. */
export const servesHttp = (red: Red): boolean => Reflect.get(red.settings, 'httpNodeRoot') !== false;

/**
 * The router of this Node-RED, mounted with the first account node and shared by every set of nodes. While flows are
 * deployed, Twilio's requests wait for the nodes that will take them.
 */
export function routerOf(red: Red): Router {
  const app: object = red.httpNode;
  const found = routers.get(app);
  if (found !== undefined) return found;
  const router = new Router({
    maxLength: setting<string | number>(red, 'apiMaxLength'),
    middleware: setting<Middleware | Middleware[]>(red, 'httpNodeMiddleware'),
    log: (message) => {
      red.log.warn(`[twilio] ${message}`);
    },
  });
  router.attach(red.httpNode as unknown as App);
  red.events.on('flows:stopping', () => {
    router.hold();
  });
  red.events.on('flows:started', () => {
    router.release();
  });
  routers.set(app, router);
  return router;
}

function setting<T>(red: Red, name: string): T | undefined {
  return Reflect.get(red.settings, name) as T | undefined;
}
