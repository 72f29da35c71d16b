import assert from 'node:assert/strict';
import { interruptCall } from '../../../../lib/calls/session/interruptions';
import { CALL, createWorld, plan, type World } from './call-world';

const SAY = '<Say>Your turn is next</Say>';

describe('saying something in a live call in between', () => {
  let world: World;
  const interrupt = () => interruptCall(world.sessions, CALL, SAY);
  beforeEach(() => {
    world = createWorld();
  });

  it('asks again what the call waits for, and the message leaves by the result', async () => {
    world.begin();
    await world.wait('gather', 'message');
    const question = world.last();
    assert.equal(await interrupt(), true);
    assert.match(
      world.last(),
      /^.*<Response><Say>Your turn is next<\/Say><Redirect method="POST">[^<]*node=gather&amp;n=1&amp;hold=1</,
    );
    assert.equal(world.documents.at(-1)?.by, 'rest');
    await world.comeBack();
    assert.equal(world.last(), question);
    assert.deepEqual(world.happened, []);
    await world.comeBack({ Digits: '1' });
    assert.deepEqual(world.happened, [{ what: 'left', nodeId: 'gather', msg: 'message', output: 0 }]);
  });

  it('can be done again and again', async () => {
    world.begin();
    await world.wait('gather', 'message');
    const question = world.last();
    for (let times = 1; times <= 3; times += 1) {
      await interrupt();
      // Another URL each time: a repeated request would get the answer of the one before.
      assert.match(world.last(), new RegExp(`n=1&amp;hold=${times}<`));
      await world.comeBack();
      assert.equal(world.last(), question);
    }
  });

  it('asks again at once after a hold', async () => {
    world.begin();
    world.deadline();
    await world.wait('gather', 'message');
    await world.comeBack();
    const question = world.last();
    await interrupt();
    assert.match(world.last(), /node=gather&amp;n=1&amp;hold=1</);
    await world.comeBack();
    assert.equal(world.last(), question);
  });

  it('does not run the flow twice when the result and the interruption cross', async () => {
    world.begin();
    await world.wait('gather', 'first');
    // Twilio gets the interruption after it has requested the step, and plays it after the answer.
    await world.request('gather', 1, { Digits: '1' });
    await world.wait('record', 'second', 'Record');
    const answer = world.last();
    await world.request('gather', 1, { hold: '1' });
    assert.equal(world.last(), answer);
    await world.request('gather', 1);
    assert.equal(world.last(), answer);
    assert.equal(world.happened.length, 1);
  });

  it('lets the flow go on when the interruption has ended what the call did, and Twilio gets what follows', async () => {
    world.begin();
    await world.wait('dial', 'message', 'Dial');
    await interrupt();
    const interruption = world.last();
    // Twilio ignores the answer of this request, and is still busy with the interruption.
    await world.request('dial', 1, { DialCallStatus: 'completed' });
    await world.wait('gather', 'second');
    const next = world.last();
    assert.match(next, /<Gather/);
    world.documents.push({ by: 'rest', text: interruption });
    await world.comeBack();
    assert.equal(world.last(), next);
    assert.deepEqual(
      world.happened.map(({ what, nodeId }) => [what, nodeId]),
      [['left', 'dial']],
    );
  });

  it('does a step again that says so, and tells it of an interruption once', async () => {
    const seen: unknown[] = [];
    world = createWorld({
      result({ wasInterrupted }) {
        seen.push(wasInterrupted);
        return wasInterrupted === true
          ? { kind: 'again', plan: plan('Dial') }
          : { kind: 'leave', output: 0, payload: '', twilio: {}, summary: '' };
      },
    });
    world.begin();
    await world.wait('dial', 'message', 'Dial');
    await interrupt();
    const interruption = world.last();
    await world.request('dial', 1, { DialCallStatus: 'canceled' });
    world.documents.push({ by: 'rest', text: interruption });
    await world.comeBack();
    assert.match(world.last(), /<Dial action="[^"]*node=dial&n=2"/);
    await world.request('dial', 2, { DialCallStatus: 'no-answer' });
    assert.deepEqual(seen, [true, false]);
    assert.equal(world.happened.length, 1);
  });

  it('does not tell a step of an interruption after which it was asked again', async () => {
    const seen: unknown[] = [];
    world = createWorld({
      result({ wasInterrupted }) {
        seen.push(wasInterrupted);
        return { kind: 'leave', output: 0, payload: '', twilio: {}, summary: '' };
      },
    });
    world.begin();
    await world.wait('gather', 'message');
    await interrupt();
    await world.comeBack();
    await world.request('gather', 1, { Digits: '1' });
    assert.deepEqual(seen, [false]);
  });

  it('answers the request that is open, and comes back as after the hold sound', async () => {
    world.begin();
    world.pass(5000);
    await interrupt();
    assert.equal(world.documents.at(-1)?.by, 'answer');
    assert.match(world.last(), /next<\/Say><Redirect method="POST">[^<]*node=trigger&amp;n=0&amp;hold=1</);
    await world.wait('gather', 'message');
    assert.equal(world.documents.length, 1);
    await world.comeBack();
    assert.match(world.last(), /<Gather/);
  });

  it('does not count what the caller hears as time that the flow takes', async () => {
    world.begin();
    await interrupt();
    world.pass(70_000);
    await world.comeBack();
    assert.match(world.last(), /<Pause length="2"\/><Redirect/);
    assert.deepEqual(world.happened, []);
  });

  it('keeps the hold sound going after it', async () => {
    world.begin();
    world.deadline();
    await interrupt();
    assert.match(world.last(), /node=trigger&amp;n=0&amp;hold=2</);
    await world.comeBack();
    assert.match(world.last(), /<Pause length="2"\/>/);
  });
});
