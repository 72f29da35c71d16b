import assert from 'node:assert/strict';
import { interruptCall } from '../../../../lib/calls/session/interruptions';
import { MemoryStore } from '../../../../lib/store/memory-store';
import { CALL, createWorld, type World } from './call-world';

const SAY = '<Say>Your turn is next</Say>';

describe('saying something in a live call in between, in other cases', () => {
  let world: World;
  const interrupt = () => interruptCall(world.sessions, CALL, SAY);
  beforeEach(() => {
    world = createWorld();
  });

  it('does not come back when the call runs its last document', async () => {
    world.behind.set('trigger', ['say']).set('say', []);
    world.begin();
    await world.append('say', '<Say>Goodbye</Say>');
    await interrupt();
    assert.match(world.last(), /<Response><Say>Your turn is next<\/Say><\/Response>$/);
  });

  it('asks again after a restart too', async () => {
    const store = new MemoryStore();
    world = createWorld({ store });
    world.begin();
    await world.wait('gather', 'message');
    const question = world.last();
    await new Promise(setImmediate);
    world = createWorld({ store });
    await interrupt();
    await world.comeBack();
    assert.equal(world.last(), question);
  });

  it('does nothing for an unknown call', async () => {
    assert.equal(await interrupt(), false);
    assert.deepEqual(world.documents, []);
  });

  it('is rejected when the call has ended, and the waiting message leaves as for a hang-up', async () => {
    world.begin();
    await world.wait('gather', 'message');
    world.isOver = true;
    await assert.rejects(interrupt(), { code: 'CALL_ENDED' });
    assert.deepEqual(
      world.happened.map(({ what }) => what),
      ['hung-up'],
    );
    await assert.rejects(interrupt(), { code: 'CALL_ENDED' });
  });

  it('is rejected when it is too long for a live call, which then continues', async () => {
    world.begin();
    await world.wait('gather', 'message');
    await assert.rejects(interruptCall(world.sessions, CALL, 'x'.repeat(4000)), { code: 'MESSAGE_TOO_LARGE' });
    await world.comeBack();
    assert.equal(world.happened.length, 1);
  });
});

describe('a call that was sent elsewhere', () => {
  it('reports the step that waited, and a later step goes by REST', async () => {
    const world = createWorld();
    world.begin();
    await world.wait('gather', 'message');
    await world.sessions.taken(CALL);
    await world.sessions.taken(CALL);
    assert.deepEqual(world.happened, [{ what: 'failed', nodeId: 'gather', msg: 'message', code: 'CALL_FAILED' }]);
    await world.append('say', '<Say>Back again</Say>');
    world.pass(50);
    assert.equal(world.documents.at(-1)?.by, 'rest');
  });

  it('answers at once what Twilio reports of the verb before', async () => {
    const world = createWorld();
    world.begin();
    await world.wait('dial', 'message', 'Dial');
    await world.sessions.taken(CALL);
    await world.request('dial', 1, { DialCallStatus: 'completed' });
    assert.match(world.last(), /<Response\/>|<Response><\/Response>/);
    assert.equal(world.isOpen, false);
    await world.append('say', '<Say>Back again</Say>');
    world.pass(50);
    assert.equal(world.documents.at(-1)?.by, 'rest');
  });
});
