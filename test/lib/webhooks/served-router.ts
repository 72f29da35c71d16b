/** A router on a real server. */
import { Router } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';

/** Gives each test of a `describe` a server, and its router. A test may replace the router. */
export function useServedRouter() {
  const scene = {} as { router: Router; server: TestHttp };
  beforeEach(async () => {
    scene.router = new Router();
    scene.server = await startHttp((request, response) => {
      scene.router.handle(request, response, () => response.writeHead(404).end());
    });
  });
  afterEach(async () => {
    scene.router.close();
    await scene.server.close();
  });
  return scene;
}
