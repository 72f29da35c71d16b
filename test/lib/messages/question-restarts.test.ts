/** Questions over a restart of Node-RED. Each is asked once. */
import assert from 'node:assert/strict';
import { questionScene, text, type QuestionScene } from './questions-scene';

describe('after a restart, questions', () => {
  let scene: QuestionScene;
  beforeEach(() => {
    scene = questionScene();
  });

  it('wait on, and are not asked again', async () => {
    await scene.ask('coming?');
    scene.now += 30_000;
    await scene.restart();
    await scene.questions.reply(text('yes'));
    assert.deepEqual(scene.happened, [{ what: 'replied', msg: 'coming?', detail: 'yes' }]);
    assert.deepEqual(scene.sent, ['coming?']);
  });

  it('leave at once when the wait is over, and the queue goes on', async () => {
    await scene.ask('first');
    await scene.ask('second');
    scene.now += 60_001;
    scene.timers = [];
    scene.questions = scene.create();
    await scene.questions.restore();
    await scene.pass(0);
    assert.deepEqual(scene.happened, [{ what: 'no-reply', msg: 'first' }]);
    assert.deepEqual(scene.sent, ['first', 'second']);
  });

  it('wait for the rest of the time only', async () => {
    await scene.ask('coming?');
    scene.now += 50_000;
    await scene.restart();
    await scene.pass(9_999);
    assert.deepEqual(scene.happened, []);
    await scene.pass(1);
    assert.deepEqual(scene.happened, [{ what: 'no-reply', msg: 'coming?' }]);
  });

  it('are reported when it is not known whether they were sent, and are never sent again', async () => {
    scene.send = ({ msg }) => {
      scene.sent.push(msg);
      return new Promise(() => undefined);
    };
    await scene.ask('coming?');
    await scene.restart();
    assert.deepEqual(scene.happened, [{ what: 'failed', msg: 'coming?', detail: 'UNKNOWN_OUTCOME' }]);
    await scene.restart();
    assert.deepEqual([scene.sent.length, scene.happened.length, await scene.kept()], [1, 1, 0]);
  });

  it('take the reply that came in the meantime, and only the first one that is an answer', async () => {
    await scene.ask('coming?');
    scene.received = [text('HELP'), text('yes'), text('no')];
    await scene.restart();
    assert.deepEqual(scene.happened, [{ what: 'replied', msg: 'coming?', detail: 'yes' }]);
  });

  it('wait on when the messages cannot be fetched', async () => {
    await scene.ask('coming?');
    Object.defineProperty(scene.received, 'find', {
      value: () => {
        throw new Error('no network');
      },
    });
    await scene.restart();
    assert.deepEqual(scene.warnings, ['no network']);
    await scene.questions.reply(text('yes'));
    assert.equal(scene.happened.length, 1);
  });
});
