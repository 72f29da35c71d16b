/** How a conversation ends, and goes on while its socket is lost. */
import assert from 'node:assert/strict';
import { relayWorld, type RelayWorld } from './relay-world';
import { roles } from './relay-world';

describe('the end of a conversation, which', () => {
  it('asks whether the caller is still there, and then ends the conversation', () => {
    const world = relayWorld({ silence: { text: 'Are you there?', afterMs: 10_000 } });
    world.connect();
    const { turn } = world.prompt('Hello');
    // The flow is thinking: nobody is silent.
    world.pass(60_000);
    assert.deepEqual(world.texts(), []);
    world.flow('x'.repeat(150), turn);
    // The answer is spoken for ten seconds.
    world.pass(19_000);
    assert.equal(world.texts().length, 1);
    world.pass(1000);
    assert.equal(world.texts().at(-1), 'Are you there?');
    world.flow('Good.', world.prompt('Yes').turn);
    world.pass(11_000);
    assert.deepEqual(world.texts().slice(-2), ['Good.', 'Are you there?']);
    world.pass(12_000);
    assert.deepEqual(world.sent.at(-1), { type: 'end' });
    assert.equal(world.kept().endReason, 'silence');
  });

  it('ends after the longest time, also when the socket was lost in between', () => {
    const world = relayWorld({ maxDurationMs: 60_000 });
    const first = world.connect();
    world.pass(40_000);
    world.conversation.disconnected(first);
    world.pass(10_000);
    world.connect();
    world.pass(9999);
    assert.equal(world.sent.length, 0);
    world.pass(1);
    assert.deepEqual(world.sent, [{ type: 'end' }]);
    assert.equal(world.kept().endReason, 'max-duration');
  });

  it('ends when its last words were heard', () => {
    const world = relayWorld();
    world.connect();
    const { turn } = world.prompt('Bye');
    world.flow('Thank you. Goodbye.', turn);
    world.flow('', turn, { end: true });
    assert.equal(world.sent.length, 1);
    world.twilio({ type: 'info', name: 'tokensPlayed', value: 'Thank you.' });
    assert.equal(world.sent.length, 1);
    world.twilio({ type: 'info', name: 'tokensPlayed', value: 'Goodbye.' });
    assert.deepEqual(world.sent.at(-1), { type: 'end' });
  });

  it('ends after the time that the last words take, when Twilio does not report them, and at once when it is interrupted', () => {
    for (const wait of [
      (world: RelayWorld) => {
        world.pass(2266);
        assert.equal(world.sent.length, 1);
        world.pass(1);
      },
      (world: RelayWorld) => {
        world.twilio({ type: 'info', name: 'agentSpeaking', value: 'off' });
        world.pass(299);
        assert.equal(world.sent.length, 1);
        world.pass(1);
      },
      (world: RelayWorld) => {
        world.twilio({ type: 'interrupt', utteranceUntilInterrupt: 'Thank' });
      },
    ]) {
      const world = relayWorld();
      world.connect();
      const { turn } = world.prompt('Bye');
      world.flow('Thank you. Goodbye.', turn);
      world.flow('', turn, { end: true });
      wait(world);
      assert.deepEqual(world.sent.at(-1), { type: 'end' });
      world.pass(60_000);
      assert.equal(world.sent.length, 2);
    }
  });

  it('accepts nothing after its end', () => {
    const world = relayWorld();
    world.connect();
    const { turn } = world.prompt('A human, please');
    assert.equal(world.flow('A human, please', turn, { end: { to: 'sales' } }), true);
    assert.deepEqual(world.sent, [{ type: 'end', handoffData: '{"to":"sales"}' }]);
    assert.throws(() => world.flow('One more thing', turn), { code: 'CALL_ENDED' });
    assert.throws(() => world.flow('', turn, { end: true }), { code: 'CALL_ENDED' });
    world.twilio({ type: 'prompt', voicePrompt: 'Hello?', last: true });
    assert.equal(world.said.length, 1);
    assert.equal(world.kept().endReason, 'flow');
  });

  it('runs no timer when it is closed', () => {
    const world = relayWorld({
      filler: { text: 'a', afterMs: 1 },
      silence: { text: 'b', afterMs: 1 },
      maxDurationMs: 1,
    });
    world.connect();
    world.prompt('Hello');
    world.conversation.close();
    world.pass(1_000_000);
    assert.deepEqual(world.sent, []);
  });
});

describe('a conversation whose socket is lost', () => {
  it('keeps what is said while the socket is lost, and does not greet again', () => {
    const world = relayWorld({ greeting: 'Hello!' });
    const first = world.connect();
    const { turn } = world.prompt('Hours?');
    world.conversation.disconnected(first);
    assert.equal(world.flow('From nine.', turn), true);
    assert.deepEqual(world.sent, []);
    world.connect();
    assert.deepEqual(world.texts(), ['From nine.']);
    assert.deepEqual(roles(world.conversation.messages), [
      'assistant: Hello!',
      'user: Hours?',
      'assistant: From nine.',
    ]);
    // The old socket is closed late.
    world.conversation.disconnected(first);
    world.flow('Anything else?', turn);
    assert.equal(world.texts().length, 2);
  });

  it('does not keep more than it can while the socket is lost', () => {
    const world = relayWorld();
    for (let index = 0; index < 500; index += 1) world.flow('word ');
    assert.throws(() => world.flow('word'), { code: 'CALL_FAILED' });
  });

  it('goes on after a restart with its history, its turns and its clock', () => {
    const world = relayWorld({ systemPrompt: 'Be short.', greeting: 'Hello!', maxDurationMs: 60_000 });
    world.connect();
    const { turn } = world.prompt('Hours?');
    world.pass(30_000);
    const next = relayWorld({}, world.kept());
    next.now = world.now + 5000;
    next.connect();
    assert.equal(next.flow('From nine.', turn), true);
    assert.deepEqual(roles(next.prompt('Thanks').messages), [
      'system: Be short.',
      'assistant: Hello!',
      'user: Hours?',
      'assistant: From nine.',
      'user: Thanks',
    ]);
    next.pass(24_999);
    assert.equal(next.sent.filter(({ type }) => type === 'end').length, 0);
    next.pass(1);
    assert.deepEqual(next.sent.at(-1), { type: 'end' });
  });

  it('ends after a socket that was lost while the last words were spoken is open again', () => {
    const world = relayWorld();
    const first = world.connect();
    const { turn } = world.prompt('Bye');
    world.flow('Thank you for your call, and goodbye.', turn);
    world.flow('', turn, { end: true });
    world.conversation.disconnected(first);
    world.pass(10_000);
    assert.deepEqual(
      world.sent.map(({ type }) => type),
      ['text'],
    );
    world.connect();
    world.pass(10_000);
    assert.deepEqual(
      world.sent.map(({ type }) => type),
      ['text', 'end'],
    );
  });
});
