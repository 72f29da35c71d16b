/** A router while flows are deployed, on a real server. */
import { mock } from 'node:test';
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { Router, type RouterOptions } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
import { endpointOptions, listener } from '../../support/webhooks';

interface Scene {
  server: TestHttp;
  router: Router;
  endpoint: Endpoint;
  /** Resolves with the next request that has come to the router. */
  nextArrival: () => Promise<unknown>;
}

/** Gives each test of a `describe` a router with one account. */
export function useDeployment() {
  const scene = {} as Scene;
  async function start(options: RouterOptions = {}): Promise<void> {
    scene.router = new Router(options);
    scene.endpoint = scene.router.mount('account', endpointOptions());
    let arrived: (() => void) | undefined;
    scene.nextArrival = () => new Promise<void>((resolve) => (arrived = resolve));
    scene.server = await startHttp((request, response) => {
      scene.router.handle(request, response, () => response.writeHead(404).end('passed on'));
      arrived?.();
    });
  }

  beforeEach(() => start());

  afterEach(async () => {
    mock.timers.reset();
    scene.router.close();
    await scene.server.close();
  });

  /** A trigger that leaves the answer to the flow; resolves when it has an event. */
  function flowTrigger(on = scene.endpoint) {
    let tell: () => void;
    const heard = new Promise<void>((resolve) => (tell = resolve));
    const made = listener('message', {
      answer: () => ({ by: 'flow', deadlineSeconds: 14 }),
      receive: () => {
        tell();
      },
    });
    return { heard, unsubscribe: on.subscribe(made) };
  }
  return Object.assign(scene, { start, flowTrigger });
}
