/** A router with one account and one trigger on a real server, for the tests of what it accepts, rejects and survives. */
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { Router, type RouterOptions } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
import { endpointOptions, listener, type Listener } from '../../support/webhooks';

/** What {@link useRouter} gives a test. */
export interface RouterScene {
  server: TestHttp;
  router: Router;
  endpoint: Endpoint;
  trigger: Listener<'message'>;
  log: string[];
  /** What the router passed on: an error, or `undefined` for a request that is not its own. Each becomes a 404 or a 500. */
  passedOn: unknown[];
  /** Resolves with the first request. */
  arrived: Promise<void>;
  /** Called with each line of the log. */
  hear: (message: string) => void;
  /** Starts again, with other options. */
  restart: (options: RouterOptions) => Promise<void>;
}

/** Gives each test of a `describe` a router. */
export function useRouter(): RouterScene {
  const methods: Pick<RouterScene, 'hear' | 'restart'> = {
    hear: () => undefined,
    async restart(options) {
      await stop(scene);
      await start(scene, options);
    },
  };
  const scene = methods as RouterScene;
  beforeEach(() => start(scene));
  afterEach(() => stop(scene));
  return scene;
}

async function start(scene: RouterScene, options: RouterOptions = {}): Promise<void> {
  scene.log = [];
  scene.passedOn = [];
  const router = new Router({
    log(message) {
      scene.log.push(message);
      scene.hear(message);
    },
    ...options,
  });
  scene.router = router;
  scene.endpoint = router.mount('account', endpointOptions());
  scene.trigger = listener('message');
  scene.endpoint.subscribe(scene.trigger);
  let arrive: () => void;
  scene.arrived = new Promise((resolve) => (arrive = resolve));
  scene.server = await startHttp((request, response) => {
    arrive();
    router.handle(request, response, (error) => {
      scene.passedOn.push(error);
      response.writeHead(error === undefined ? 404 : 500).end('passed on');
    });
  });
}

async function stop({ router, server }: RouterScene): Promise<void> {
  router.close();
  await server.close();
}
