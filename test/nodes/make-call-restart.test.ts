import assert from 'node:assert/strict';
import { TO } from '../support/placed-call';
import { RestartScene, until } from './make-call-restart-scene';

describe('make-call during a restart', () => {
  let scene: RestartScene;

  beforeEach(() => {
    scene = new RestartScene();
  });
  afterEach(() => scene.end());

  const logged = () => scene.loaded.logged().filter(({ id }) => id === 'action');

  describe('waiting for the end', () => {
    const kept = async (): Promise<void> => {
      await scene.place({ payload: 'Hello', order: 7, bytes: Buffer.from('a') });
      await scene.loaded.statusOf('action', 'runtime.status.calling');
    };
    beforeEach(() => scene.start({ wait: true }));

    it('sends the message when the call has ended meanwhile', async () => {
      await kept();
      await scene.stop();
      scene.twilio.status = 'completed';
      await scene.begin();
      const { payload, order, bytes } = await scene.loaded.arrival('out');
      const { to, sid, callSid, status, duration, direction, price } = payload as Record<string, unknown>;
      const resource = { to, sid, callSid, status, duration, direction, price };
      assert.deepEqual(resource, {
        to: TO,
        sid: scene.twilio.callSid,
        callSid: scene.twilio.callSid,
        status: 'completed',
        duration: 7,
        direction: 'outbound-api',
        price: -0.01,
      });
      assert.deepEqual([order, bytes], [7, Buffer.from('a')]);
      assert.deepEqual(logged(), []);
    });

    it('sends the message with the status callback, when the call ends later', async () => {
      await kept();
      await scene.stop();
      await scene.begin();
      await until(() => scene.twilio.polls > 0);
      await scene.post({ CallStatus: 'busy' }, 'call-status');
      const { payload, order } = await scene.loaded.arrival('out');
      assert.equal((payload as Record<string, unknown>)['status'], 'busy');
      assert.equal(order, 7);
    });

    it('sends the message once, also after a further restart and a repeated callback', async () => {
      await kept();
      await scene.stop();
      scene.twilio.status = 'completed';
      await scene.begin();
      await scene.loaded.arrival('out');
      await scene.stop();
      await scene.begin();
      await scene.post({ CallStatus: 'completed' }, 'call-status');
      scene.loaded.node('out').receive({ payload: 'nothing came before' });
      assert.equal((await scene.loaded.arrival('out'))['payload'], 'nothing came before');
    });

    it('goes on after a deployment as well, and the node may have changed', async () => {
      await kept();
      await scene.loaded.redeploy(
        scene.flows.map((node) => (node.id === 'action' ? { ...node, name: 'changed' } : node)),
      );
      scene.twilio.attachTo(scene.loaded);
      await until(() => scene.twilio.polls > 0);
      await scene.post({ CallStatus: 'completed' }, 'call-status');
      assert.equal((await scene.loaded.arrival('out'))['order'], 7);
      assert.deepEqual(logged(), []);
    });

    it('sends "timeout" when the time is over', async () => {
      await scene.loaded.unload();
      await scene.start({ wait: true, maxWait: 1 });
      await kept();
      await scene.stop();
      await scene.begin();
      const { payload } = await scene.loaded.arrival('out');
      assert.equal((payload as Record<string, unknown>)['status'], 'timeout');
    });

    it('gives an error with the message when the account does not have the call any more', async () => {
      await kept();
      await scene.stop();
      scene.twilio.isKnown = false;
      await scene.begin();
      const { error, order } = await scene.loaded.arrival('caught');
      assert.equal((error as Record<string, unknown>)['code'], 'NOT_FOUND');
      assert.equal(order, 7);
    });

    it('gives an error when the node is deleted while it waits', async () => {
      await kept();
      await scene.loaded.redeploy(scene.flows.filter(({ id }) => id !== 'action'));
      const log = scene.loaded.logged().map(({ msg }) => msg);
      assert.match(log.join('\n'), /stopped while it waited for the call|stoppedMeanwhile/);
      await scene.stop();
      await scene.begin();
      await scene.post({ CallStatus: 'completed' }, 'call-status');
      assert.equal(scene.twilio.polls, 0);
    });
  });
});

/** Waits until something holds. */
