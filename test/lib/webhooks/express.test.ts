import assert from 'node:assert/strict';
import express = require('express');
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { mountRouter } from '../../../lib/webhooks/mount';
import { Router, type RouterOptions } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
import { bodySha256, form, sign, type Fields } from '../../support/sign';
import {
  ACCOUNT_SID,
  endpointOptions,
  listener,
  messageFields,
  messageSid,
  post,
  PUBLIC_BASE,
  TOKEN,
  type Deviation,
  type Listener,
} from '../../support/webhooks';

/** Names that a body parser nests, and that are signed as they are. */
const NESTED: Fields = [
  ...messageFields(),
  ['Tag[x]', '1'],
  ['Tag[]', '2'],
  ['Tag[digit]', '2'],
  ['Tag[digit]', '1'],
  ['__proto__', 'p'],
];

/** How Node-RED is set up. */
interface Setup extends RouterOptions {
  /** Whether the router can stand ahead of the parsers. */
  capture?: boolean;
  /** Puts something of a user's ahead of the HTTP nodes. */
  ahead?: (app: express.Application, node: express.Application) => void;
}

describe('the router in Node-RED’s Express apps', () => {
  let server: TestHttp;
  let router: Router;
  let endpoint: Endpoint;
  let trigger: Listener<'message'>;
  /** What came to a route that stands behind ours, with the body as its parser left it. */
  let others: unknown[];
  /** How many requests went through the editor's app. */
  let throughEditor: number;

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
        throughEditor += 1;
        next();
      });
      admin.use(express.json({ limit: '5mb' }), express.urlencoded({ limit: '5mb', extended: true }));
      app.use(adminRoot, admin);
    }
    ahead?.(app, node);
    app.use(nodeRoot, node);
    router = new Router(options);
    others = [];
    throughEditor = 0;
    // Without a stack and a parent it cannot stand ahead of the parsers.
    mountRouter(router, capture ? node : { use: (handler) => node.use(handler) });
    node.use((request, response) => {
      others.push(request.body);
      response.status(404).end('another route');
    });
    trigger = listener('message');
    endpoint = router.mount('account', endpointOptions());
    endpoint.subscribe(trigger);
    server = await startHttp(app);
  }
  afterEach(async () => {
    router.close();
    await server.close();
  });

  const json = JSON.stringify({ MessageSid: messageSid(9), AccountSid: ACCOUNT_SID, Body: 'from JSON' });
  /** Sends JSON whose hash is signed. */
  const postJson = (root: string, body = json) => {
    const path = `/twilio/message?bodySHA256=${bodySha256(json)}`;
    const signature = sign(TOKEN, PUBLIC_BASE + path);
    const headers = { 'Content-Type': 'application/json', 'X-Twilio-Signature': signature };
    return server.send({ path: root + path, headers, body });
  };

  for (const adminRoot of ['/', '/red', false] as const) {
    for (const nodeRoot of ['/', '/api', '/api/v1/'] as const) {
      const root = nodeRoot.replace(/\/$/, '');
      const postForm = (fields: Fields, deviation: Deviation = {}) =>
        post(server, fields, { path: `${root}/twilio/message`, url: `${PUBLIC_BASE}/twilio/message`, ...deviation });

      for (const hasHttpGuards of [true, false]) {
        const way = hasHttpGuards ? 'through the apps' : 'directly';
        describe(`with the editor at ${String(adminRoot)} and the HTTP nodes at ${nodeRoot}, ${way}`, () => {
          beforeEach(() => start(adminRoot, nodeRoot, { hasHttpGuards }));

          it('accepts a form with nested and repeated names', async () => {
            assert.equal((await postForm(NESTED)).status, 200);
            const raw = trigger.accepted[0]?.raw;
            assert.equal(raw?.['Tag[x]'], '1');
            assert.deepEqual(raw['Tag[digit]'], ['2', '1']);
          });

          it('accepts JSON only when its hash is signed', async () => {
            assert.equal((await postJson(root)).status, 200);
            assert.equal(trigger.accepted[0]?.body, 'from JSON');
            assert.equal((await postJson(root, json.replace('from', 'of'))).status, 403);
          });

          it('accepts a GET of an account that allows it', async () => {
            router.unmount(endpoint, true);
            router.mount('account', endpointOptions({ allowGet: true })).subscribe(trigger);
            const path = `/twilio/message?${form(messageFields())}`;
            const headers = { 'X-Twilio-Signature': sign(TOKEN, PUBLIC_BASE + path) };
            assert.equal((await server.send({ method: 'GET', path: root + path, headers })).status, 200);
          });

          it('rejects a forged request', async () => {
            const { status, text } = await postForm(messageFields(), { token: 'guess' });
            assert.equal(status, 403);
            assert.match(text, /^Forbidden: /);
          });

          it('rejects a body of 10 MB and goes on working', async () => {
            const body = Buffer.alloc(10_000_000, 'a');
            assert.equal((await postForm(messageFields(), { body })).status, 413);
            assert.equal((await postForm(messageFields())).status, 200);
          });

          it('does not touch other paths and their bodies', async () => {
            const { text } = await server.send({
              path: `${root}/elsewhere/message`,
              headers: { 'Content-Type': 'application/json' },
              body: '{"a":{"b":1}}',
            });
            assert.equal(text, 'another route');
            assert.deepEqual(others, [adminRoot === '/' ? { a: { b: 1 } } : undefined]);
          });

          it('finds the URL in the request, with the path of the HTTP nodes', async () => {
            const second = listener('message');
            router.mount('second', endpointOptions({ path: '/second', publicUrl: undefined })).subscribe(second);
            const path = `${root}/second/message`;
            assert.equal((await post(server, messageFields(), { path, url: server.origin + path })).status, 200);
            assert.equal(second.accepted.length, 1);
          });

          it('lets a request wait during a deployment', async () => {
            router.deployment.pause();
            router.unmount(endpoint, false);
            const answer = postJson(root);
            const unsigned = await server.send({ path: `${root}/elsewhere` });
            assert.equal(unsigned.text, 'another route');
            router.mount('account', endpointOptions()).subscribe(trigger);
            router.deployment.release();
            assert.equal((await answer).status, 200);
            assert.equal(trigger.accepted[0]?.body, 'from JSON');
          });

          it('passes a request on, with its body, when a deployment removed its account', async () => {
            router.deployment.pause();
            const answer = postJson(root);
            await server.send({ path: `${root}/elsewhere` });
            router.unmount(endpoint, true);
            router.deployment.release();
            assert.equal((await answer).text, 'another route');
            assert.deepEqual(others.at(-1), JSON.parse(json));
          });
        });
      }
    }
  }

  describe('while flows are deployed', () => {
    for (const hasHttpGuards of [true, false]) {
      it(`an unsigned body is rejected unread, ${hasHttpGuards ? 'through the apps' : 'directly'}`, async () => {
        await start('/', '/', { hasHttpGuards });
        router.deployment.pause();
        const { request, answer } = server.begin({
          path: '/twilio/message',
          headers: { 'Content-Length': '100000', 'Content-Type': 'application/x-www-form-urlencoded' },
        });
        request.write('Body=');
        assert.equal((await answer).status, 403);
      });

      it(`waiting bodies are limited, ${hasHttpGuards ? 'through the apps' : 'directly'}`, async () => {
        await start('/', '/', { hasHttpGuards, maxBodySize: 1024 });
        router.deployment.pause();
        const body = 'a'.repeat(700);
        const refused: string[] = [];
        // 64 bodies of the largest size, 1 KB, may wait. One of these has more than 800 bytes.
        const least = 100 - 82;
        let sent: Promise<number>[] = [];
        await new Promise<void>((resolve) => {
          sent = Array.from({ length: 100 }, async (_, n) => {
            const { status, text } = await post(server, messageFields({ MessageSid: messageSid(n), Body: body }));
            if (status !== 200 && refused.push(`${status} ${text}`) === least) resolve();
            return status;
          });
        });
        router.deployment.release();
        const accepted = (await Promise.all(sent)).filter((status) => status === 200).length;
        assert.ok(accepted >= 64, String(accepted));
        assert.equal(trigger.accepted.length, accepted);
        for (const text of refused) assert.match(text, /^503 Too many webhooks/);
        // What has waited no longer counts.
        assert.equal((await post(server, messageFields({ MessageSid: messageSid(200) }))).status, 200);
      });
    }
  });

  describe('without other middleware', () => {
    const refuse: express.RequestHandler = (_request, response) => {
      response.status(401).end('a guard');
    };
    const postForm = (root = '') =>
      post(server, messageFields(), { path: `${root}/twilio/message`, url: `${PUBLIC_BASE}/twilio/message` });

    it('bypasses the editor’s app', async () => {
      await start('/', '/', { hasHttpGuards: false });
      assert.equal((await postForm()).status, 200);
      assert.equal(throughEditor, 0);
    });

    it('goes through it when a setting of Node-RED may intercept requests, or is unknown', async () => {
      for (const options of [{ hasHttpGuards: true }, {}]) {
        await start('/', '/', options);
        assert.equal((await postForm()).status, 200);
        assert.equal(throughEditor, 1);
        await server.close();
      }
      await start('/', '/');
    });

    const guards: [what: string, root: string, ahead: NonNullable<Setup['ahead']>][] = [
      ['everything', '', (app) => app.use(refuse)],
      ['the HTTP nodes', '/api', (app) => app.use('/api', refuse)],
      ['a path', '', (app) => app.use('/twilio', refuse)],
      ['the way within the HTTP nodes', '', (_app, node) => node.use(refuse)],
      ['one address', '', (app) => app.post('/twilio/message', refuse)],
      ['a route of an HTTP node', '/api', (_app, node) => node.post('/twilio/message', refuse)],
      ['a pattern of paths', '/api', (app) => app.all(/^\/api\/.*message$/, refuse)],
      ['a path of several', '', (app) => app.use(['/x', '/twilio/:kind'], refuse)],
    ];
    for (const [what, root, ahead] of guards) {
      it(`still calls a guard of ${what}`, async () => {
        await start('/', root === '' ? '/' : root, { hasHttpGuards: false, ahead });
        assert.equal((await postForm(root)).text, 'a guard');
        assert.deepEqual(trigger.accepted, []);
      });
    }

    it('does not call a guard of other paths', async () => {
      await start('/', '/api', {
        hasHttpGuards: false,
        ahead: (app, node) => {
          app.use('/private', refuse);
          node.get('/twilio', refuse);
        },
      });
      assert.equal((await postForm('/api')).status, 200);
      assert.equal(throughEditor, 0);
    });

    it('calls Node-RED’s middleware for HTTP nodes', async () => {
      const middleware: RouterOptions['middleware'] = (_request, response) => response.writeHead(401).end();
      await start('/', '/', { hasHttpGuards: false, middleware });
      assert.equal((await postForm()).status, 401);
    });
  });

  describe('after parsers that it cannot precede', () => {
    beforeEach(() => start('/', '/', { capture: false }));

    it('restores nested names', async () => {
      const fields: Fields = [
        ...messageFields(),
        ['Tag[x]', '1'],
        ['Tag[y][z]', '2'],
        ['Tag[digit]', '2'],
        ['Tag[digit]', '1'],
      ];
      assert.equal((await post(server, fields)).status, 200);
      assert.equal(trigger.accepted[0]?.raw['Tag[y][z]'], '2');
    });

    it('rejects a body that cannot be restored', async () => {
      assert.equal((await post(server, NESTED)).status, 403);
    });

    it('reports that the bytes are missing for a hash', async () => {
      const { status, text } = await postJson('');
      assert.equal(status, 403);
      assert.match(text, /other middleware read the body first/);
    });
  });

  it('applies the limit of apiMaxLength before the parsers', async () => {
    await start('/', '/', { maxBodySize: '1kb' });
    assert.equal((await post(server, messageFields({ Body: 'x'.repeat(2000) }))).status, 413);
  });

  it('ends with 408 for a body that never ends', async () => {
    await start('/', '/', { bodyTimeoutMs: 10 });
    const { request, answer } = server.begin({
      path: '/twilio/message',
      headers: { 'X-Twilio-Signature': 'any', 'Content-Length': '10' },
    });
    request.write('Body=');
    assert.equal((await answer).status, 408);
    assert.equal((await post(server, messageFields())).status, 200);
  });

  it('lets Express respond when a middleware fails', async () => {
    const middleware = (): never => {
      throw Object.assign(new Error('broken'), { status: 418 });
    };
    await start('/red', '/', { middleware });
    assert.equal((await post(server, messageFields())).status, 418);
  });

  it('works when the app is mounted only after it was attached', async () => {
    const node = express();
    router = new Router();
    mountRouter(router, node);
    trigger = listener('message');
    router.mount('account', endpointOptions()).subscribe(trigger);
    server = await startHttp(express().use('/api', node));
    const url = `${PUBLIC_BASE}/twilio/message`;
    assert.equal((await post(server, NESTED, { path: '/api/twilio/message', url })).status, 200);
  });
});
