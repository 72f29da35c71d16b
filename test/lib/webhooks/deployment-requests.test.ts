/** Webhooks that come while flows are deployed: they wait, and none is lost. */
import assert from 'node:assert/strict';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import { startHttp, type TestHttp } from '../../support/http';
import { endpointOptions, listener, messageFields, messageSid, post, signedForm } from '../../support/webhooks';
import { useDeployment } from './deployment-scene';

const HELLO = '<Response><Message>Hello</Message></Response>';

describe('webhooks while flows are deployed', () => {
  const scene = useDeployment();
  const { start, flowTrigger } = scene;

  describe('a request of Twilio', () => {
    it('waits for the nodes that take it', async () => {
      scene.router.deployment.pause();
      scene.router.unmount(scene.endpoint, false);
      const arrival = scene.nextArrival();
      const answer = post(scene.server, messageFields());
      await arrival;
      const trigger = listener('message');
      scene.endpoint = scene.router.mount('account', endpointOptions());
      scene.endpoint.subscribe(trigger);
      assert.deepEqual(trigger.accepted, []);
      scene.router.deployment.release();
      assert.equal((await answer).status, 200);
      assert.equal(trigger.accepted.length, 1);
    });

    it('gets 404 when the deployment removed its node', async () => {
      scene.endpoint.subscribe(listener('message'));
      scene.router.deployment.pause();
      scene.router.unmount(scene.endpoint, true);
      const arrival = scene.nextArrival();
      const answer = post(scene.server, messageFields());
      await arrival;
      scene.router.deployment.release();
      assert.equal((await answer).text, 'passed on');
    });

    it('gets 503 when the deployment takes too long, so that Twilio tries again', async () => {
      scene.router.close();
      await scene.server.close();
      await start({ deploymentTimeoutMs: 5 });
      const trigger = listener('message');
      scene.endpoint.subscribe(trigger);
      scene.router.deployment.pause();
      assert.equal((await post(scene.server, messageFields())).status, 503);
      scene.router.deployment.release();
      assert.deepEqual(trigger.accepted, []);
      assert.equal((await post(scene.server, messageFields())).status, 200);
      assert.equal(trigger.accepted.length, 1);
    });

    it('gets 503 at once, with the reason, when the flows do not start', async () => {
      scene.endpoint.subscribe(listener('message'));
      scene.router.deployment.pause();
      const arrival = scene.nextArrival();
      const waiting = post(scene.server, messageFields());
      await arrival;
      let explained = 0;
      scene.router.deployment.stop('Some node types are missing.', () => (explained += 1));
      for (const answer of [await waiting, await post(scene.server, messageFields())]) {
        assert.equal(answer.status, 503);
        assert.equal(answer.text, 'Some node types are missing.\n');
      }
      assert.equal(explained, 1);
      scene.router.deployment.release();
      assert.equal((await post(scene.server, messageFields())).status, 200);
    });

    it('is not lost when Twilio disconnects: a fixed response is kept for the retry', async () => {
      const trigger = listener('message', { answer: () => ({ by: 'document', twiml: HELLO }) });
      scene.endpoint.subscribe(trigger);
      const received = new Promise<void>((resolve) => {
        trigger.receive = (event) => {
          trigger.accepted.push(event);
          resolve();
        };
      });
      const asTwilio = signedForm(messageFields());
      // The body has been read, as it has where a parser stands ahead.
      scene.server = await closeAndServe((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.once('end', () => {
          Object.assign(request, { _body: true, rawBody: Buffer.concat(chunks) });
          scene.router.deployment.pause();
          scene.router.handle(request, response, () => response.end());
          response.once('close', () => {
            scene.router.deployment.release();
          });
          sent.request.destroy();
        });
      });
      const sent = scene.server.begin({
        ...asTwilio,
        headers: { ...asTwilio.headers, 'Transfer-Encoding': 'chunked' },
      });
      sent.request.end(asTwilio.body);
      await received;
      scene.server = await closeAndServe((request, response) => {
        scene.router.handle(request, response, () => response.end());
      });
      assert.equal((await post(scene.server, messageFields())).text, HELLO);
      assert.equal(trigger.accepted.length, 1);
    });

    it('waits only when it can be from Twilio', async () => {
      scene.endpoint.subscribe(listener('message'));
      scene.router.deployment.pause();
      assert.equal((await scene.server.send({ path: '/twilio/message' })).status, 403);
      assert.equal((await scene.server.send({ path: '/elsewhere' })).text, 'passed on');
    });

    it('does not block other requests when a middleware fails', async () => {
      scene.router.close();
      await scene.server.close();
      await start({
        middleware: (request, _response, next) => {
          if (request.headers['x-break'] !== undefined) throw new Error('broken');
          next();
        },
      });
      scene.endpoint.subscribe(listener('message'));
      scene.router.deployment.pause();
      let arrival = scene.nextArrival();
      const broken = post(scene.server, messageFields(), { headers: { 'X-Break': '1' } });
      await arrival;
      arrival = scene.nextArrival();
      const fine = post(scene.server, messageFields());
      await arrival;
      scene.router.deployment.release();
      assert.equal((await fine).status, 200);
      assert.equal((await broken).text, 'passed on');
    });
  });

  it('closing ends every wait and every open response', async () => {
    const trigger = flowTrigger();
    const open = post(scene.server, messageFields());
    await trigger.heard;
    scene.router.deployment.pause();
    const arrival = scene.nextArrival();
    const waiting = post(scene.server, messageFields({ MessageSid: messageSid(2) }), { token: 'guess' });
    await arrival;
    scene.router.close();
    assert.equal((await open).text, EMPTY_TWIML);
    assert.equal((await waiting).status, 403);
  });

  async function closeAndServe(listen: Parameters<typeof startHttp>[0]): Promise<TestHttp> {
    await scene.server.close();
    return startHttp(listen);
  }
});
