/** The router in the Express apps of Node-RED, wherever they are mounted. */
import assert from 'node:assert/strict';
import { mountRouter } from '../../../lib/webhooks/mount';
import { Router } from '../../../lib/webhooks/router';
import { startHttp } from '../../support/http';
import { form, sign, type Fields } from '../../support/sign';
import {
  endpointOptions,
  listener,
  messageFields,
  messageSid,
  post,
  PUBLIC_BASE,
  TOKEN,
  type Deviation,
} from '../../support/webhooks';
import { json, NESTED, postJson, useExpress } from './express-scene';
import express = require('express');

describe('the router in Node-RED’s Express apps', () => {
  const scene = useExpress();
  const { start } = scene;

  for (const adminRoot of ['/', '/red', false] as const) {
    for (const nodeRoot of ['/', '/api', '/api/v1/'] as const) {
      const root = nodeRoot.replace(/\/$/, '');
      const postForm = (fields: Fields, deviation: Deviation = {}) =>
        post(scene.server, fields, {
          path: `${root}/twilio/message`,
          url: `${PUBLIC_BASE}/twilio/message`,
          ...deviation,
        });

      for (const hasHttpGuards of [true, false]) {
        const way = hasHttpGuards ? 'through the apps' : 'directly';
        describe(`with the editor at ${String(adminRoot)} and the HTTP nodes at ${nodeRoot}, ${way}`, () => {
          beforeEach(() => start(adminRoot, nodeRoot, { hasHttpGuards }));

          it('accepts a form with nested and repeated names', async () => {
            assert.equal((await postForm(NESTED)).status, 200);
            const raw = scene.trigger.accepted[0]?.raw;
            assert.equal(raw?.['Tag[x]'], '1');
            assert.deepEqual(raw['Tag[digit]'], ['2', '1']);
          });

          it('accepts a public URL that does not include the root of the HTTP nodes', async () => {
            assert.equal(
              (await postForm(messageFields(), { url: `${PUBLIC_BASE}${root}/twilio/message` })).status,
              200,
            );
            const other = { url: `${PUBLIC_BASE}/other/twilio/message` };
            assert.equal((await postForm(messageFields(), other)).status, 403);
          });

          it('accepts JSON only when its hash is signed', async () => {
            assert.equal((await postJson(scene.server, root)).status, 200);
            assert.equal(scene.trigger.accepted[0]?.body, 'from JSON');
            assert.equal((await postJson(scene.server, root, json.replace('from', 'of'))).status, 403);
          });

          it('accepts a GET of an account that allows it', async () => {
            scene.router.unmount(scene.endpoint, true);
            scene.router.mount('account', endpointOptions({ allowGet: true })).subscribe(scene.trigger);
            const path = `/twilio/message?${form(messageFields())}`;
            const headers = { 'X-Twilio-Signature': sign(TOKEN, PUBLIC_BASE + path) };
            assert.equal((await scene.server.send({ method: 'GET', path: root + path, headers })).status, 200);
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
            const { text } = await scene.server.send({
              path: `${root}/elsewhere/message`,
              headers: { 'Content-Type': 'application/json' },
              body: '{"a":{"b":1}}',
            });
            assert.equal(text, 'another route');
            assert.deepEqual(scene.others, [adminRoot === '/' ? { a: { b: 1 } } : undefined]);
          });

          it('finds the URL in the request, with the path of the HTTP nodes', async () => {
            const second = listener('message');
            scene.router.mount('second', endpointOptions({ path: '/second', publicUrl: undefined })).subscribe(second);
            const path = `${root}/second/message`;
            assert.equal(
              (await post(scene.server, messageFields(), { path, url: scene.server.origin + path })).status,
              200,
            );
            assert.equal(second.accepted.length, 1);
          });

          it('lets a request wait during a deployment', async () => {
            scene.router.deployment.pause();
            scene.router.unmount(scene.endpoint, false);
            const answer = postJson(scene.server, root);
            const unsigned = await scene.server.send({ path: `${root}/elsewhere` });
            assert.equal(unsigned.text, 'another route');
            scene.router.mount('account', endpointOptions()).subscribe(scene.trigger);
            scene.router.deployment.release();
            assert.equal((await answer).status, 200);
            assert.equal(scene.trigger.accepted[0]?.body, 'from JSON');
          });

          it('passes a request on, with its body, when a deployment removed its account', async () => {
            scene.router.deployment.pause();
            const answer = postJson(scene.server, root);
            await scene.server.send({ path: `${root}/elsewhere` });
            scene.router.unmount(scene.endpoint, true);
            scene.router.deployment.release();
            assert.equal((await answer).text, 'another route');
            assert.deepEqual(scene.others.at(-1), JSON.parse(json));
          });
        });
      }
    }
  }

  describe('while flows are deployed', () => {
    for (const hasHttpGuards of [true, false]) {
      it(`an unsigned body is rejected unread, ${hasHttpGuards ? 'through the apps' : 'directly'}`, async () => {
        await start('/', '/', { hasHttpGuards });
        scene.router.deployment.pause();
        const { request, answer } = scene.server.begin({
          path: '/twilio/message',
          headers: { 'Content-Length': '100000', 'Content-Type': 'application/x-www-form-urlencoded' },
        });
        request.write('Body=');
        assert.equal((await answer).status, 403);
      });

      it(`waiting bodies are limited, ${hasHttpGuards ? 'through the apps' : 'directly'}`, async () => {
        await start('/', '/', { hasHttpGuards, maxBodySize: 1024 });
        scene.router.deployment.pause();
        const body = 'a'.repeat(700);
        const refused: string[] = [];
        // 64 bodies of the largest size, 1 KB, may wait. One of these has more than 800 bytes.
        const least = 100 - 82;
        let sent: Promise<number>[] = [];
        await new Promise<void>((resolve) => {
          sent = Array.from({ length: 100 }, async (_, n) => {
            const { status, text } = await post(scene.server, messageFields({ MessageSid: messageSid(n), Body: body }));
            if (status !== 200 && refused.push(`${status} ${text}`) === least) resolve();
            return status;
          });
        });
        scene.router.deployment.release();
        const accepted = (await Promise.all(sent)).filter((status) => status === 200).length;
        assert.ok(accepted >= 64, String(accepted));
        assert.equal(scene.trigger.accepted.length, accepted);
        for (const text of refused) assert.match(text, /^503 Too many webhooks/);
        // What has waited no longer counts.
        assert.equal((await post(scene.server, messageFields({ MessageSid: messageSid(200) }))).status, 200);
      });
    }
  });

  it('applies the limit of apiMaxLength before the parsers', async () => {
    await start('/', '/', { maxBodySize: '1kb' });
    assert.equal((await post(scene.server, messageFields({ Body: 'x'.repeat(2000) }))).status, 413);
  });

  it('ends with 408 for a body that never ends', async () => {
    await start('/', '/', { bodyTimeoutMs: 10 });
    const { request, answer } = scene.server.begin({
      path: '/twilio/message',
      headers: { 'X-Twilio-Signature': 'any', 'Content-Length': '10' },
    });
    request.write('Body=');
    assert.equal((await answer).status, 408);
    assert.equal((await post(scene.server, messageFields())).status, 200);
  });

  it('lets Express respond when a middleware fails', async () => {
    const middleware = (): never => {
      throw Object.assign(new Error('broken'), { status: 418 });
    };
    await start('/red', '/', { middleware });
    assert.equal((await post(scene.server, messageFields())).status, 418);
  });

  it('works when the app is mounted only after it was attached', async () => {
    const node = express();
    scene.router = new Router();
    mountRouter(scene.router, node);
    scene.trigger = listener('message');
    scene.router.mount('account', endpointOptions()).subscribe(scene.trigger);
    scene.server = await startHttp(express().use('/api', node));
    const url = `${PUBLIC_BASE}/twilio/message`;
    assert.equal((await post(scene.server, NESTED, { path: '/api/twilio/message', url })).status, 200);
  });
});
