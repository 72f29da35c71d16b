import assert from 'node:assert/strict';
import { relayWorld, type RelayWorld } from './relay-world';

const roles = (messages: { role: string; content: string }[]) =>
  messages.map(({ role, content }) => `${role}: ${content}`);

describe('a conversation', () => {
  it('sends the flow what the caller says, with the history, and says the answer', () => {
    const world = relayWorld({ systemPrompt: 'Be short.', greeting: 'Hello!' });
    world.connect();
    world.twilio({ type: 'setup', sessionId: 'VX1' });
    const said = world.prompt('When are you open?');
    assert.deepEqual([said.text, said.lang, said.last], ['When are you open?', 'en-US', true]);
    assert.deepEqual(roles(said.messages), ['system: Be short.', 'assistant: Hello!', 'user: When are you open?']);
    assert.equal(world.flow('From nine.', said.turn), true);
    assert.deepEqual(world.sent, [{ type: 'text', token: 'From nine.', last: true }]);
    assert.equal(roles(world.conversation.messages).at(-1), 'assistant: From nine.');
    assert.deepEqual(
      world.events.map(({ event }) => event),
      ['setup'],
    );
  });

  it('passes pieces on as they come', () => {
    const world = relayWorld({ answers: 'chunks' });
    world.connect();
    const { turn } = world.prompt('Hello');
    for (const piece of ['We ', '', 'open.']) world.flow(piece, turn);
    world.flow('', turn, { complete: true });
    assert.deepEqual(
      world.sent.map(({ token, last }) => [token, last]),
      [
        ['We ', false],
        ['open.', false],
        ['', true],
      ],
    );
    assert.equal(roles(world.conversation.messages).at(-1), 'assistant: We open.');
  });

  it('drops late pieces after an interruption, and the history has what was heard', () => {
    const world = relayWorld({ answers: 'chunks' });
    world.connect();
    const { turn } = world.prompt('Hours?');
    world.flow('We open at nine ', turn);
    world.twilio({ type: 'interrupt', utteranceUntilInterrupt: 'We open', durationUntilInterruptMs: '460' });
    assert.equal(world.flow('and close at six.', turn), false);
    assert.equal(world.flow('', turn, { complete: true }), false);
    assert.deepEqual(world.texts(), ['We open at nine ']);
    const [interrupt] = world.events;
    assert.deepEqual([interrupt?.event, interrupt?.more], ['interrupt', { heard: 'We open', afterMs: 460 }]);
    const next = world.prompt('On Sunday?');
    assert.deepEqual(roles(next.messages), ['user: Hours?', 'assistant: We open', 'user: On Sunday?']);
    assert.equal(world.flow('Closed.', next.turn, { complete: true }), true);
  });

  it('drops an answer that is slower than the caller', () => {
    const world = relayWorld();
    world.connect();
    const first = world.prompt('Hello?');
    const second = world.prompt('Are you there?');
    assert.equal(world.flow('Late.', first.turn), false);
    assert.equal(world.flow('Yes.', second.turn), true);
    assert.deepEqual(world.texts(), ['Yes.']);
  });

  it('says what belongs to no turn, such as an announcement', () => {
    const world = relayWorld();
    world.connect();
    world.twilio({ type: 'interrupt' });
    assert.equal(world.flow('The line will be closed.'), true);
  });

  it('sends partial results to the flow, which cannot be answered', () => {
    const world = relayWorld();
    world.connect();
    const partial = world.prompt('When are', { last: false });
    assert.deepEqual([partial.last, partial.messages], [false, []]);
    assert.equal(world.flow('Too early.', partial.turn), false);
    const whole = world.prompt('When are you open?');
    assert.equal(whole.turn, partial.turn);
    assert.equal(whole.messages.length, 1);
    assert.equal(world.flow('From nine.', whole.turn), true);
  });

  it('ignores a prompt without words', () => {
    const world = relayWorld();
    world.connect();
    world.twilio({ type: 'prompt', voicePrompt: '  ', last: true });
    assert.equal(world.said.length, 0);
  });

  it('reports keys, which can be answered without closing the turn of a question', () => {
    const world = relayWorld();
    world.connect();
    const { turn } = world.prompt('Hello');
    world.twilio({ type: 'dtmf', digit: '0' });
    const [key] = world.events;
    assert.deepEqual([key?.event, key?.more], ['dtmf', { digits: '0' }]);
    assert.equal(world.flow('You have pressed 0.', key?.turn), true);
    assert.equal(world.flow('Hello.', turn), true);
  });

  it('reports errors, requested information, and unknown messages of Twilio', () => {
    const world = relayWorld({ events: ['speaker-events'] });
    world.connect();
    world.twilio({ type: 'error', description: 'Invalid message' });
    world.twilio({ type: 'info', name: 'tokensPlayed', value: 'Hello' });
    world.twilio({ type: 'info', name: 'agentSpeaking', value: 'on' });
    world.twilio({ type: 'configUpdated', speechTimeout: 600 });
    assert.deepEqual(
      world.events.map(({ event, more }) => [event, more]),
      [
        ['error', { description: 'Invalid message' }],
        ['info', { name: 'agentSpeaking', value: 'on' }],
        ['configUpdated', {}],
      ],
    );
  });

  it('reports once that messages cannot be read, and goes on', () => {
    const world = relayWorld();
    world.connect();
    for (const text of ['no JSON', '[]', '{}']) world.conversation.received(text);
    assert.deepEqual(world.unreadable, ['it is not JSON']);
    assert.equal(world.prompt('Hello').text, 'Hello');
  });

  it('says the filler while the flow is thinking, once and not into an answer', () => {
    const world = relayWorld({ filler: { text: 'One moment.', afterMs: 1500 } });
    world.connect();
    const { turn } = world.prompt('Hello');
    world.pass(1499);
    assert.deepEqual(world.texts(), []);
    world.pass(1);
    assert.deepEqual(world.texts(), ['One moment.']);
    world.pass(60_000);
    world.flow('Hello!', turn);
    const next = world.prompt('Again');
    world.pass(1000);
    world.flow('Quick.', next.turn);
    world.pass(60_000);
    const last = world.prompt('And again');
    world.twilio({ type: 'interrupt' });
    world.pass(60_000);
    assert.deepEqual(world.texts(), ['One moment.', 'Hello!', 'Quick.']);
    assert.equal(world.flow('Late.', last.turn), false);
    assert.ok(roles(world.conversation.messages).every((entry) => !entry.includes('One moment')));
  });

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

  it('keeps the turn of a key that interrupts, although Twilio sends the key first', () => {
    const world = relayWorld();
    world.connect();
    const { turn } = world.prompt('Hours?');
    world.flow('From nine.', turn);
    world.twilio({ type: 'dtmf', digit: '0' });
    world.pass(90);
    world.twilio({ type: 'interrupt', utteranceUntilInterrupt: 'From' });
    assert.equal(world.flow('Late.', turn), false);
    assert.equal(world.flow('You have pressed 0.', world.events[0]?.turn), true);
    world.pass(5000);
    world.twilio({ type: 'interrupt', utteranceUntilInterrupt: 'You' });
    assert.equal(world.flow('Late.', world.events[0]?.turn), false);
  });

  it('is cut at what Twilio has played, also when the words come again', () => {
    const world = relayWorld({ greeting: 'Hello!' });
    world.connect();
    world.twilio({ type: 'info', name: 'tokensPlayed', value: 'Hello!' });
    world.flow('We open at nine. We close at six. We open on Sunday.', world.prompt('Hours?').turn);
    world.twilio({ type: 'info', name: 'tokensPlayed', value: 'We open at nine.' });
    world.twilio({ type: 'info', name: 'tokensPlayed', value: 'We' });
    world.twilio({ type: 'interrupt', utteranceUntilInterrupt: 'We' });
    assert.deepEqual(roles(world.prompt('Stop').messages), [
      'assistant: Hello!',
      'user: Hours?',
      'assistant: We open at nine. We',
      'user: Stop',
    ]);
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
