import assert from 'node:assert/strict';
import { twiml } from '../support/flows';
import { TO } from '../support/placed-call';
import { gather, say } from '../support/step-flows';
import { RestartScene } from './make-call-restart-scene';

describe('make-call during a restart', () => {
  let scene: RestartScene;

  beforeEach(() => {
    scene = new RestartScene();
  });
  afterEach(() => scene.end());

  describe('going on in the flow', () => {
    const fields = { answer: 'flow', outputs: 2, wires: [['out'], ['second', 'say']] };
    beforeEach(() => scene.start(fields, say('say', ['gather']), gather('gather')));

    it('starts a call of steps with the message, and says who has answered', async () => {
      await scene.place({ order: 7 });
      const answer = scene.post({ CallStatus: 'in-progress', AnsweredBy: 'human' }, 'call', scene.twilio.path);
      const { payload, topic, order, twilio: event } = await scene.loaded.arrival('second');
      assert.deepEqual([payload, topic, order], [TO, TO, 7]);
      assert.equal((event as Record<string, unknown>)['answeredBy'], 'human');
      assert.match((await answer).text, /<Response><Say>Hello<\/Say><Gather [^>]*node=gather/);
    });

    it('goes on from the second output when its message was lost with the restart', async () => {
      await scene.place({ order: 7 });
      await scene.stop();
      await scene.begin();
      const path = scene.twilio.path.replace(/flow=[^&]*/, 'flow=lost');
      const answer = scene.post({ CallStatus: 'in-progress' }, 'call', path);
      const { payload, order } = await scene.loaded.arrival('second');
      assert.deepEqual([payload, order], [TO, undefined]);
      assert.match((await answer).text, /<Say>Hello<\/Say>/);
    });

    it('does not take the call of another node', async () => {
      await scene.place({ order: 7 });
      await scene.stop();
      await scene.begin();
      const answer = await scene.post(
        { CallStatus: 'in-progress' },
        'call',
        scene.twilio.path.replace('action', 'other'),
      );
      assert.match(answer.text, /<Response\/>/);
    });
  });

  it('reports an answer that the flow has missed, with the message', async () => {
    await scene.start({ answer: 'flow', outputs: 2, wires: [['out'], ['second']] }, twiml({ wires: [[]] }));
    await scene.place({ order: 7 });
    const answer = await scene.post({ CallStatus: 'in-progress' }, 'call', scene.twilio.path);
    assert.match(answer.text, /<Response\/>/);
    const { error, order, payload } = await scene.loaded.arrival('caught');
    const { code, cause } = error as { code: string; cause: { hint: string } };
    assert.deepEqual([code, order, payload], ['DEADLINE_MISSED', 7, TO]);
    assert.match(cause.hint, /"say"/);
    await scene.loaded.statusOf('action', 'runtime.status.deadlineMissed', 'yellow');
  });
});

/** Waits until something holds. */
