/** The router in the Express apps of Node-RED, on a real server. */
import express = require('express');
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { mountRouter } from '../../../lib/webhooks/mount';
import { Router, type RouterOptions } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
import { bodySha256, sign, type Fields } from '../../support/sign';
import {
  ACCOUNT_SID,
  endpointOptions,
  listener,
  messageFields,
  messageSid,
  PUBLIC_BASE,
  TOKEN,
  type Listener,
} from '../../support/webhooks';

/** Names that a body parser nests, and that are signed as they are. */
export const NESTED: Fields = [
  ...messageFields(),
  ['Tag[x]', '1'],
  ['Tag[]', '2'],
  ['Tag[digit]', '2'],
  ['Tag[digit]', '1'],
  ['__proto__', 'p'],
];

/** How Node-RED is set up. */
export interface Setup extends RouterOptions {
  /** Whether the router can stand ahead of the parsers. */
  capture?: boolean;
  /** Puts something of a user's ahead of the HTTP nodes. */
  ahead?: (app: express.Application, node: express.Application) => void;
}

interface Scene {
  server: TestHttp;
  router: Router;
  endpoint: Endpoint;
  trigger: Listener<'message'>;
  /** What came to a route that stands behind ours, with the body as its parser left it. */
  others: unknown[];
  /** How many requests went through the editor's app. */
  throughEditor: number;
}

/** Gives the tests of a `describe` the apps that `start` sets up. */
export function useExpress() {
  const scene = {} as Scene;
  /** The two apps as Node-RED mounts them: the editor's with its parsers first, then the HTTP nodes'. */
  async function start(
    adminRoot: string | false,
    nodeRoot: string,
    { capture = true, ahead, ...options }: Setup = {},
  ): Promise<void> {
    // In tests Express does not print the errors that it answers.
    const app = express().set('env', 'test');
    const node = express();
    if (adminRoot !== false) {
      const admin = express();
      admin.use((_request, _response, next) => {
        scene.throughEditor += 1;
        next();
      });
      admin.use(express.json({ limit: '5mb' }), express.urlencoded({ limit: '5mb', extended: true }));
      app.use(adminRoot, admin);
    }
    ahead?.(app, node);
    app.use(nodeRoot, node);
    scene.router = new Router(options);
    scene.others = [];
    scene.throughEditor = 0;
    // Without a stack and a parent it cannot stand ahead of the parsers.
    mountRouter(scene.router, capture ? node : { use: (handler) => node.use(handler) });
    node.use((request, response) => {
      scene.others.push(request.body);
      response.status(404).end('another route');
    });
    scene.trigger = listener('message');
    scene.endpoint = scene.router.mount('account', endpointOptions());
    scene.endpoint.subscribe(scene.trigger);
    scene.server = await startHttp(app);
  }
  afterEach(async () => {
    scene.router.close();
    await scene.server.close();
  });
  return Object.assign(scene, { start });
}

/** A message in JSON. */
export const json = JSON.stringify({ MessageSid: messageSid(9), AccountSid: ACCOUNT_SID, Body: 'from JSON' });

/** Sends JSON whose hash is signed. */
export const postJson = (server: TestHttp, root: string, body = json) => {
  const path = `/twilio/message?bodySHA256=${bodySha256(json)}`;
  const signature = sign(TOKEN, PUBLIC_BASE + path);
  const headers = { 'Content-Type': 'application/json', 'X-Twilio-Signature': signature };
  return server.send({ path: root + path, headers, body });
};
