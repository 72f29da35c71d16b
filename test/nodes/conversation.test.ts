/** What the node "conversation" says and hears, and where its messages go. */
import assert from 'node:assert/strict';
import { CREDENTIALS, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { load } from '../support/loaded';
import { conversation, say } from '../support/step-flows';
import { testCall, verbs } from './steps/call-of-test';
import { history, isEnd, token, twilioOf, useConversation } from './conversation-scene';

describe('conversation', () => {
  const scene = useConversation();
  const { start, connect, open, prompt, answer } = scene;

  it('connects the call, with its attributes in the spelling of Twilio', async () => {
    const document = await start(
      {
        voice: 'Elin-Neural',
        ttsProvider: 'Amazon',
        interruptible: 'speech',
        options: { speechTimeout: 700, parameters: { order: '7' } },
      },
      [],
      { language: 'sv-SE' },
    );
    assert.match(
      verbs(document),
      /^<Connect action="[^"]*node=talk&amp;n=1" method="POST"><ConversationRelay url="wss:\/\/example\.com\/twilio\/relay" welcomeGreeting="Hello" language="sv-SE" voice="Elin-Neural" ttsProvider="Amazon" interruptible="speech" welcomeGreetingInterruptible="any" dtmfDetection="true" speechTimeout="700" events="speaker-events tokens-played"><Parameter name="order" value="7"\/><Parameter name="node" value="talk"\/><Parameter name="n" value="1"\/><\/ConversationRelay><\/Connect><Redirect/,
    );
  });

  it('talks, is interrupted, changes the language, and hands over', async () => {
    const { document, socket, setup } = await open({ systemPrompt: 'Be short.', answers: 'chunks' });
    assert.equal(twilioOf(setup)['sessionId'], `VX${'1'.repeat(32)}`);
    const first = await prompt(socket, 'When are you open?');
    const { turn, event, from, lang, last, callSid } = twilioOf(first);
    assert.deepEqual(
      [first['payload'], first['topic'], event, from, lang, last, callSid],
      ['When are you open?', '+14155550123', 'conversation', '+14155550123', 'en-US', true, scene.call.sid],
    );
    assert.equal(typeof turn, 'string');
    assert.deepEqual(history(first), ['system: Be short.', 'assistant: Hello', 'user: When are you open?']);
    answer(first, { payload: 'We open at nine ' });
    await socket.next(token('We open at nine '));
    socket.send({ type: 'interrupt', utteranceUntilInterrupt: 'We open', durationUntilInterruptMs: '460' });
    const interrupt = await scene.loaded.arrival('events');
    assert.deepEqual([interrupt['payload'], twilioOf(interrupt)['heard']], ['interrupt', 'We open']);
    answer(first, { payload: 'and close at six.', complete: true });
    const second = await prompt(socket, 'In Swedish, please');
    assert.deepEqual(history(second).slice(2), [
      'user: When are you open?',
      'assistant: We open',
      'user: In Swedish, please',
    ]);
    answer(second, { language: 'sv-SE' });
    answer(second, { payload: 'Gärna.', complete: true });
    await socket.next(token('Gärna.'));
    assert.deepEqual(socket.received, [{ type: 'language', ttsLanguage: 'sv-SE', transcriptionLanguage: 'sv-SE' }]);
    const third = await prompt(socket, 'En människa', { lang: 'sv-SE' });
    assert.equal(twilioOf(third)['lang'], 'sv-SE');
    answer(third, { end: { to: 'sales' } });
    socket.send({ type: 'info', name: 'tokensPlayed', value: 'Gärna.' });
    assert.deepEqual(await socket.next(isEnd), { type: 'end', handoffData: '{"to":"sales"}' });
    await socket.close();
    const handoff = { SessionId: 'VX1', SessionDuration: '12', SessionStatus: 'ended', HandoffData: '{"to":"sales"}' };
    void scene.call.comeBack(document, handoff);
    const out = await scene.loaded.arrival('out');
    assert.equal(out['payload'], 'ended');
    assert.deepEqual(twilioOf(out)['conversation'], {
      status: 'ended',
      sessionId: 'VX1',
      duration: 12,
      handoffData: { to: 'sales' },
      reason: 'flow',
    });
    assert.deepEqual(history(out).slice(-2), ['assistant: Gärna.', 'user: En människa']);
    assert.equal('turn' in twilioOf(out), false);
  });

  it('sends events, and what Twilio added since', async () => {
    const { socket } = await open({ options: { events: 'tokens-played' } });
    socket.send({ type: 'dtmf', digit: '0' });
    socket.send({ type: 'error', description: 'Invalid message' });
    socket.send({ type: 'info', name: 'tokensPlayed', value: 'Hello' });
    socket.send({ type: 'configUpdated', speechTimeout: 600 });
    const events = [];
    for (let count = 0; count < 4; count += 1) events.push(await scene.loaded.arrival('events'));
    assert.deepEqual(
      events.map(({ payload }) => payload),
      ['dtmf', 'error', 'info', 'configUpdated'],
    );
    const [key, error, info, other] = events.map(twilioOf);
    assert.deepEqual([key?.['digits'], error?.['description']], ['0', 'Invalid message']);
    assert.deepEqual([info?.['name'], info?.['value']], ['tokensPlayed', 'Hello']);
    assert.deepEqual(other?.['raw'], { type: 'configUpdated', speechTimeout: 600 });
  });

  it('plays, sends keys, and can be spoken to before Twilio has connected', async () => {
    const document = await start();
    const twilio = { callSid: scene.call.sid, accountSid: CREDENTIALS.accountSid };
    answer({ twilio }, { payload: 'Early' });
    const socket = await connect(document);
    await socket.next(token('Early'));
    answer({ twilio }, { play: 'https://example.com/a.mp3', digits: '12#', payload: 'not said' });
    await socket.next(({ type }) => type === 'sendDigits');
    assert.deepEqual(socket.received, [{ type: 'play', source: 'https://example.com/a.mp3' }]);
  });

  it('does not take the properties of the message that started it for commands', async () => {
    const document = await start();
    await connect(document);
    const { twilio } = await scene.loaded.arrival('events');
    await scene.loaded.unload();
    assert.ok(twilio);
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['before']] });
    scene.loaded = await load(
      [...scene.flows.filter(({ id }) => id !== 'in'), callIn, sink('before')],
      REAL_CREDENTIALS,
      {},
      { hasServer: true },
    );
    scene.call = testCall(scene.loaded.url);
    const ringing = scene.call.ring();
    answer(await scene.loaded.arrival('before'), { language: 'sv-SE', order: 7 });
    const socket = await connect((await ringing).text);
    const said = await prompt(socket, 'Hello');
    assert.deepEqual([said['language'], said['order']], [undefined, 7]);
    answer(said, { payload: 'Hi' });
    await socket.next(token('Hi'));
  });

  it('says the filler while the flow is thinking', async () => {
    const { socket } = await open({ filler: 'One moment.', fillerAfter: '1' });
    const said = await prompt(socket, 'Hello');
    await socket.next(token('One moment.'));
    answer(said, { payload: 'Hi' });
    await socket.next(token('Hi'));
    assert.deepEqual(history(await prompt(socket, 'Bye')), [
      'assistant: Hello',
      'user: Hello',
      'assistant: Hi',
      'user: Bye',
    ]);
  });

  it('leaves by the third output after a hang-up, with the history', async () => {
    const { document, socket } = await open();
    await prompt(socket, 'Bye');
    await socket.close();
    await scene.call.comeBack(document, { SessionStatus: 'completed', CallStatus: 'completed' });
    const out = await scene.loaded.arrival('out');
    assert.deepEqual([out['payload'], twilioOf(out)['hungUp']], ['completed', true]);
    assert.deepEqual(history(out), ['assistant: Hello', 'user: Bye']);
  });

  it('goes on with the next step', async () => {
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['talk']] });
    scene.flows = [tab, real(), callIn, conversation('talk', [[], [], ['bye']]), say('bye', [], { text: 'Goodbye' })];
    scene.loaded = await load(scene.flows, REAL_CREDENTIALS, {}, { hasServer: true });
    scene.call = testCall(scene.loaded.url);
    const document = (await scene.call.ring()).text;
    const { text } = await scene.call.comeBack(document, { SessionStatus: 'ended' });
    assert.equal(verbs(text), '<Say>Goodbye</Say>');
  });
});
