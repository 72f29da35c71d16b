import assert from 'node:assert/strict';
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import type { Middleware } from '../../../lib/webhooks/express';
import { normalizePath } from '../../../lib/validation/webhook-path';
import { Router, type RouterOptions } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
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
  type Listener,
} from '../../support/webhooks';

describe('the router', () => {
  let server: TestHttp;
  let router: Router;
  let endpoint: Endpoint;
  let trigger: Listener<'message'>;
  let log: string[];
  let passedOn: unknown[];
  /** Resolves with the first request. */
  let arrived: Promise<void>;
  let hear: (message: string) => void = () => undefined;

  /** Starts a router with one account and one trigger on a bare server. What it passes on becomes a 404. */
  async function start(options: RouterOptions = {}): Promise<void> {
    log = [];
    passedOn = [];
    router = new Router({
      log(message) {
        log.push(message);
        hear(message);
      },
      ...options,
    });
    endpoint = router.mount('account', endpointOptions());
    trigger = listener('message');
    endpoint.subscribe(trigger);
    let arrive: () => void;
    arrived = new Promise((resolve) => (arrive = resolve));
    server = await startHttp((request, response) => {
      arrive();
      router.handle(request, response, (error) => {
        passedOn.push(error);
        response.writeHead(error === undefined ? 404 : 500).end('passed on');
      });
    });
  }

  beforeEach(() => start());
  afterEach(async () => {
    router.close();
    await server.close();
  });
  const restart = async (options: RouterOptions): Promise<void> => {
    router.close();
    await server.close();
    await start(options);
  };

  describe('accepts', () => {
    it('a signed POST, and answers it with XML', async () => {
      const { status, headers, text } = await post(server, messageFields());
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'text/xml');
      assert.equal(headers['content-length'], String(EMPTY_TWIML.length));
      assert.equal(text, EMPTY_TWIML);
      assert.equal(trigger.accepted[0]?.body, 'Hello');
    });

    const allowGet = (): void => {
      router.unmount(endpoint, true);
      endpoint = router.mount('account', endpointOptions({ allowGet: true }));
      endpoint.subscribe(trigger);
    };

    it('a signed GET of an account that allows it', async () => {
      allowGet();
      const query = new URLSearchParams(messageFields({ Body: 'a b&c' }).map(([name, value]) => [name, value]));
      const path = `/twilio/message?${query}`;
      const headers = { 'X-Twilio-Signature': sign(TOKEN, PUBLIC_BASE + path) };
      assert.equal((await server.send({ method: 'GET', path, headers })).status, 200);
      assert.equal(trigger.accepted[0]?.body, 'a b&c');
      assert.equal((await server.send({ method: 'GET', path: `${path}x`, headers })).status, 403);
    });

    it('parameters in the URL, beside those of the form', async () => {
      await post(server, messageFields(), { path: '/twilio/message?tenant=7' });
      assert.equal(trigger.accepted[0]?.raw['tenant'], '7');
    });

    it('JSON whose hash is signed', async () => {
      const body = JSON.stringify({ MessageSid: messageSid(1), AccountSid: ACCOUNT_SID, Body: 'Hi', NumSegments: 1 });
      const path = `/twilio/message?bodySHA256=${bodySha256(body)}`;
      const headers = {
        'Content-Type': 'application/json',
        'X-Twilio-Signature': sign(TOKEN, PUBLIC_BASE + path),
      };
      assert.equal((await server.send({ path, headers, body })).status, 200);
      assert.equal(trigger.accepted[0]?.body, 'Hi');
      assert.equal(trigger.accepted[0].numSegments, 1);
      assert.equal((await server.send({ path, headers, body: body.replace('Hi', 'Ho') })).status, 403);
    });

    it('a path with a trailing slash, as it was signed', async () => {
      assert.equal((await post(server, messageFields(), { path: '/twilio/message/' })).status, 200);
    });
  });

  /** With it, a body is read before the request is rejected. */
  const SIGNATURE = { 'X-Twilio-Signature': 'any' };

  describe('rejects', () => {
    it('bodies that together exceed the memory limit, with 503, and reads again afterwards', async () => {
      await restart({ maxBodySize: '1kb' });
      const { headers = {} } = signedForm(messageFields());
      const open = Array.from({ length: 64 }, () => {
        const call = server.begin({ path: '/twilio/message', headers: { ...headers, 'Content-Length': '1024' } });
        call.request.write('Body=');
        return call;
      });
      let answer = await post(server, messageFields());
      while (answer.status !== 503) answer = await post(server, messageFields());
      assert.match(answer.text, /Too many webhooks/);
      for (const { request } of open) request.destroy();
      while (answer.status === 503) answer = await post(server, messageFields());
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
        assert.equal((await server.send({ path, headers, body: deep })).status, 403);
      } finally {
        JSON.parse = parse;
      }
      assert.equal(parsed, 0);
    });

    it('an unsigned body unread', async () => {
      const headers = { 'Content-Length': '100000' };
      const { request, answer } = server.begin({ path: '/twilio/message', headers });
      request.write('Body=');
      assert.equal((await answer).status, 403);
    });

    it('an unknown webhook, with 404', async () => {
      for (const kind of ['nothing', '__proto__', 'constructor', 'Message', 'message%20']) {
        const { status, text } = await post(server, messageFields(), { path: `/twilio/${kind}` });
        assert.equal(status, 404, kind);
        assert.equal(text, 'No such webhook.\n');
      }
    });

    it('a kind of event that no node takes, with 404', async () => {
      for (const kind of ['call', 'step']) {
        const { status, text } = await post(server, messageFields(), { path: `/twilio/${kind}` });
        assert.equal(status, 404);
        assert.equal(text, `No deployed node of this account takes ${kind} events.\n`);
      }
    });

    it('any method but POST, with 405', async () => {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const { status, headers } = await server.send({ ...signedForm(messageFields()), method });
        assert.equal(status, 405);
        assert.equal(headers['allow'], 'POST');
      }
      assert.deepEqual(trigger.accepted, []);
    });

    it('JSON where a form was expected, with a reason', async () => {
      const body = JSON.stringify(Object.fromEntries(messageFields()));
      const headers = { 'Content-Type': 'application/json' };
      const { status, text } = await post(server, messageFields(), { headers, body });
      assert.equal(status, 403);
      assert.match(text, /the body is not a form, and the URL has no signed hash of it/);
    });

    it('a form with another content type', async () => {
      const { status } = await post(server, messageFields(), { headers: { 'Content-Type': 'text/plain' } });
      assert.equal(status, 403);
    });

    it('invalid percent-encoding that was not signed, and accepts it when it was', async () => {
      const body = 'Body=100%&MessageSid=SM1&A=%zz%FF';
      assert.equal((await post(server, messageFields(), { body })).status, 403);
      const fields = [
        ['AccountSid', ACCOUNT_SID],
        ['From', '12345'],
        ['To', '54321'],
        ['MessageSid', messageSid(5)],
        ['Body', '100%'],
        ['Tag', '%zz'],
      ] as const;
      const broken = fields.map((field) => field.join('=')).join('&');
      assert.equal((await post(server, fields, { body: broken })).status, 200);
      assert.equal(trigger.accepted[0]?.body, '100%');
    });

    it('nothing of other paths: it passes them on', async () => {
      for (const path of ['/', '/message', '/twilio', '/other/message', '/twilio/x/message', '//twilio/message', '*']) {
        const { status, text } = await post(server, messageFields(), { path });
        assert.equal(status, 404, path);
        assert.equal(text, 'passed on', path);
      }
    });
  });

  describe('survives', () => {
    /** The server still takes what is right. */
    const stillWorks = async (): Promise<void> => {
      const fields = messageFields({ MessageSid: messageSid(77) });
      assert.equal((await post(server, fields)).status, 200);
      assert.equal(trigger.accepted.at(-1)?.messageSid, messageSid(77));
    };
    const TEN_MB = Buffer.alloc(10_000_000, 'a');

    it('a body of 10 MB, which gets 413', async () => {
      const { status, text, headers } = await server.send({
        path: '/twilio/message',
        headers: SIGNATURE,
        body: TEN_MB,
      });
      assert.equal(status, 413);
      assert.match(text, /longer than the 262144 bytes/);
      assert.equal(headers.connection, 'close');
      assert.match(log[0] ?? '', /413/);
      await stillWorks();
    });

    it('a body of 10 MB without Content-Length', async () => {
      const { request, answer } = server.begin({ path: '/twilio/message', headers: SIGNATURE });
      for (let at = 0; at < TEN_MB.length; at += 1_000_000) request.write(TEN_MB.subarray(at, at + 1_000_000));
      request.end();
      assert.equal((await answer).status, 413);
      await stillWorks();
    });

    it('a body that is longer than Node-RED’s own limit', async () => {
      await restart({ maxBodySize: '1kb' });
      const fields = messageFields({ Body: 'x'.repeat(1024) });
      assert.equal((await post(server, fields)).status, 413);
      await stillWorks();
    });

    it('a body that never ends, which gets 408', async () => {
      await restart({ bodyTimeoutMs: 10 });
      const { request, answer } = server.begin({
        path: '/twilio/message',
        headers: { ...SIGNATURE, 'Content-Length': '1000' },
      });
      request.write('Body=');
      const { status, text } = await answer;
      assert.equal(status, 408);
      assert.match(text, /did not arrive in time/);
      await stillWorks();
    });

    it('a client that disconnects in the middle', async () => {
      const logged = new Promise<string>((resolve) => (hear = resolve));
      const { request } = server.begin({
        path: '/twilio/message',
        headers: { ...SIGNATURE, 'Content-Length': '1000' },
      });
      request.write('Body=');
      await arrived;
      request.destroy();
      assert.match(await logged, /400: The connection was lost/);
      await stillWorks();
    });

    it('bytes that are not text, NUL and lone surrogates', async () => {
      const body = Buffer.concat([
        Buffer.from('Body='),
        Buffer.from([0, 255, 254, 192, 128]),
        Buffer.from('%ED%A0%80'),
      ]);
      assert.equal((await post(server, messageFields(), { body })).status, 403);
      await stillWorks();
    });

    it('hostile headers', async () => {
      const headers = { 'X-Twilio-Signature': '\u00ff'.repeat(5000), 'Content-Type': ';;;', 'X-Forwarded-Host': '[' };
      assert.equal((await server.send({ path: '/twilio/message', headers, body: 'a=b' })).status, 403);
      await stillWorks();
    });
  });

  describe('calls Node-RED’s middleware for HTTP nodes', () => {
    const seen: string[] = [];
    const note =
      (name: string): Middleware =>
      (_request, _response, next) => {
        seen.push(name);
        setImmediate(next);
      };
    beforeEach(() => (seen.length = 0));

    it('when it is one', async () => {
      await restart({ middleware: note('one') });
      assert.equal((await post(server, messageFields())).status, 200);
      assert.deepEqual(seen, ['one']);
    });

    it('when it is several, in their order', async () => {
      await restart({ middleware: [note('one'), note('two')] });
      assert.equal((await post(server, messageFields())).status, 200);
      assert.deepEqual(seen, ['one', 'two']);
    });

    it('for its own paths only', async () => {
      await restart({ middleware: note('one') });
      await server.send({ path: '/elsewhere' });
      assert.deepEqual(seen, []);
    });

    it('and stops when the middleware responds itself', async () => {
      await restart({ middleware: [(_request, response) => response.writeHead(401).end('no'), note('two')] });
      const { status, text } = await post(server, messageFields());
      assert.equal(status, 401);
      assert.equal(text, 'no');
      assert.deepEqual([seen, trigger.accepted], [[], []]);
    });

    it('and passes its error on, whether it is passed or thrown', async () => {
      const broken = new Error('broken');
      await restart({
        middleware: (request, _response, next) => {
          if (request.url?.endsWith('?throw') === true) throw broken;
          next(broken);
        },
      });
      assert.equal((await post(server, messageFields())).status, 500);
      assert.equal((await post(server, messageFields(), { path: '/twilio/message?throw' })).status, 500);
      assert.deepEqual(passedOn, [broken, broken]);
      assert.deepEqual(trigger.accepted, []);
    });

    it('that may have read the body', async () => {
      await restart({
        middleware(request, _response, next) {
          request.setEncoding('utf8').on('data', (text: string) => {
            Object.assign(request, { _body: true, body: Object.fromEntries(new URLSearchParams(text)) });
          });
          request.on('end', next);
        },
      });
      assert.equal((await post(server, messageFields())).status, 200);
      assert.equal(trigger.accepted[0]?.body, 'Hello');
    });
  });

  it('finds the account at the root path', async () => {
    const root = listener('message');
    const rootEndpoint = router.mount('root', endpointOptions({ path: '/' }));
    rootEndpoint.subscribe(root);
    assert.equal((await post(server, messageFields(), { path: '/message' })).status, 200);
    assert.equal(root.accepted.length, 1);
    assert.equal((await post(server, messageFields(), { path: '/other' })).status, 404);
  });

  it('ignores repeated slashes in a path', () => {
    for (const path of ['twilio', '/twilio', '/twilio/', ' //twilio// ']) assert.equal(normalizePath(path), '/twilio');
    assert.equal(normalizePath('/a/b/'), '/a/b');
    for (const path of ['', '/', ' // ']) assert.equal(normalizePath(path), '');
  });
});
