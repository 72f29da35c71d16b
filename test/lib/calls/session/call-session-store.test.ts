/** What a live call keeps in the store, and does after a restart, a repeated request, or a failure of the store. */
import assert from 'node:assert/strict';
import { MemoryStore } from '../../../../lib/store/memory-store';
import { CALL, createWorld, plan, type World } from './call-world';

describe('what a live call keeps', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });

  it('sends a repeated request the response of the first', async () => {
    world.begin();
    await world.wait('gather', 'first');
    await world.comeBack();
    await world.wait('record', 'second', 'Record');
    const answer = world.last();
    await world.request('gather', 1);
    assert.equal(world.last(), answer);
    assert.deepEqual(
      world.happened.map(({ msg }) => msg),
      ['first'],
    );
  });

  it('goes on when a crash came between the claim of a message and the next document in the store', async () => {
    const store = new MemoryStore();
    await store.put(`call/${CALL}`, { n: 1, nodeId: 'first', answers: [], isTaken: true }, 60_000);
    world = createWorld({ store });
    await world.request('second', 2, { Digits: '1' });
    assert.deepEqual(world.happened, [{ what: 'left', nodeId: 'second', msg: undefined, output: 0 }]);
  });

  it('lets the message go that waited when the call starts its flow again', async () => {
    world.begin();
    await world.wait('gather', 'message');
    world.begin();
    assert.deepEqual(world.happened, [{ what: 'failed', nodeId: 'gather', msg: 'message', code: 'CALL_FAILED' }]);
    await world.wait('gather', 'next');
    assert.match(world.last(), /n=2/);
  });

  it('continues in memory when the store fails, and logs it once', async () => {
    const failing = new MemoryStore();
    const fail = () => Promise.reject(new Error('disk full'));
    Object.assign(failing, { put: fail, get: fail, delete: fail, replace: fail });
    world = createWorld({ store: failing });
    world.begin();
    await world.wait('gather', 'message');
    await world.comeBack();
    assert.deepEqual(
      world.happened.map(({ what }) => what),
      ['left'],
    );
    assert.deepEqual(world.warnings.length, 1);
    assert.match(world.warnings[0] ?? '', /disk full/);
  });

  describe('after a restart', () => {
    it('goes on with the message and the state from the store, once', async () => {
      const store = new MemoryStore();
      const states: unknown[] = [];
      const options = {
        store,
        result: ({ state }: { state: unknown }) => {
          states.push(state);
          return { kind: 'leave', output: 1, payload: '', twilio: {}, summary: '' } as const;
        },
      };
      world = createWorld(options);
      world.begin();
      await world.sessions.wait(
        { callSid: CALL, nodeId: 'menu', msg: { topic: 'a', bytes: Buffer.from('b') } },
        { ...plan('Gather'), state: { tries: 2 } },
      );
      await world.sessions.get(CALL)?.write;
      const [first, second] = [createWorld(options), createWorld(options)];
      await Promise.all([first, second].map((one) => one.request('menu', 1)));
      const all = [...first.happened, ...second.happened];
      assert.deepEqual(all, [
        { what: 'left', nodeId: 'menu', msg: { topic: 'a', bytes: Buffer.from('b') }, output: 1 },
      ]);
      assert.deepEqual(states, [{ tries: 2 }]);
    });

    it('goes on from the right node without a store', async () => {
      await world.request('gather', 7, { Digits: '1' });
      assert.deepEqual(world.happened, [{ what: 'left', nodeId: 'gather', msg: undefined, output: 0 }]);
      await world.wait('menu', 'next');
      assert.match(world.last(), /node=menu&amp;n=8/);
    });

    it('notices that a call ended meanwhile', async () => {
      const store = new MemoryStore();
      world = createWorld({ store });
      world.begin();
      await world.wait('gather', { topic: 'a' });
      await world.sessions.get(CALL)?.write;
      world = createWorld({ store });
      await world.sessions.restore();
      await world.sessions.callEnded(CALL);
      assert.deepEqual(
        world.happened.map(({ what, msg }) => [what, msg]),
        [['hung-up', { topic: 'a' }]],
      );
    });

    it('sends a repeated request the response from the store', async () => {
      const store = new MemoryStore();
      world = createWorld({ store });
      world.begin();
      await world.wait('gather', 'first');
      await world.comeBack();
      await world.wait('record', 'second', 'Record');
      const answer = world.last();
      await world.sessions.get(CALL)?.write;
      world = createWorld({ store });
      await world.request('gather', 1);
      assert.equal(world.last(), answer);
      assert.deepEqual(world.happened, []);
    });
  });
});
