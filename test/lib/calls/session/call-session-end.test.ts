/** How a call ends: the caller hangs up, the flow ends it, or something is wrong with the flow. */
import assert from 'node:assert/strict';
import { MAX_DOCUMENTS, MAX_STEPS_WITHOUT_REQUEST } from '../../../../lib/calls/session/step-errors';
import { CALL, createWorld, plan, type World } from './call-world';
import { verbs } from './call-world';

describe('the end of a live call', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });

  it('ends the call when nothing is wired behind the output that a message left by', async () => {
    world.behind.set('gather', []);
    world.begin();
    await world.wait('gather', 'message');
    await world.comeBack();
    assert.equal(verbs(world.last()), '');
    assert.equal(world.documents.length, 2);
  });

  it('ends the call after a minute without a step, and reports it with the message', async () => {
    world.begin();
    world.pass(10_000);
    world.deadline();
    for (let holds = 0; !world.last().includes('Hangup'); holds += 1) {
      assert.ok(holds < 30, 'the call goes on');
      world.pass(2000);
      await world.comeBack();
    }
    assert.equal(world.now, 1_060_000);
    assert.deepEqual(world.happened, [{ what: 'failed', nodeId: 'trigger', msg: 'call', code: 'DEADLINE_MISSED' }]);
    await assert.rejects(world.append('say', '<Say>Too late</Say>'), { code: 'CALL_ENDED' });
  });

  it('reports what is too long for REST', async () => {
    await world.append('say', `<Say>${'a'.repeat(4000)}</Say>`, 'message');
    world.pass(50);
    assert.deepEqual(world.happened, [{ what: 'failed', nodeId: 'say', msg: 'message', code: 'MESSAGE_TOO_LARGE' }]);
    assert.equal(world.documents.length, 0);
  });

  it('reports a step of a call that has ended', async () => {
    world.isOver = true;
    await world.wait('gather', 'message');
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(
      world.happened.map(({ what, msg, code: reason }) => [what, msg, reason]),
      [['failed', 'message', 'CALL_ENDED']],
    );
    await assert.rejects(world.append('say', '<Say>Hello?</Say>'), { code: 'CALL_ENDED' });
  });

  it('answers the open request when the caller hangs up while the flow works', async () => {
    world.begin();
    await world.sessions.callEnded(CALL);
    assert.equal(world.isOpen, false);
    assert.match(world.last(), /<Response\/>|<Response><\/Response>/);
    assert.deepEqual(world.happened, []);
  });

  it('drops the message of a caller who hangs up in a step without a result', async () => {
    world.begin();
    await world.wait('gather', 'message');
    await world.sessions.callEnded(CALL);
    await world.sessions.callEnded(CALL);
    assert.deepEqual(
      world.happened.map(({ what }) => what),
      ['hung-up'],
    );
    assert.equal(world.sessions.size, 0);
  });

  for (const isStatusFirst of [true, false]) {
    it(`takes a recording that the hang-up ended, ${isStatusFirst ? 'after' : 'before'} the status callback`, async () => {
      world = createWorld({
        hasResultAfterHangUp: true,
        result: () => ({ kind: 'leave', output: 0, payload: 'url', twilio: {}, summary: '' }),
      });
      world.begin();
      await world.wait('record', 'message', 'Record');
      if (isStatusFirst) await world.sessions.callEnded(CALL);
      await world.comeBack({ CallStatus: 'completed' });
      await world.sessions.callEnded(CALL);
      world.pass(60_000);
      assert.deepEqual(world.happened, [{ what: 'left', nodeId: 'record', msg: 'message', output: 0 }]);
      assert.equal(world.sessions.size, 0);
    });
  }

  it('stops waiting for a recording whose request never comes', async () => {
    world = createWorld({ hasResultAfterHangUp: true });
    world.begin();
    await world.wait('record', 'message', 'Record');
    await world.sessions.callEnded(CALL);
    assert.deepEqual(world.happened, []);
    world.pass(10_000);
    assert.deepEqual(
      world.happened.map(({ what }) => what),
      ['hung-up'],
    );
  });

  it('ends a call whose steps never wait for the caller', async () => {
    world.begin();
    const steps = Array.from({ length: MAX_STEPS_WITHOUT_REQUEST + 1 }, () => world.append('say', '<Say>Again</Say>'));
    const results = await Promise.allSettled(steps);
    const failed = results.filter(({ status }) => status === 'rejected');
    assert.equal(failed.length, 1);
    assert.match(world.last(), /<Hangup\/>/);
  });

  it('ends a call with too many documents', async () => {
    world = createWorld({ result: () => ({ kind: 'again', plan: plan('Gather') }) });
    world.begin();
    await world.wait('gather', 'message');
    for (let documents = 1; documents < MAX_DOCUMENTS; documents += 1) await world.comeBack();
    assert.deepEqual(world.happened, []);
    await world.comeBack();
    assert.deepEqual(
      world.happened.map(({ what, code: reason }) => [what, reason]),
      [['failed', 'CALL_LOOP']],
    );
    assert.match(world.last(), /<Hangup\/>/);
  });

  it('ends a call whose step was removed, and names it in the log', async () => {
    world.begin();
    await world.wait('gather', 'message');
    world.removed.add('gather');
    await world.comeBack();
    assert.match(world.last(), /<Hangup\/>/);
    assert.match(world.warnings.join(), /gather/);
  });

  it('ends a call at once when a deployment removes the node that it is in', () => {
    world.begin();
    world.sessions.redeployed();
    assert.equal(world.documents.length, 0);
    world.removed.add('trigger');
    world.sessions.redeployed();
    assert.match(world.last(), /<Hangup\/>/);
    assert.match(world.warnings.join(), /trigger/);
    assert.equal(world.sessions.size, 0);
  });

  it('hangs up at once, also while another step waits', async () => {
    world.begin();
    await world.wait('gather', 'message');
    await world.end('hang-up', '<Hangup/>');
    assert.deepEqual(world.documents.at(-1), {
      by: 'rest',
      text: '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>',
    });
    await world.sessions.callEnded(CALL);
    assert.deepEqual(
      world.happened.map(({ what }) => what),
      ['hung-up'],
    );
  });
});
