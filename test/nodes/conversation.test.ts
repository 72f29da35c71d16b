import assert from 'node:assert/strict';
import { useStore } from '../../lib/node-red/account-store';
import { removeHub } from '../../lib/node-red/step-hub';
import { MemoryStore } from '../../lib/store/memory-store';
import { openSocket, socketOf, type TestSocket } from '../support/call-socket';
import { catcher, CREDENTIALS, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { LastingStore } from '../support/lasting-store';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { conversation, say } from '../support/step-flows';
import { testCall, verbs, type TestCall } from './steps/call-of-test';

type Message = Record<string, unknown>;

let loaded: Loaded;
let call: TestCall;
let flows: FlowNode[];

const twilioOf = (msg: Message) => msg['twilio'] as Message;
const history = (msg: Message) =>
  (msg['messages'] as { role: string; content: string }[]).map(({ role, content }) => `${role}: ${content}`);

/** A call in a conversation. The outputs are wired to `said`, `events` and `out`. @returns the document that starts it */
const start = async (more: Message = {}, nodes: FlowNode[] = [], account: Message = {}): Promise<string> => {
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['talk']] });
  const sinks = ['said', 'events', 'out', 'caught'].map((id) => sink(id));
  const talk = conversation('talk', [['said'], ['events'], ['out']], more);
  flows = [tab, real(account), catcher, ...sinks, callIn, talk, ...nodes];
  loaded = await load(flows, REAL_CREDENTIALS, {}, { hasServer: true });
  call = testCall(loaded.url);
  return (await call.ring()).text;
};

/** Twilio connects, and says so. */
const connect = async (document: string, more: Message = {}): Promise<TestSocket> => {
  const { url, customParameters } = socketOf(document);
  const socket = await openSocket(loaded.url, url);
  socket.send({
    type: 'setup',
    sessionId: `VX${'1'.repeat(32)}`,
    accountSid: CREDENTIALS.accountSid,
    callSid: call.sid,
    from: '+14155550123',
    to: '+14155550100',
    direction: 'inbound',
    callType: 'PSTN',
    callStatus: 'RINGING',
    customParameters,
    ...more,
  });
  return socket;
};
const open = async (more: Message = {}) => {
  const document = await start(more);
  const socket = await connect(document);
  const setup = await loaded.arrival('events');
  assert.equal(setup['payload'], 'setup');
  return { document, socket, setup };
};
const prompt = async (socket: TestSocket, text: string, more: Message = {}): Promise<Message> => {
  socket.send({ type: 'prompt', voicePrompt: text, lang: 'en-US', last: true, ...more });
  return loaded.arrival('said');
};
/** The flow says something, with the message that it got. */
const answer = (msg: Message, more: Message): void => {
  loaded.node('talk').receive({ ...msg, ...more });
};
const token =
  (text: string) =>
  ({ type, token: said }: Message): boolean =>
    type === 'text' && said === text;
const isEnd = ({ type }: Message): boolean => type === 'end';
const errorOf = async (): Promise<string> => {
  const { code, message } = (await loaded.arrival('caught'))['error'] as { code: string; message: string };
  return `${code}: ${message}`;
};
const FAILED = { SessionStatus: 'failed', ErrorCode: '64105', ErrorMessage: 'WebSocket ended' };

