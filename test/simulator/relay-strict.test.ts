import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRelayCommand } from '../../simulator/voice/relay/commands';
import { createSegments } from '../../simulator/voice/relay/segments';
import { useRelays } from './relay-server';

const text = { type: 'text', token: 'a' };

describe('what the server of an assistant sends to the simulator', () => {
  for (const [name, message, reason] of [
    ['no JSON', 'hello', /not valid JSON/],
    ['a list', '[]', /not an object/],
    ['no type', '{}', /the type must be/],
    ['an unknown type', { type: 'texts' }, /the type must be .*"texts"/],
    ['no token', { type: 'text' }, /token must be a string/],
    ['a token of null', { ...text, token: null }, /token must be a string/],
    ['last as a string', { ...text, last: 'true' }, /last must be true or false/],
    ['interruptible as in TwiML', { ...text, interruptible: 'any' }, /interruptible must be true or false/],
    ['preemptible as a number', { ...text, preemptible: 1 }, /preemptible must be/],
    ['a language that is none', { ...text, lang: 'English (US)' }, /lang must be a language/],
    ['no URL', { type: 'play', source: 'a.mp3' }, /source must be a valid URL/],
    ['half a loop', { type: 'play', source: 'https://a.example/b.mp3', loop: 1.5 }, /loop must be/],
    ['no keys', { type: 'sendDigits', digits: '' }, /digits must be keys/],
    ['a capital W', { type: 'sendDigits', digits: '1W2' }, /digits must be keys/],
    ['no language at all', { type: 'language' }, /needs ttsLanguage or transcriptionLanguage/],
    ['hand-off data as an object', { type: 'end', handoffData: {} }, /handoffData must be a string/],
  ] as const) {
    it(`is not valid: ${name}`, () => {
      const read = readRelayCommand(typeof message === 'string' ? message : JSON.stringify(message));
      assert.match(String(read), reason);
    });
  }

  it('can be other settings, of any form', () => {
    for (const type of ['config', 'hints'] as const) {
      assert.deepEqual(readRelayCommand(JSON.stringify({ type, any: [1] })), {
        command: { type, settings: '{"any":[1]}' },
        unknown: [],
      });
    }
  });

  it('never makes the simulator throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((o) => JSON.stringify({ type: 'text', ...o })),
        ),
        (message) => {
          readRelayCommand(message);
        },
      ),
    );
  });

  it('is spoken completely, however it is cut into tokens', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '.', '!', '\n', '5', '。') })), (tokens) => {
        const segments = createSegments();
        const pieces = [...tokens.flatMap((token) => segments.add(token)), segments.flush()];
        assert.equal(pieces.join(''), tokens.join(''));
      }),
    );
  });

  it('is spoken without its SSML', () => {
    const segments = createSegments();
    const token = 'Hello from <phoneme alphabet="ipa" ph="ˈtwɪlioʊ">Twilio</phoneme>.';
    assert.deepEqual([...segments.add(token), segments.flush()], ['Hello from Twilio.']);
  });
});

