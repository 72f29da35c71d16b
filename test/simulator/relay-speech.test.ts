/** What an assistant says: how fast it is heard, and in which order. */
import assert from 'node:assert/strict';
import { RELAY_URL, useRelays } from './relay-server';

// What is not in Twilio's pages was recorded by others on real calls: https://github.com/ivy/thicket
describe('an assistant that the simulator connects a call to', () => {
  const relays = useRelays();
  const { scene } = relays;

  it('is heard word by word at a speaking rate, clause by clause', async () => {
    const peer = await relays.talk('events="speaker-events tokens-played"');
    await peer.tell({ type: 'text', token: 'Hello the' });
    await peer.tell({ type: 'text', token: 're. How are you?', last: true });
    const line = () => {
      const { text, upcoming } = scene.current().transcript.at(-1) ?? {};
      return [text, upcoming];
    };
    assert.deepEqual(line(), ['Hello', ' there.']);
    await relays.wait(400);
    assert.deepEqual(line(), ['Hello there.', undefined]);
    await relays.wait(400);
    assert.deepEqual(line(), ['Hello there. How', ' are you?']);
    await relays.wait(1200);
    assert.deepEqual(line(), ['Hello there. How are you?', undefined]);
    assert.deepEqual(
      peer.messages('info').map(({ name, value }) => [name, value]),
      [
        ['agentSpeaking', 'on'],
        ['tokensPlayed', 'Hello there.'],
        ['tokensPlayed', ' How are you?'],
        ['agentSpeaking', 'off'],
      ],
    );
    assert.equal(relays.relay().speaking, false);
  });

  it('speaks words without last and without a full stop after a moment', async () => {
    const peer = await relays.talk();
    await peer.tell({ type: 'text', token: 'no end' });
    assert.deepEqual(scene.transcript(), ['Connect: ConversationRelay']);
    await relays.wait(500);
    assert.equal(scene.transcript().at(-1), 'Say: no');
  });

  it('says its greeting first, each time it is connected', async () => {
    const again = `<Connect action="over"><ConversationRelay url="${RELAY_URL}" welcomeGreeting="Hi again"/></Connect>`;
    const peer = await relays.talk('welcomeGreeting="Hi."', { flow: { done: again } });
    await relays.wait(400);
    peer.send({ type: 'end' });
    await relays.until(() => scene.simulator.state().relays.length === 2);
    await scene.simulator.settled();
    const second = await relays.current();
    const [first, last] = scene.simulator.state().relays;
    assert.notEqual(first?.sid, last?.sid);
    assert.equal(second.messages('setup')[0]?.['callStatus'], 'IN_PROGRESS');
    await relays.wait(800);
    assert.deepEqual(scene.transcript().slice(-2), ['Connect: ConversationRelay', 'Say: Hi again']);
  });

  it('plays audio and keys in order with its words', async () => {
    const peer = await relays.talk('events="tokens-played"');
    await peer.say('One.');
    await peer.tell({ type: 'play', source: 'https://example.com/a.mp3', loop: 2 });
    await peer.tell({ type: 'sendDigits', digits: '1w#' });
    await relays.wait(400);
    assert.equal(scene.transcript().at(-1), 'Play: https://example.com/a.mp3');
    await relays.wait(5999);
    assert.equal(scene.transcript().at(-1), 'Play: https://example.com/a.mp3');
    await relays.wait(1);
    assert.equal(scene.transcript().at(-1), 'SendDigits: 1w#');
    assert.equal(scene.current().transcript.find(({ verb }) => verb === 'Play')?.ended, true);
    await relays.wait(1000);
    assert.deepEqual(
      peer.messages('info').map(({ value }) => value),
      ['One.', '1w#'],
    );
  });
});
