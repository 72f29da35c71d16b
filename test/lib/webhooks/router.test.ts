/** Which requests the router takes for webhooks, and which it rejects or passes on. */
import assert from 'node:assert/strict';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import { normalizePath } from '../../../lib/validation/webhook-path';
import { bodySha256, sign } from '../../support/sign';
import {
  ACCOUNT_SID,
  endpointOptions,
  listener,
  messageFields,
  messageSid,
  post,
  PUBLIC_BASE,
  signedForm,
  TOKEN,
} from '../../support/webhooks';
import { useRouter } from './router-scene';

describe('the router', () => {
  const scene = useRouter();

  describe('accepts', () => {
    it('a signed POST, and answers it with XML', async () => {
      const { status, headers, text } = await post(scene.server, messageFields());
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'text/xml');
      assert.equal(headers['content-length'], String(EMPTY_TWIML.length));
      assert.equal(text, EMPTY_TWIML);
      assert.equal(scene.trigger.accepted[0]?.body, 'Hello');
    });

    const allowGet = (): void => {
      scene.router.unmount(scene.endpoint, true);
      scene.endpoint = scene.router.mount('account', endpointOptions({ allowGet: true }));
      scene.endpoint.subscribe(scene.trigger);
    };

    it('a signed GET of an account that allows it', async () => {
      allowGet();
      const query = new URLSearchParams(messageFields({ Body: 'a b&c' }).map(([name, value]) => [name, value]));
      const path = `/twilio/message?${query}`;
      const headers = { 'X-Twilio-Signature': sign(TOKEN, PUBLIC_BASE + path) };
      assert.equal((await scene.server.send({ method: 'GET', path, headers })).status, 200);
      assert.equal(scene.trigger.accepted[0]?.body, 'a b&c');
      assert.equal((await scene.server.send({ method: 'GET', path: `${path}x`, headers })).status, 403);
    });

    it('parameters in the URL, beside those of the form', async () => {
      await post(scene.server, messageFields(), { path: '/twilio/message?tenant=7' });
      assert.equal(scene.trigger.accepted[0]?.raw['tenant'], '7');
    });

    it('JSON whose hash is signed', async () => {
      const body = JSON.stringify({ MessageSid: messageSid(1), AccountSid: ACCOUNT_SID, Body: 'Hi', NumSegments: 1 });
      const path = `/twilio/message?bodySHA256=${bodySha256(body)}`;
      const headers = {
        'Content-Type': 'application/json',
        'X-Twilio-Signature': sign(TOKEN, PUBLIC_BASE + path),
      };
      assert.equal((await scene.server.send({ path, headers, body })).status, 200);
      assert.equal(scene.trigger.accepted[0]?.body, 'Hi');
      assert.equal(scene.trigger.accepted[0].numSegments, 1);
      assert.equal((await scene.server.send({ path, headers, body: body.replace('Hi', 'Ho') })).status, 403);
    });

    it('a path with a trailing slash, as it was signed', async () => {
      assert.equal((await post(scene.server, messageFields(), { path: '/twilio/message/' })).status, 200);
    });
  });

  describe('rejects', () => {
    it('bodies that together exceed the memory limit, with 503, and reads again afterwards', async () => {
      await scene.restart({ maxBodySize: '1kb' });
      const { headers = {} } = signedForm(messageFields());
      const open = Array.from({ length: 64 }, () => {
        const call = scene.server.begin({ path: '/twilio/message', headers: { ...headers, 'Content-Length': '1024' } });
        call.request.write('Body=');
        return call;
      });
      let answer = await post(scene.server, messageFields());
      while (answer.status !== 503) answer = await post(scene.server, messageFields());
      assert.match(answer.text, /Too many webhooks/);
      for (const { request } of open) request.destroy();
      while (answer.status === 503) answer = await post(scene.server, messageFields());
      assert.equal(answer.status, 200);
    });

    it('JSON that was not signed, before it is parsed', async () => {
      const deep = '['.repeat(200_000);
      const path = `/twilio/message?bodySHA256=${bodySha256('{}')}`;
      const headers = { 'Content-Type': 'application/json', 'X-Twilio-Signature': sign(TOKEN, PUBLIC_BASE + path) };
      const { parse } = JSON;
      let parsed = 0;
      JSON.parse = (...args: Parameters<typeof parse>): unknown => {
        parsed += 1;
        return parse(...args) as unknown;
      };
      try {
        assert.equal((await scene.server.send({ path, headers, body: deep })).status, 403);
      } finally {
        JSON.parse = parse;
      }
      assert.equal(parsed, 0);
    });

    it('an unsigned body unread', async () => {
      const headers = { 'Content-Length': '100000' };
      const { request, answer } = scene.server.begin({ path: '/twilio/message', headers });
      request.write('Body=');
      assert.equal((await answer).status, 403);
    });

    it('an unknown webhook, with 404', async () => {
      for (const kind of ['nothing', '__proto__', 'constructor', 'Message', 'message%20']) {
        const { status, text } = await post(scene.server, messageFields(), { path: `/twilio/${kind}` });
        assert.equal(status, 404, kind);
        assert.equal(text, 'No such webhook.\n');
      }
    });

    it('a step that no node has, with 404', async () => {
      const { status, text } = await post(scene.server, messageFields(), { path: '/twilio/step' });
      assert.equal(status, 404);
      assert.equal(text, 'No deployed node of this account takes step events.\n');
    });

    it('any method but POST, with 405', async () => {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const { status, headers } = await scene.server.send({ ...signedForm(messageFields()), method });
        assert.equal(status, 405);
        assert.equal(headers['allow'], 'POST');
      }
      assert.deepEqual(scene.trigger.accepted, []);
    });

    it('JSON where a form was expected, with a reason', async () => {
      const body = JSON.stringify(Object.fromEntries(messageFields()));
      const headers = { 'Content-Type': 'application/json' };
      const { status, text } = await post(scene.server, messageFields(), { headers, body });
      assert.equal(status, 403);
      assert.match(text, /the body is not a form, and the URL has no signed hash of it/);
    });

    it('a form with another content type', async () => {
      const { status } = await post(scene.server, messageFields(), { headers: { 'Content-Type': 'text/plain' } });
      assert.equal(status, 403);
    });

    it('invalid percent-encoding that was not signed, and accepts it when it was', async () => {
      const body = 'Body=100%&MessageSid=SM1&A=%zz%FF';
      assert.equal((await post(scene.server, messageFields(), { body })).status, 403);
      const fields = [
        ['AccountSid', ACCOUNT_SID],
        ['From', '12345'],
        ['To', '54321'],
        ['MessageSid', messageSid(5)],
        ['Body', '100%'],
        ['Tag', '%zz'],
      ] as const;
      const broken = fields.map((field) => field.join('=')).join('&');
      assert.equal((await post(scene.server, fields, { body: broken })).status, 200);
      assert.equal(scene.trigger.accepted[0]?.body, '100%');
    });

    it('nothing of other paths: it passes them on', async () => {
      for (const path of ['/', '/message', '/twilio', '/other/message', '/twilio/x/message', '//twilio/message', '*']) {
        const { status, text } = await post(scene.server, messageFields(), { path });
        assert.equal(status, 404, path);
        assert.equal(text, 'passed on', path);
      }
    });
  });

  it('finds the account at the root path', async () => {
    const root = listener('message');
    const rootEndpoint = scene.router.mount('root', endpointOptions({ path: '/' }));
    rootEndpoint.subscribe(root);
    assert.equal((await post(scene.server, messageFields(), { path: '/message' })).status, 200);
    assert.equal(root.accepted.length, 1);
    assert.equal((await post(scene.server, messageFields(), { path: '/other' })).status, 404);
  });

  it('ignores repeated slashes in a path', () => {
    for (const path of ['twilio', '/twilio', '/twilio/', ' //twilio// ']) assert.equal(normalizePath(path), '/twilio');
    assert.equal(normalizePath('/a/b/'), '/a/b');
    for (const path of ['', '/', ' // ']) assert.equal(normalizePath(path), '');
  });
});
