import assert from 'node:assert/strict';
import { interruptCall } from '../../../../lib/calls/session/interruptions';
import { MemoryStore } from '../../../../lib/store/memory-store';
import { CALL, createWorld, type World } from './call-world';

/** What is in the store outlives the worlds: each is a process of its own, and the one before has crashed. */
describe('a live call over a crash', () => {
  let store: MemoryStore;
  let world: World;
  beforeEach(() => {
    store = new MemoryStore();
    world = createWorld({ store });
    world.begin();
  });

  const written = () => world.sessions.get(CALL)?.write;
  const crash = (): void => {
    const { now } = world;
    world = createWorld({ store });
    world.now = now;
  };

  it('answers a repeated request of a call that has ended, and does not run its flow again', async () => {
    await world.wait('record', 'message');
    await world.comeBack({ CallStatus: 'completed' });
    await new Promise(setImmediate);
    crash();
    await world.request('record', 1, { CallStatus: 'completed' });
    assert.match(world.last(), /<Response\/>|<Response><\/Response>/);
    assert.deepEqual(world.happened, []);
    assert.equal(world.sessions.size, 0);
  });

  it('reports a step of a call that has ended', async () => {
    await world.wait('gather', 'message');
    await world.sessions.callEnded(CALL);
    await new Promise(setImmediate);
    crash();
    await assert.rejects(world.append('say', '<Say>Hello</Say>'), { code: 'CALL_ENDED' });
  });

  it('remembers for two minutes that a call has ended, without its content', async () => {
    await world.wait('gather', { secret: 'in the message' });
    await world.sessions.callEnded(CALL);
    await new Promise(setImmediate);
    const stored = await store.get(`call/${CALL}`);
    assert.deepEqual(stored?.value, { n: 1, nodeId: 'gather', answers: [], hasEnded: true });
  });

  it('writes nothing of a call that had no document', async () => {
    await world.sessions.callEnded(CALL);
    await new Promise(setImmediate);
    assert.equal(await store.get(`call/${CALL}`), undefined);
  });

  it('sends the last document again to a repeated request', async () => {
    await world.wait('gather', 'message');
    world.behind.set('gather', ['bye']).set('bye', []);
    await world.comeBack({ Digits: '1' });
    await world.append('bye', '<Say>Good bye</Say>');
    const document = world.last();
    await written();
    crash();
    await world.request('gather', 1, { Digits: '1' });
    assert.equal(world.last(), document);
    assert.deepEqual(world.happened, []);
    // A step that comes later goes by REST.
    await world.append('bye', '<Say>One more thing</Say>');
    world.pass(1000);
    assert.equal(world.documents.at(-1)?.by, 'rest');
  });

  it('keeps a caller on hold no longer than the patience since the message left', async () => {
    await world.wait('gather', 'message');
    await world.comeBack({ Digits: '1' });
    await written();
    world.pass(55_000);
    crash();
    await world.request('gather', 1, { Digits: '1' });
    world.deadline();
    assert.match(world.last(), /<Pause length="2"\/><Redirect/);
    world.pass(5000);
    await world.comeBack();
    assert.match(world.last(), /<Hangup\/>/);
    assert.deepEqual(
      world.happened.map(({ what, code }) => [what, code]),
      [['failed', 'DEADLINE_MISSED']],
    );
  });

  it('does not start the flow again when it was slow, and keeps the caller on hold for its next step', async () => {
    world.pass(10_000);
    world.deadline();
    await written();
    crash();
    await world.request('trigger', 0, { hold: '1' });
    assert.deepEqual(world.happened, []);
    assert.match(world.last(), /<Pause length="2"\/><Redirect.*n=0&amp;hold=2</);
    // The flow comes back, for example with the reply to a question.
    await world.wait('gather', 'message');
    await world.comeBack();
    assert.match(world.last(), /<Gather/);
  });

  it('does not start the flow again when something was said before its first step', async () => {
    await interruptCall(world.sessions, CALL, '<Say>One moment</Say>');
    await written();
    crash();
    await world.request('trigger', 0, { hold: '1' });
    assert.deepEqual(world.happened, []);
  });

  it('ends a call whose flow was slow and was lost, and reports it', async () => {
    world.pass(10_000);
    world.deadline();
    await written();
    crash();
    world.pass(50_000);
    await world.request('trigger', 0, { hold: '1' });
    assert.match(world.last(), /<Hangup\/>/);
    assert.deepEqual(
      world.happened.map(({ what, nodeId, code }) => [what, nodeId, code]),
      [['failed', 'trigger', 'DEADLINE_MISSED']],
    );
  });

  it('removes a call whose flow was slow from the store when it has ended', async () => {
    world.deadline();
    await world.sessions.callEnded(CALL);
    await new Promise(setImmediate);
    const stored = await store.get(`call/${CALL}`);
    assert.deepEqual(stored?.value, { n: 0, nodeId: 'trigger', answers: [], hasEnded: true });
  });

  it('does not run the flow behind a step that needs no answer twice', async () => {
    await world.append('say', '<Say>One moment</Say>');
    world.pass(50);
    await written();
    crash();
    await world.request('say', 1);
    assert.deepEqual(world.happened, []);
    world.deadline();
    assert.match(world.last(), /<Pause length="2"\/><Redirect/);
  });

  it('comes back to another URL than before a crash: a repeated request would get the answer of then', async () => {
    await world.wait('gather', 'message');
    await world.comeBack({ Digits: '1' });
    await written();
    crash();
    await world.request('gather', 1, { hold: '7' });
    assert.match(world.last(), /n=1&amp;hold=8</);
  });

  it('says which calls are from before, until Twilio requests them', async () => {
    await world.wait('gather', 'message');
    await written();
    const started: [string, boolean][] = [];
    world = createWorld({ store, ports: { started: (...call) => started.push(call) } });
    await world.sessions.restore();
    assert.deepEqual(started, [[CALL, true]]);
    assert.equal(world.sessions.get(CALL)?.isRestored, true);
    await world.request('gather', 1);
    assert.equal(world.sessions.get(CALL)?.isRestored, false);
  });

  it('says that a call of a request is not from before', async () => {
    const started: boolean[] = [];
    world = createWorld({ ports: { started: (_, isRestored) => started.push(isRestored) } });
    await world.request('gather', 3);
    assert.deepEqual(started, [false]);
  });
});

it('answers the open request of a call without steps when the caller hangs up', async () => {
  const world = createWorld();
  world.isOpen = true;
  await world.sessions.callEnded(CALL);
  assert.equal(world.isOpen, false);
  assert.match(world.last(), /<Response\/>|<Response><\/Response>/);
});