describe('conversation', () => {
  afterEach(async () => {
    await loaded.unload();
    removeHub('account');
  });

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
      ['When are you open?', '+14155550123', 'conversation', '+14155550123', 'en-US', true, call.sid],
    );
    assert.equal(typeof turn, 'string');
    assert.deepEqual(history(first), ['system: Be short.', 'assistant: Hello', 'user: When are you open?']);
    answer(first, { payload: 'We open at nine ' });
    await socket.next(token('We open at nine '));
    socket.send({ type: 'interrupt', utteranceUntilInterrupt: 'We open', durationUntilInterruptMs: '460' });
    const interrupt = await loaded.arrival('events');
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
    void call.comeBack(document, handoff);
    const out = await loaded.arrival('out');
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
    for (let count = 0; count < 4; count += 1) events.push(await loaded.arrival('events'));
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
    const twilio = { callSid: call.sid, accountSid: CREDENTIALS.accountSid };
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
    const { twilio } = await loaded.arrival('events');
    await loaded.unload();
    assert.ok(twilio);
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['before']] });
    loaded = await load(
      [...flows.filter(({ id }) => id !== 'in'), callIn, sink('before')],
      REAL_CREDENTIALS,
      {},
      { hasServer: true },
    );
    call = testCall(loaded.url);
    const ringing = call.ring();
    answer(await loaded.arrival('before'), { language: 'sv-SE', order: 7 });
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
    await call.comeBack(document, { SessionStatus: 'completed', CallStatus: 'completed' });
    const out = await loaded.arrival('out');
    assert.deepEqual([out['payload'], twilioOf(out)['hungUp']], ['completed', true]);
    assert.deepEqual(history(out), ['assistant: Hello', 'user: Bye']);
  });

  it('goes on with the next step', async () => {
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['talk']] });
    flows = [tab, real(), callIn, conversation('talk', [[], [], ['bye']]), say('bye', [], { text: 'Goodbye' })];
    loaded = await load(flows, REAL_CREDENTIALS, {}, { hasServer: true });
    call = testCall(loaded.url);
    const document = (await call.ring()).text;
    const { text } = await call.comeBack(document, { SessionStatus: 'ended' });
    assert.equal(verbs(text), '<Say>Goodbye</Say>');
  });

  it('starts again where it was when the connection was lost, at most three times', async () => {
    const { document, socket } = await open();
    const said = await prompt(socket, 'When are you open?');
    await socket.close();
    const second = (await call.comeBack(document, FAILED)).text;
    assert.match(verbs(second), /<ConversationRelay url="[^"]*" interruptible/);
    answer(said, { payload: 'From nine.' });
    const again = await connect(second);
    await again.next(token('From nine.'));
    const next = await prompt(again, 'Thanks');
    assert.deepEqual(history(next).slice(-2), ['assistant: From nine.', 'user: Thanks']);
    await again.close();
    let last = second;
    for (let count = 0; count < 3; count += 1) last = (await call.comeBack(last, FAILED)).text;
    assert.match(verbs(last), /<ConversationRelay/);
    void call.comeBack(last, FAILED);
    const out = await loaded.arrival('out');
    assert.equal(out['payload'], 'failed');
    assert.equal((twilioOf(out)['conversation'] as Message)['errorCode'], 64_105);
    assert.deepEqual(history(out).slice(-1), ['user: Thanks']);
  });

  it('does not retry what fails again, such as an unknown voice', async () => {
    const document = await start();
    void call.comeBack(document, { SessionStatus: 'failed', ErrorCode: '64101', ErrorMessage: 'Invalid voice' });
    const { status, errorCode, errorMessage } = twilioOf(await loaded.arrival('out'))['conversation'] as Message;
    assert.deepEqual([status, errorCode, errorMessage], ['failed', 64_101, 'Invalid voice']);
  });

  it('goes on when a deployment has interrupted it, also with an answer that was on its way', async () => {
    const { document, socket } = await open({ systemPrompt: 'Be short.' });
    const said = await prompt(socket, 'When are you open?');
    await loaded.redeploy(flows);
    assert.equal((await socket.closed).code, 1001);
    answer(said, { payload: 'From nine.' });
    const again = await connect((await call.comeBack(document, FAILED)).text);
    await again.next(token('From nine.'));
    const next = await prompt(again, 'Thanks');
    assert.deepEqual(history(next), [
      'system: Be short.',
      'assistant: Hello',
      'user: When are you open?',
      'assistant: From nine.',
      'user: Thanks',
    ]);
  });

  describe('after a restart', () => {
    afterEach(() => {
      useStore('account', new MemoryStore());
    });

    for (const isKept of [true, false]) {
      it(isKept ? 'goes on with its history' : 'goes on without a history when nothing is in the store', async () => {
        useStore('account', new LastingStore());
        const { document, socket } = await open();
        await prompt(socket, 'When are you open?');
        await loaded.unload();
        await socket.closed;
        removeHub('account');
        if (!isKept) useStore('account', new LastingStore());
        loaded = await load(flows, REAL_CREDENTIALS, {}, { hasServer: true });
        call = testCall(loaded.url, call.sid);
        const second = (await call.comeBack(document, FAILED)).text;
        assert.match(verbs(second), /<ConversationRelay url="[^"]*" interruptible/);
        const again = await connect(second);
        const next = await prompt(again, 'Hello?');
        const earlier = isKept ? ['assistant: Hello', 'user: When are you open? Hello?'] : ['user: Hello?'];
        assert.deepEqual(history(next), earlier);
        answer(next, { payload: 'From nine.' });
        await again.next(token('From nine.'));
        answer(next, { end: true });
        await again.next(isEnd);
        await again.close();
        void call.comeBack(second, { SessionStatus: 'ended' });
        const out = await loaded.arrival('out');
        assert.equal(out['payload'], 'ended');
        if (isKept) assert.deepEqual(history(out), [...earlier, 'assistant: From nine.']);
      });
    }
  });

  it('goes on with the newer socket when Twilio connects again before the older one is known to be lost', async () => {
    const { document, socket } = await open();
    const first = await prompt(socket, 'Hello');
    const again = await connect(document);
    assert.deepEqual(await socket.closed, { code: 4000, reason: 'Twilio has connected again' });
    assert.equal((await loaded.arrival('events'))['payload'], 'setup');
    answer(first, { payload: 'Hi' });
    await again.next(token('Hi'));
    assert.deepEqual(history(await prompt(again, 'Still there?')), [
      'assistant: Hello',
      'user: Hello',
      'assistant: Hi',
      'user: Still there?',
    ]);
    await again.close();
    assert.match((await call.comeBack(document, FAILED)).text, /<ConversationRelay/, 'the newer one was lost');
  });

  describe('with bad input', () => {
    it('does not say what is not a text, and continues', async () => {
      const { socket } = await open();
      const said = await prompt(socket, 'Hello');
      answer(said, { payload: {} });
      assert.match(await errorOf(), /^INVALID_CALL: The text to say is \{\}/);
      answer(said, { payload: '' });
      assert.match(await errorOf(), /^INVALID_CALL: There is nothing to say/);
      answer(said, { play: 'a.mp3' });
      assert.match(await errorOf(), /^INVALID_CALL: msg\.play is "a\.mp3"/);
      answer(said, { payload: 'Hi' });
      await socket.next(token('Hi'));
      assert.deepEqual(socket.received, []);
    });

    it('is not started with unknown options', async () => {
      const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['talk']] });
      const talk = conversation('talk', [[], [], []], { options: { speechtimeout: 1 } });
      loaded = await load(
        [tab, real(), catcher, sink('caught'), callIn, talk],
        REAL_CREDENTIALS,
        {},
        { hasServer: true },
      );
      call = testCall(loaded.url);
      void call.ring();
      assert.match(await errorOf(), /^INVALID_CALL: .*no parameter "speechtimeout"/);
    });

    it('takes nothing after its end, and never starts again with what comes late', async () => {
      const { document, socket } = await open();
      const said = await prompt(socket, 'Bye');
      answer(said, { end: true });
      await socket.next(isEnd);
      answer(said, { payload: 'One more thing' });
      assert.match(await errorOf(), /^CALL_ENDED: The conversation has ended/);
      await socket.close();
      void call.comeBack(document, { SessionStatus: 'ended' });
      await loaded.arrival('out');
      answer(said, { payload: 'Still there?' });
      assert.match(await errorOf(), /^CALL_ENDED: The conversation has ended/);
    });

    it('ignores messages that are not JSON, and logs it once', async () => {
      const { socket } = await open();
      for (const text of ['no JSON', '[]', '{}', '{"type":7}']) socket.send(text);
      await prompt(socket, 'Hello');
      const warnings = loaded.logged().filter(({ id }) => id === 'talk');
      assert.deepEqual(warnings.length, 1);
    });

    it('closes a second socket, and one of a call that is not in it', async () => {
      const { document, socket } = await open();
      const others = [
        await connect(document, { sessionId: `VX${'2'.repeat(32)}` }),
        await connect(document, { callSid: `CA${'9'.repeat(32)}` }),
      ];
      for (const other of others) assert.equal((await other.closed).code, 1008);
      assert.equal((await prompt(socket, 'Hello'))['payload'], 'Hello');
    });

    it('closes a socket that stays open when the call has ended', async () => {
      const { document, socket } = await open();
      await call.comeBack(document, { SessionStatus: 'completed', CallStatus: 'completed' });
      assert.equal((await socket.closed).code, 1000);
    });

    it('closes a socket with a message that is too long, and the call can go on', async () => {
      const { document, socket } = await open();
      socket.send({ type: 'prompt', voicePrompt: 'x'.repeat(70_000), last: true });
      assert.equal((await socket.closed).code, 1009);
      assert.match((await call.comeBack(document, FAILED)).text, /<ConversationRelay/);
    });

    it('drops an answer that is slower than the caller', async () => {
      const { socket } = await open();
      const first = await prompt(socket, 'Hello?');
      const second = await prompt(socket, 'Anybody there?');
      answer(first, { payload: 'Late' });
      answer(second, { payload: 'Yes' });
      await socket.next(token('Yes'));
      assert.deepEqual(socket.received, []);
    });
  });
});
