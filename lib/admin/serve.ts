import { lazy } from '../lazy';
import { deploymentOf } from '../node-red/deployment';
import type { Red } from '../node-red/red';
import type * as routesModule from './routes';

const routes = lazy<typeof routesModule>(__filename, './routes');

const served = new WeakSet();

/**
 * Serves the editor's and the phone's requests. Call it when a set of nodes is loaded; later calls for the same app do
 * nothing. To keep start-up fast, the routes are added with the first request below `/twilio`, which they also handle.
 * https://nodered.org/docs/api/admin/methods/
 */
export function serveAdmin(red: Red): void {
  const app = red.httpAdmin as typeof red.httpAdmin | undefined;
  if (app === undefined || app === null || served.has(app)) return;
  served.add(app);
  // Starts to watch deployments.
  deploymentOf(red);
  let hasRoutes = false;
  app.use('/twilio', (_request, _response, next) => {
    if (!hasRoutes) routes().addRoutes(red);
    hasRoutes = true;
    next();
  });
}
