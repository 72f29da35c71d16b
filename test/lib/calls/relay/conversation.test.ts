/** What a conversation sends the flow, and what it says to the caller. */
import assert from 'node:assert/strict';
import { relayWorld } from './relay-world';
import { roles } from './relay-world';

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

  it('keeps what the caller says at once, and together with an answer that comes at once', () => {
    const world = relayWorld();
    world.connect();
    let before = world.keptCount;
    const said = world.prompt('When are you open?');
    assert.equal(world.keptCount, before + 1);
    assert.match(JSON.stringify(world.kept().history), /When are you open\?/);
    world.flow('From nine.', said.turn);
    assert.equal(world.keptCount, before + 2);
    before = world.keptCount;
    world.answerAtOnce = ({ turn }) => world.flow('No.', turn);
    world.prompt('On Sundays?');
    assert.equal(world.keptCount, before + 1);
    assert.match(JSON.stringify(world.kept().history), /On Sundays\?.*No\./);
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
});