describe('the errors of an assistant on the simulator', () => {
  const relays = useRelays();
  const { scene } = relays;
  const done = () => scene.told('done').at(-1) ?? {};
  const status = () => {
    const { SessionStatus, ErrorCode, ErrorMessage, CallStatus } = done();
    return [SessionStatus, ErrorCode, ErrorMessage, CallStatus];
  };
  const ended = async (): Promise<void> => {
    await relays.until(() => relays.relay().status !== 'in-progress');
    await scene.simulator.settled();
  };

  it('are answered with an error, and the session goes on', async () => {
    const peer = await relays.talk();
    await peer.tell('{ "foo" : "bar" }');
    assert.deepEqual(peer.messages('error'), [
      { type: 'error', description: 'Invalid message received, code: 64107, { "foo" : "bar" }' },
    ]);
    assert.match(relays.relay().error ?? '', /^64107: ConversationRelay: Invalid message received: the type must be/);
    await peer.say('Still here.');
    await relays.wait(1000);
    assert.equal(scene.transcript().at(-1), 'Say: Still here.');
  });

  it('end the session when there are ten in a row: 1007 and 64105', async () => {
    const peer = await relays.talk();
    for (let i = 0; i < 9; i += 1) await peer.tell('x');
    await peer.say('One.');
    for (let i = 0; i < 9; i += 1) await peer.tell(Buffer.from([1]));
    assert.equal(relays.relay().status, 'in-progress', 'nine, a valid one, and nine');
    peer.send('x');
    assert.equal(await peer.closed, 1007);
    await ended();
    assert.equal(peer.messages('error').length, 19);
    assert.deepEqual(status(), ['failed', '64105', 'Websocket ended', 'in-progress']);
  });

  it('are in the log when a message has an unknown property', async () => {
    const peer = await relays.talk();
    await peer.say('Hi.', { voice: 'x' });
    assert.match(relays.relay().error ?? '', /a text message has no property "voice"/);
    assert.deepEqual(peer.messages('error'), []);
  });

  for (const [name, code] of [
    ['closes', 1000],
    ['goes away', 1001],
  ] as const) {
    it(`fail the session when the server ${name} without end: 64105`, async () => {
      const peer = await relays.talk('welcomeGreeting="Hello there"');
      peer.close(code);
      await ended();
      assert.deepEqual(status(), ['failed', '64105', 'Websocket ended', 'in-progress']);
      assert.equal(relays.relay().speaking, false);
    });
  }

  it('fail the session when the connection is lost: 64105', async () => {
    const peer = await relays.talk('', { flow: { done: '<Say>sorry</Say>' } });
    peer.raw.destroy();
    await ended();
    assert.deepEqual(status(), ['failed', '64105', 'Websocket ended', 'in-progress']);
    assert.equal(scene.transcript().at(-1), 'Say: sorry');
  });

  it('fail the session when the server refuses the upgrade: 64102', async () => {
    relays.server.refuse = (raw) => raw.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    await relays.call('<Connect action="done"><ConversationRelay url="wss://audio.example.com/relay"/></Connect>');
    await ended();
    assert.deepEqual(status(), ['failed', '64102', 'Unable to connect to websocket URL', 'in-progress']);
    const [, upgrade] = scene.simulator.state().requests;
    assert.deepEqual([upgrade?.status, upgrade?.callSid], [403, scene.current().sid]);
    assert.match(upgrade?.error ?? '', /^64102: ConversationRelay: Unable to connect/);
  });

  for (const url of ['https://audio.example.com/relay', 'ws://audio.example.com/relay', '']) {
    it(`fail the verb when the URL is not wss: "${url}"`, async () => {
      await relays.call(`<Connect action="done"><ConversationRelay url="${url}"/></Connect>`);
      assert.deepEqual(status(), ['failed', '64102', 'Unable to connect to websocket URL', 'in-progress']);
      assert.equal(relays.server.peers.length, 0);
    });
  }

  it('end the call when there is no action', async () => {
    await relays.call('<Connect><ConversationRelay url="wss://audio.example.com/relay"/></Connect><Say>next</Say>');
    const peer = await relays.current();
    peer.close();
    await ended();
    assert.equal(scene.current().status, 'failed');
  });

  it('do not concern a session that was ended: the next verb runs without an action', async () => {
    await relays.call('<Connect><ConversationRelay url="wss://audio.example.com/relay"/></Connect><Say>next</Say>');
    const peer = await relays.current();
    peer.send({ type: 'end' });
    await ended();
    assert.equal(scene.transcript().at(-1), 'Say: next');
  });

  it('fail the session when multi has the wrong provider: 64106', async () => {
    await relays.call(
      '<Connect action="done"><ConversationRelay url="wss://audio.example.com/relay" language="multi" ttsProvider="amazon"/></Connect>',
    );
    await ended();
    const peer = relays.last();
    await peer.closed;
    assert.match(String(peer.messages('error')[0]?.['description']), /multi needs the ttsProvider ElevenLabs/);
    assert.equal(status()[1], '64106');
  });

  for (const [attributes, within, warning] of [
    ['ttsprovider="Google"', '', /"ttsprovider" is not an attribute of <ConversationRelay>/],
    ['ttsProvider="Polly"', '', /ttsProvider "Polly" of <ConversationRelay> must be one of Google, Amazon, ElevenLabs/],
    ['interruptible="all"', '', /interruptible "all" .* must be one of none, dtmf, speech, any/],
    ['speechTimeout="100"', '', /speechTimeout "100" of <ConversationRelay> is not a whole number from 600 to 5000/],
    ['language="English"', '<Language/>', /a <Language> needs a code/],
    ['language="in English"', '', /language "in English" .* is not a language/],
    ['events="tokens"', '', /events of <ConversationRelay> has an unknown value "tokens"/],
    ['', '<Language code="de-DE" speed="2"/>', /"speed" is not an attribute of <Language>/],
    ['', '<Stream url="x"/>', /<Stream> is not a noun of <ConversationRelay>/],
    ['', '<Parameter value="x"/>', /a <Parameter> without a name is skipped/],
  ] as const) {
    it(`are in the log: ${attributes}${within}`, async () => {
      const peer = await relays.talk(attributes, { within });
      assert.match(scene.errors()[0] ?? '', warning);
      assert.equal(peer.messages('setup').length, 1, 'the session runs');
    });
  }
});
