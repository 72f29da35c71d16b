/** What a deployment does with the paths of accounts, and with open answers. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import { PathTakenError } from '../../../lib/webhooks/endpoint-registry';
import { endpointOptions, listener, messageFields, messageSid, post } from '../../support/webhooks';
import { useDeployment } from './deployment-scene';

const HELLO = '<Response><Message>Hello</Message></Response>';

describe('while flows are deployed', () => {
  const scene = useDeployment();
  const { flowTrigger } = scene;

  describe('an account node', () => {
    it('cannot have the path of another account node', async () => {
      scene.endpoint.subscribe(listener('message'));
      for (const path of ['/twilio', 'twilio', '/twilio/']) {
        assert.throws(
          () => scene.router.mount('second', endpointOptions({ path })),
          (error) => error instanceof PathTakenError && error.path === '/twilio' && error.owner === 'account',
        );
      }
      assert.equal((await post(scene.server, messageFields())).status, 200);
    });

    it('can have the path of a removed one', async () => {
      scene.router.unmount(scene.endpoint, true);
      const second = scene.router.mount('second', endpointOptions({ tokens: ['second'] }));
      second.subscribe(listener('message'));
      assert.equal((await post(scene.server, messageFields(), { token: 'second' })).status, 200);
    });

    it('does not remove the path when another one has taken it', async () => {
      scene.router.unmount(scene.endpoint, true);
      const second = scene.router.mount('second', endpointOptions());
      second.subscribe(listener('message'));
      scene.router.unmount(scene.endpoint, true);
      assert.equal((await post(scene.server, messageFields())).status, 200);
    });

    it('works beside others with their own paths', async () => {
      const second = scene.router.mount('second', endpointOptions({ path: '/twilio/second' }));
      const triggers = [scene.endpoint, second].map((one) => {
        const made = listener('message');
        one.subscribe(made);
        return made;
      });
      await post(scene.server, messageFields(), { path: '/twilio/second/message' });
      assert.deepEqual(
        triggers.map(({ accepted }) => accepted.length),
        [0, 1],
      );
    });

    it('passes requests on after it was removed', async () => {
      scene.endpoint.subscribe(listener('message'));
      scene.router.unmount(scene.endpoint, false);
      assert.equal((await post(scene.server, messageFields())).text, 'passed on');
    });
  });

  describe('an open answer', () => {
    it('is still sent when its account node is deployed again', async () => {
      const trigger = flowTrigger();
      const answer = post(scene.server, messageFields());
      await trigger.heard;
      trigger.unsubscribe();
      scene.router.unmount(scene.endpoint, false);
      const again = scene.router.mount('account', endpointOptions());
      assert.equal(again.pendingResponses.isOpen(messageSid(1)), true);
      assert.equal(again.pendingResponses.answer(messageSid(1), HELLO), true);
      assert.equal((await answer).text, HELLO);
    });

    it('is sent to a retry after the deployment', async () => {
      scene.endpoint.subscribe(listener('message', { answer: () => ({ by: 'document', twiml: HELLO }) }));
      await post(scene.server, messageFields());
      scene.router.unmount(scene.endpoint, false);
      const after = listener('message');
      scene.router.mount('account', endpointOptions()).subscribe(after);
      assert.equal((await post(scene.server, messageFields())).text, HELLO);
      assert.deepEqual(after.accepted, []);
    });

    it('is not sent by another account node with the same path', async () => {
      const trigger = flowTrigger();
      const answer = post(scene.server, messageFields());
      await trigger.heard;
      scene.router.unmount(scene.endpoint, false);
      const other = scene.router.mount('second', endpointOptions());
      assert.equal(other.pendingResponses.isOpen(messageSid(1)), false);
      scene.router.close();
      assert.equal((await answer).text, EMPTY_TWIML);
    });

    it('is empty when its account node was removed', async () => {
      const trigger = flowTrigger();
      const answer = post(scene.server, messageFields());
      await trigger.heard;
      scene.router.unmount(scene.endpoint, true);
      assert.equal((await answer).text, EMPTY_TWIML);
    });

    it('is empty when its account node is not deployed again', async () => {
      const trigger = flowTrigger();
      const answer = post(scene.server, messageFields());
      await trigger.heard;
      mock.timers.enable({ apis: ['setTimeout'] });
      scene.router.unmount(scene.endpoint, false);
      mock.timers.tick(60_000);
      assert.equal((await answer).text, EMPTY_TWIML);
      assert.equal(scene.endpoint.pendingResponses.remembered, 0);
    });
  });
});
