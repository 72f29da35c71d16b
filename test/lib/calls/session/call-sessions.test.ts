import assert from 'node:assert/strict';
import { MAX_DOCUMENTS, MAX_STEPS_WITHOUT_REQUEST } from '../../../../lib/calls/session/step-errors';
import { MemoryStore } from '../../../../lib/store/memory-store';
import { CALL, createWorld, plan, type World } from './call-world';

/** The verbs inside of a document. */
const verbs = (text: string): string =>
  text.replace(/^<\?xml[^>]*\?>/, '').replace(/^<Response>|<\/Response>$|^<Response\/>$/g, '');

const redirect = (node: string, n: number): string =>
  `<Redirect method="POST">https://example.com/step?node=${node}&amp;n=${n}</Redirect>`;

const code = (expected: string) => (error: unknown) => Reflect.get(Object(error), 'code') === expected;

describe('the session of a live call', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });

  it('sends what is said and the step that waits in one document', async () => {
    world.begin();
    await world.append('say', '<Say>Hello</Say>');
    assert.equal(world.documents.length, 0);
    await world.wait('gather', 'message');
    assert.equal(
      verbs(world.last()),
      `<Say>Hello</Say><Gather action="https://example.com/step?node=gather&n=1"/>${redirect('gather', 1)}`,
    );
    assert.equal(world.documents.length, 1);
  });

  it('sends the script when the flow was quiet for 50 ms, and comes back', async () => {
    world.begin();
    await world.append('say', '<Say>Please wait</Say>');
    world.pass(49);
    assert.equal(world.documents.length, 0);
    world.pass(1);
    assert.equal(verbs(world.last()), `<Say>Please wait</Say>${redirect('say', 1)}`);
  });

  it('sends it at once, and does not come back, when no step can follow', async () => {
    world.behind.set('trigger', ['say']).set('say', []);
    world.begin();
    await world.append('say', '<Say>Goodbye</Say>');
    assert.equal(verbs(world.last()), '<Say>Goodbye</Say>');
  });

  it('waits for the flow when a step can be reached on another branch, and then does not come back', async () => {
    world.behind.set('trigger', ['say', 'other']).set('say', []);
    world.begin();
    await world.append('say', '<Say>Goodbye</Say>');
    assert.equal(world.documents.length, 0);
    world.pass(50);
    assert.equal(verbs(world.last()), '<Say>Goodbye</Say>');
  });

  it('does not come back for the steps behind a switch that the message did not go to', async () => {
    world.behind.set('trigger', ['welcome']).set('welcome', ['open', 'closed']).set('open', ['menu']).set('closed', []);
    world.begin();
    await world.append('welcome', '<Say>Welcome</Say>');
    await world.append('closed', '<Say>Closed</Say>');
    world.pass(50);
    assert.equal(verbs(world.last()), '<Say>Welcome</Say><Say>Closed</Say>');
  });

  it('does not come back for them either when the flow needed time to decide', async () => {
    world.behind.set('trigger', ['welcome']).set('welcome', ['open', 'closed']).set('open', ['menu']).set('closed', []);
    world.begin();
    await world.append('welcome', '<Say>Welcome</Say>');
    world.pass(50);
    assert.match(world.last(), /<Say>Welcome<\/Say><Redirect/);
    await world.comeBack();
    await world.append('closed', '<Say>Closed</Say>');
    world.pass(50);
    assert.equal(verbs(world.last()), '<Say>Closed</Say>');
  });

  it('lets the message that waits leave once, by the output of the result', async () => {
    world.begin();
    await world.wait('gather', 'message');
    await world.comeBack({ Digits: '1' });
    await world.request('gather', 1, { Digits: '1' });
    assert.deepEqual(world.happened, [{ what: 'left', nodeId: 'gather', msg: 'message', output: 0 }]);
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

  it('ends the call when nothing is wired behind the output that a message left by', async () => {
    world.behind.set('gather', []);
    world.begin();
    await world.wait('gather', 'message');
    await world.comeBack();
    assert.equal(verbs(world.last()), '');
    assert.equal(world.documents.length, 2);
  });

  it('rejects a second step that waits, and does not change the first', async () => {
    world.begin();
    await world.wait('gather', 'first');
    await assert.rejects(world.wait('record', 'second'), code('CALL_BUSY'));
    await world.comeBack();
    assert.deepEqual(
      world.happened.map(({ msg }) => msg),
      ['first'],
    );
  });

  it('keeps what is said on another branch until Twilio comes back', async () => {
    world.begin();
    await world.wait('gather', 'first');
    await world.append('say', '<Say>Meanwhile</Say>');
    world.pass(1000);
    assert.equal(world.documents.length, 1);
    await world.comeBack();
    world.pass(50);
    assert.match(world.last(), /Meanwhile/);
  });

  it('plays the hold sound while the flow works, and says the next word when Twilio comes back', async () => {
    world.begin();
    world.pass(10_000);
    world.deadline();
    assert.match(world.last(), /<Pause length="2"\/><Redirect.*node=trigger&amp;n=0&amp;hold=1/);
    await world.append('say', '<Say>At last</Say>');
    world.pass(2000);
    assert.equal(world.documents.length, 1);
    await world.comeBack();
    world.pass(50);
    assert.match(world.last(), /<Say>At last<\/Say>/);
  });

  it('plays the hold sound of the account', () => {
    world = createWorld({ ports: { holdUrl: () => 'https://example.com/a.mp3?b&c' } });
    world.begin();
    world.deadline();
    assert.match(world.last(), /<Play>https:\/\/example.com\/a.mp3\?b&amp;c<\/Play><Redirect/);
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
    await assert.rejects(world.append('say', '<Say>Too late</Say>'), code('CALL_ENDED'));
  });

  it('goes by REST when Twilio neither waits nor comes back', async () => {
    await world.append('say', '<Say>Excuse me</Say>');
    world.pass(50);
    assert.deepEqual(
      world.documents.map(({ by }) => by),
      ['rest'],
    );
    assert.equal(verbs(world.last()), `<Say>Excuse me</Say>${redirect('say', 1)}`);
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
    await assert.rejects(world.append('say', '<Say>Hello?</Say>'), code('CALL_ENDED'));
  });

  it('says nothing when Twilio must come back and cannot', async () => {
    world = createWorld({ hasPublicUrl: false });
    world.begin();
    await assert.rejects(world.append('say', '<Say>Hello</Say>'), code('INVALID_CONNECTION_SETTINGS'));
    await assert.rejects(world.wait('gather', 'message'), code('INVALID_CONNECTION_SETTINGS'));
    world.pass(1000);
    assert.equal(world.documents.length, 0);
  });

  it('goes on when a crash came between the claim of a message and the next document in the store', async () => {
    const store = new MemoryStore();
    await store.put(`call/${CALL}`, { n: 1, nodeId: 'first', answers: [], isTaken: true }, 60_000);
    world = createWorld({ store });
    await world.request('second', 2, { Digits: '1' });
    assert.deepEqual(world.happened, [{ what: 'left', nodeId: 'second', msg: undefined, output: 0 }]);
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

  it('lets the message go that waited when the call starts its flow again', async () => {
    world.begin();
    await world.wait('gather', 'message');
    world.begin();
    assert.deepEqual(world.happened, [{ what: 'failed', nodeId: 'gather', msg: 'message', code: 'CALL_FAILED' }]);
    await world.wait('gather', 'next');
    assert.match(world.last(), /n=2/);
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
});
