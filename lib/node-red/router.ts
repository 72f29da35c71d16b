import { DEFAULT_MAX_BODY_BYTES, parseSize } from '../webhooks/body';
import type { Middleware } from '../webhooks/express';
import { mountRouter } from '../webhooks/mount';
import { Router } from '../webhooks/router';
import { mountUpgrades } from '../webhooks/sockets/upgrades';
import { deploymentOf } from './deployment';
import { inLanguage } from './language';
import type { Red } from './red';
import { webhookSettings } from './webhook-settings';

/** One router for each HTTP app. */
const routers = new WeakMap<object, Router>();

/** The last router of each Node-RED. */
const latest = new WeakMap<Red['events'], Router>();

/**
 * Answers in place of stopped flows after each deployment. It runs after the gate has opened, so successors come first.
 */
function giveUpStopped({ events }: Red, router: Router): void {
  const isWatched = latest.has(events);
  latest.set(events, router);
  if (isWatched) return;
  events.on('flows:started', () => {
    latest.get(events)?.giveUpStopped();
  });
}

/** Node-RED's settings that may intercept a request before it reaches the HTTP nodes. */
const HTTP_GUARD_SETTINGS = [
  'httpAuth',
  'httpNodeAuth',
  'httpNodeMiddleware',
  'httpAdminAuth',
  'httpAdminMiddleware',
  'requireHttps',
];

function setting<T>(red: Red, name: string): T | undefined {
  return Reflect.get(red.settings, name) as T | undefined;
}

/** Whether this Node-RED serves HTTP to flows: `httpNodeRoot: false` switches it off. */
export const servesHttp = (red: Red): boolean => setting(red, 'httpNodeRoot') !== false;

/** The largest body of a webhook. Without a setting of its own, Node-RED's `apiMaxLength` can make it smaller. */
function maxBodySizeOf(red: Red): string | number {
  const general = setting<string | number>(red, 'apiMaxLength');
  return webhookSettings(red).maxBodySize ?? Math.min(parseSize(general), DEFAULT_MAX_BODY_BYTES);
}

/** How long Node-RED waits for the answer to an upgrade before it closes the connection, in milliseconds. */
const DEFAULT_UPGRADE_TIMEOUT_MS = 5000;

/** How long before that time an upgrade that waits for a deployment is answered, in milliseconds. */
const UPGRADE_MARGIN_MS = 500;

/** How long an upgrade may wait for a deployment, in milliseconds. */
function maxUpgradeWaitMs(red: Red): number {
  const timeout = setting<unknown>(red, 'inboundWebSocketTimeout');
  const limit = typeof timeout === 'number' && timeout > 0 ? timeout : DEFAULT_UPGRADE_TIMEOUT_MS;
  return Math.max(0, limit - UPGRADE_MARGIN_MS);
}

/** The webhook router of this Node-RED. It is mounted with the first account node, and all nodes share it. */
export function routerOf(red: Red): Router {
  const app: object = red.httpNode;
  const known = routers.get(app);
  if (known !== undefined) return known;
  const deployment = deploymentOf(red);
  // The first account node is created while flows start. The triggers that take its webhooks follow.
  deployment.pause();
  const router = new Router({
    maxBodySize: maxBodySizeOf(red),
    middleware: setting<Middleware | Middleware[]>(red, 'httpNodeMiddleware'),
    hasHttpGuards: HTTP_GUARD_SETTINGS.some((name) => Boolean(setting(red, name))),
    deployment,
    log: (message) => {
      red.log.warn(`[twilio] ${inLanguage(message)}`);
    },
    translate: inLanguage,
  });
  giveUpStopped(red, router);
  mountRouter(router, red.httpNode);
  const server = red.server as typeof red.server | undefined;
  if (server !== undefined) mountUpgrades(router, red.httpNode, server, maxUpgradeWaitMs(red));
  routers.set(app, router);
  return router;
}
