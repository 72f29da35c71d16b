import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { PathTakenError } from '../../../lib/webhooks/endpoint-registry';
import { Router, type RouterOptions } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
import { endpointOptions, listener, messageFields, messageSid, post, signedForm } from '../../support/webhooks';

const HELLO = '<Response><Message>Hello</Message></Response>';

describe('while flows are deployed', () => {
  let server: TestHttp;
  let router: Router;
  let endpoint: Endpoint;
  /** Resolves with the next request that has come to the router. */
  let nextArrival: () => Promise<unknown>;

  async function start(options: RouterOptions = {}): Promise<void> {
    router = new Router(options);
    endpoint = router.mount('account', endpointOptions());
    let arrived: (() => void) | undefined;
    nextArrival = () => new Promise<void>((resolve) => (arrived = resolve));
    server = await startHttp((request, response) => {
      router.handle(request, response, () => response.writeHead(404).end('passed on'));
      arrived?.();
    });
  }
  beforeEach(() => start());
  afterEach(async () => {
    mock.timers.reset();
    router.close();
    await server.close();
  });

  /** A trigger that leaves the answer to the flow; resolves when it has an event. */
  function flowTrigger(on = endpoint) {
    let tell: () => void;
    const heard = new Promise<void>((resolve) => (tell = resolve));
    const made = listener('message', {
      answer: () => ({ by: 'flow', deadline: 14 }),
      receive: () => {
        tell();
      },
    });
    return { heard, unsubscribe: on.subscribe(made) };
  }

  describe('an account node', () => {
    it('cannot have the path of another account node', async () => {
      endpoint.subscribe(listener('message'));
      for (const path of ['/twilio', 'twilio', '/twilio/']) {
        assert.throws(
          () => router.mount('second', endpointOptions({ path })),
          (error) => error instanceof PathTakenError && error.path === '/twilio' && error.owner === 'account',
        );
      }
      assert.equal((await post(server, messageFields())).status, 200);
    });

    it('can have the path of a removed one', async () => {
      router.unmount(endpoint, true);
      const second = router.mount('second', endpointOptions({ tokens: ['second'] }));
      second.subscribe(listener('message'));
      assert.equal((await post(server, messageFields(), { token: 'second' })).status, 200);
    });

    it('does not remove the path when another one has taken it', async () => {
      router.unmount(endpoint, true);
      const second = router.mount('second', endpointOptions());
      second.subscribe(listener('message'));
      router.unmount(endpoint, true);
      assert.equal((await post(server, messageFields())).status, 200);
    });

    it('works beside others with their own paths', async () => {
      const second = router.mount('second', endpointOptions({ path: '/twilio/second' }));
      const triggers = [endpoint, second].map((one) => {
        const made = listener('message');
        one.subscribe(made);
        return made;
      });
      await post(server, messageFields(), { path: '/twilio/second/message' });
      assert.deepEqual(
        triggers.map(({ accepted }) => accepted.length),
        [0, 1],
      );
    });

    it('passes requests on after it was removed', async () => {
      endpoint.subscribe(listener('message'));
      router.unmount(endpoint, false);
      assert.equal((await post(server, messageFields())).text, 'passed on');
    });
  });

  describe('an open answer', () => {
    it('is still sent when its account node is deployed again', async () => {
      const trigger = flowTrigger();
      const answer = post(server, messageFields());
      await trigger.heard;
      trigger.unsubscribe();
      router.unmount(endpoint, false);
      const again = router.mount('account', endpointOptions());
      assert.equal(again.pendingResponses.isOpen(messageSid(1)), true);
      assert.equal(again.pendingResponses.answer(messageSid(1), HELLO), true);
      assert.equal((await answer).text, HELLO);
    });

    it('is sent to a retry after the deployment', async () => {
      endpoint.subscribe(listener('message', { answer: () => ({ by: 'document', twiml: HELLO }) }));
      await post(server, messageFields());
      router.unmount(endpoint, false);
      const after = listener('message');
      router.mount('account', endpointOptions()).subscribe(after);
      assert.equal((await post(server, messageFields())).text, HELLO);
      assert.deepEqual(after.accepted, []);
    });

    it('is not sent by another account node with the same path', async () => {
      const trigger = flowTrigger();
      const answer = post(server, messageFields());
      await trigger.heard;
      router.unmount(endpoint, false);
      const other = router.mount('second', endpointOptions());
      assert.equal(other.pendingResponses.isOpen(messageSid(1)), false);
      router.close();
      assert.equal((await answer).text, EMPTY_TWIML);
    });

    it('is empty when its account node was removed', async () => {
      const trigger = flowTrigger();
      const answer = post(server, messageFields());
      await trigger.heard;
      router.unmount(endpoint, true);
      assert.equal((await answer).text, EMPTY_TWIML);
    });

    it('is empty when its account node is not deployed again', async () => {
      const trigger = flowTrigger();
      const answer = post(server, messageFields());
      await trigger.heard;
      mock.timers.enable({ apis: ['setTimeout'] });
      router.unmount(endpoint, false);
      mock.timers.tick(60_000);
      assert.equal((await answer).text, EMPTY_TWIML);
      assert.equal(endpoint.pendingResponses.remembered, 0);
    });
  });

  describe('a request of Twilio', () => {
    it('waits for the nodes that take it', async () => {
      router.deployment.pause();
      router.unmount(endpoint, false);
      const arrival = nextArrival();
      const answer = post(server, messageFields());
      await arrival;
      const trigger = listener('message');
      endpoint = router.mount('account', endpointOptions());
      endpoint.subscribe(trigger);
      assert.deepEqual(trigger.accepted, []);
      router.deployment.release();
      assert.equal((await answer).status, 200);
      assert.equal(trigger.accepted.length, 1);
    });

    it('gets 404 when the deployment removed its node', async () => {
      endpoint.subscribe(listener('message'));
      router.deployment.pause();
      router.unmount(endpoint, true);
      const arrival = nextArrival();
      const answer = post(server, messageFields());
      await arrival;
      router.deployment.release();
      assert.equal((await answer).text, 'passed on');
    });

    it('gets 503 when the deployment takes too long, so that Twilio tries again', async () => {
      router.close();
      await server.close();
      await start({ deploymentTimeoutMs: 5 });
      const trigger = listener('message');
      endpoint.subscribe(trigger);
      router.deployment.pause();
      assert.equal((await post(server, messageFields())).status, 503);
      router.deployment.release();
      assert.deepEqual(trigger.accepted, []);
      assert.equal((await post(server, messageFields())).status, 200);
      assert.equal(trigger.accepted.length, 1);
    });

    it('gets 503 at once, with the reason, when the flows do not start', async () => {
      endpoint.subscribe(listener('message'));
      router.deployment.pause();
      const arrival = nextArrival();
      const waiting = post(server, messageFields());
      await arrival;
      let explained = 0;
      router.deployment.stop('Some node types are missing.', () => (explained += 1));
      for (const answer of [await waiting, await post(server, messageFields())]) {
        assert.equal(answer.status, 503);
        assert.equal(answer.text, 'Some node types are missing.\n');
      }
      assert.equal(explained, 1);
      router.deployment.release();
      assert.equal((await post(server, messageFields())).status, 200);
    });

    it('is not lost when Twilio disconnects: a fixed response is kept for the retry', async () => {
      const trigger = listener('message', { answer: () => ({ by: 'document', twiml: HELLO }) });
      endpoint.subscribe(trigger);
      const received = new Promise<void>((resolve) => {
        trigger.receive = (event) => {
          trigger.accepted.push(event);
          resolve();
        };
      });
      const asTwilio = signedForm(messageFields());
      // The body has been read, as it has where a parser stands ahead.
      server = await closeAndServe((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.once('end', () => {
          Object.assign(request, { _body: true, rawBody: Buffer.concat(chunks) });
          router.deployment.pause();
          router.handle(request, response, () => response.end());
          response.once('close', () => {
            router.deployment.release();
          });
          sent.request.destroy();
        });
      });
      const sent = server.begin({ ...asTwilio, headers: { ...asTwilio.headers, 'Transfer-Encoding': 'chunked' } });
      sent.request.end(asTwilio.body);
      await received;
      server = await closeAndServe((request, response) => {
        router.handle(request, response, () => response.end());
      });
      assert.equal((await post(server, messageFields())).text, HELLO);
      assert.equal(trigger.accepted.length, 1);
    });

    it('waits only when it can be from Twilio', async () => {
      endpoint.subscribe(listener('message'));
      router.deployment.pause();
      assert.equal((await server.send({ path: '/twilio/message' })).status, 403);
      assert.equal((await server.send({ path: '/elsewhere' })).text, 'passed on');
    });

    it('does not block other requests when a middleware fails', async () => {
      router.close();
      await server.close();
      await start({
        middleware: (request, _response, next) => {
          if (request.headers['x-break'] !== undefined) throw new Error('broken');
          next();
        },
      });
      endpoint.subscribe(listener('message'));
      router.deployment.pause();
      let arrival = nextArrival();
      const broken = post(server, messageFields(), { headers: { 'X-Break': '1' } });
      await arrival;
      arrival = nextArrival();
      const fine = post(server, messageFields());
      await arrival;
      router.deployment.release();
      assert.equal((await fine).status, 200);
      assert.equal((await broken).text, 'passed on');
    });
  });

  it('closing ends every wait and every open response', async () => {
    const trigger = flowTrigger();
    const open = post(server, messageFields());
    await trigger.heard;
    router.deployment.pause();
    const arrival = nextArrival();
    const waiting = post(server, messageFields({ MessageSid: messageSid(2) }), { token: 'guess' });
    await arrival;
    router.close();
    assert.equal((await open).text, EMPTY_TWIML);
    assert.equal((await waiting).status, 403);
  });

  async function closeAndServe(listen: Parameters<typeof startHttp>[0]): Promise<TestHttp> {
    await server.close();
    return startHttp(listen);
  }
});
