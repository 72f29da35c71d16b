import assert from 'node:assert/strict';
import { useRelays } from './relay-server';

const LONG = 'Life is a complex set of events. And there is more of it. And more.';

describe('an assistant that the person of the simulator interrupts', () => {
  const relays = useRelays();
  const { scene } = relays;
  const types = (messages: { type: string; name?: unknown; value?: unknown }[]) =>
    messages.map(({ type, name, value }) => (type === 'info' ? `${String(name)} ${String(value)}` : type));

  it('hears which part of the sentence was heard, before the prompt, and the rest is not spoken', async () => {
    const peer = await relays.talk('events="speaker-events tokens-played"');
    await peer.say(LONG);
    await relays.wait(7 * 400 + 900);
    await scene.act({ action: 'speech', text: 'stop' });
    await relays.wait(10_000);
    assert.deepEqual(types(peer.messages().slice(1)), [
      'agentSpeaking on',
      'tokensPlayed Life is a complex set of events.',
      'clientSpeaking on',
      'tokensPlayed  And there is',
      'interrupt',
      'agentSpeaking off',
      'clientSpeaking off',
      'prompt',
    ]);
    assert.deepEqual(peer.messages('interrupt'), [
      { type: 'interrupt', utteranceUntilInterrupt: 'And there is', durationUntilInterruptMs: 900 },
    ]);
    const [said] = scene.current().transcript.filter(({ verb }) => verb === 'Say');
    assert.deepEqual(
      [said?.text, said?.interrupted, said?.upcoming],
      ['Life is a complex set of events. And there is', true, undefined],
    );
    assert.equal(relays.relay().interruptions, 1);
  });

  it('is interrupted as soon as the person begins to speak, before the words are there', async () => {
    const peer = await relays.talk('events="speaker-events"');
    await peer.say(LONG);
    await relays.wait(500);
    await scene.act({ action: 'speaking' });
    await relays.wait(1000);
    assert.deepEqual(types(peer.messages().slice(1)), [
      'agentSpeaking on',
      'clientSpeaking on',
      'interrupt',
      'agentSpeaking off',
    ]);
    await scene.act({ action: 'speech', text: 'one moment' });
    await relays.wait(2000);
    assert.deepEqual(types(peer.messages().slice(5)), ['clientSpeaking off', 'prompt']);
  });

  it('is not interrupted by it when words could not interrupt, and is informed when no words follow', async () => {
    const peer = await relays.talk('interruptible="dtmf" events="speaker-events"');
    await peer.say('One two.');
    await scene.act({ action: 'speaking' });
    await relays.wait(800);
    assert.deepEqual(types(peer.messages().slice(1)), ['agentSpeaking on', 'agentSpeaking off']);
    await scene.act({ action: 'speaking' });
    await relays.wait(10_000);
    assert.deepEqual(types(peer.messages().slice(3)), ['clientSpeaking on', 'clientSpeaking off']);
  });

  for (const act of [{ action: 'speaking' }, { action: 'speech', text: 'hello' }] as const) {
    it(`is not interrupted by ${act.action} in a silence, and still says the words that wait`, async () => {
      const peer = await relays.talk('events="tokens-played"');
      // Not a whole clause: it is spoken when no more tokens follow.
      await peer.tell({ type: 'text', token: 'One two' });
      await scene.act(act);
      await relays.wait(5000);
      assert.deepEqual(peer.messages('interrupt'), []);
      assert.deepEqual(
        peer.messages('info').map(({ value }) => value),
        ['One two'],
      );
    });
  }

  it('is interrupted by a key, which is reported first', async () => {
    const peer = await relays.talk(`dtmfDetection="true" welcomeGreeting="${LONG}"`);
    await relays.wait(10);
    await scene.act({ action: 'digits', digits: '9' });
    await relays.wait(0);
    assert.deepEqual(types(peer.messages().slice(1)), ['dtmf', 'interrupt']);
    assert.deepEqual(peer.messages('dtmf'), [{ type: 'dtmf', digit: '9' }]);
    assert.equal(peer.messages('interrupt')[0]?.['utteranceUntilInterrupt'], 'Life');
  });

  it('gets no keys without dtmfDetection', async () => {
    const peer = await relays.talk();
    await scene.act({ action: 'digits', digits: '123' });
    await relays.wait(0);
    assert.deepEqual(peer.messages('dtmf'), []);
  });

  for (const [attributes, input, interrupts] of [
    ['interruptible="none"', 'speech', false],
    ['interruptible="dtmf"', 'speech', false],
    ['interruptible="speech"', 'speech', true],
    ['interruptible="speech"', 'dtmf', false],
    ['interruptible="dtmf"', 'dtmf', true],
    ['interruptible="false"', 'dtmf', false],
    ['interruptible="true"', 'dtmf', true],
  ] as const) {
    it(`is ${interrupts ? '' : 'not '}interrupted by ${input} with ${attributes}`, async () => {
      const peer = await relays.talk(attributes);
      await peer.say(LONG);
      await scene.act(input === 'speech' ? { action: 'speech', text: 'stop' } : { action: 'digits', digits: '1' });
      await relays.wait(1000);
      assert.equal(peer.messages('interrupt').length, interrupts ? 1 : 0);
    });
  }

  it('does not get what is said while it cannot be interrupted', async () => {
    const peer = await relays.talk('interruptible="none" dtmfDetection="true"');
    await peer.say(LONG);
    await scene.act({ action: 'speech', text: 'stop' });
    await scene.act({ action: 'digits', digits: '1' });
    await relays.wait(20_000);
    assert.deepEqual(types(peer.messages().slice(1)), []);
    await scene.act({ action: 'speech', text: 'hello' });
    await relays.wait(1000);
    assert.equal(peer.messages('prompt')[0]?.['voicePrompt'], 'hello');
  });

  it('gets it with reportInputDuringAgentSpeech, and goes on speaking', async () => {
    const peer = await relays.talk('interruptible="none" dtmfDetection="true" reportInputDuringAgentSpeech="any"');
    await peer.say(LONG);
    await scene.act({ action: 'digits', digits: '1' });
    await scene.act({ action: 'speech', text: 'stop' });
    await relays.wait(20_000);
    assert.deepEqual(types(peer.messages().slice(1)), ['dtmf', 'prompt']);
    assert.equal(scene.current().transcript.find(({ verb }) => verb === 'Say')?.text, LONG);
  });

  it('can say for each message whether it can be interrupted', async () => {
    const peer = await relays.talk('interruptible="none"');
    await peer.say('One two three.', { interruptible: true });
    await scene.act({ action: 'speech', text: 'a' });
    await relays.wait(2000);
    await peer.say('One two three.');
    await scene.act({ action: 'speech', text: 'b' });
    await relays.wait(2000);
    assert.equal(peer.messages('interrupt').length, 1);
    assert.deepEqual(
      peer.messages('prompt').map(({ voicePrompt }) => voicePrompt),
      ['a'],
    );
  });

  it('is not interrupted by an acknowledgement with ignoreBackchannel', async () => {
    const peer = await relays.talk('ignoreBackchannel="true"');
    await peer.say(LONG);
    await scene.act({ action: 'speech', text: 'Uh-huh' });
    await relays.wait(1000);
    assert.deepEqual(peer.messages('interrupt'), []);
    await scene.act({ action: 'speech', text: 'wait' });
    await relays.wait(1000);
    assert.equal(peer.messages('interrupt').length, 1);
  });

  it('replaces what is preemptible with its next turn, and adds to what is not', async () => {
    const peer = await relays.talk('events="tokens-played"');
    await peer.say('One two three four.', { preemptible: true });
    await relays.wait(500);
    await peer.say('Five.');
    await peer.say('Six.', { preemptible: true });
    await relays.wait(5000);
    assert.deepEqual(
      peer.messages('info').map(({ value }) => value),
      ['One two', 'Five.', 'Six.'],
    );
    assert.deepEqual(peer.messages('interrupt'), []);
  });

  it('does not replace its own turn', async () => {
    const peer = await relays.talk('preemptible="true" events="tokens-played"');
    await peer.tell({ type: 'text', token: 'One. ' });
    await peer.tell({ type: 'text', token: 'Two.', last: true });
    await relays.wait(5000);
    assert.deepEqual(
      peer.messages('info').map(({ value }) => value),
      ['One.', ' Two.'],
    );
  });

  it('is heard when it continues after an interruption, which the server must stop', async () => {
    const peer = await relays.talk();
    await peer.tell({ type: 'text', token: 'One two three. ' });
    await scene.act({ action: 'speech', text: 'stop' });
    await peer.tell({ type: 'text', token: 'Four.', last: true });
    await relays.wait(400);
    assert.deepEqual(scene.transcript().slice(-1), ['Say: Four.']);
  });
});
