/** What the node "conversation" does with bad input: from the flow, from Twilio, and from others. */
import assert from 'node:assert/strict';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { load } from '../support/loaded';
import { conversation } from '../support/step-flows';
import { testCall } from './steps/call-of-test';
import { FAILED, isEnd, token, useConversation } from './conversation-scene';

describe('conversation with bad input', () => {
  const scene = useConversation();
  const { connect, open, prompt, answer, errorOf } = scene;

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
    scene.loaded = await load(
      [tab, real(), catcher, sink('caught'), callIn, talk],
      REAL_CREDENTIALS,
      {},
      { hasServer: true },
    );
    scene.call = testCall(scene.loaded.url);
    void scene.call.ring();
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
    void scene.call.comeBack(document, { SessionStatus: 'ended' });
    await scene.loaded.arrival('out');
    answer(said, { payload: 'Still there?' });
    assert.match(await errorOf(), /^CALL_ENDED: The conversation has ended/);
  });

  it('ignores messages that are not JSON, and logs it once', async () => {
    const { socket } = await open();
    for (const text of ['no JSON', '[]', '{}', '{"type":7}']) socket.send(text);
    await prompt(socket, 'Hello');
    const warnings = scene.loaded.logged().filter(({ id }) => id === 'talk');
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
    await scene.call.comeBack(document, { SessionStatus: 'completed', CallStatus: 'completed' });
    assert.equal((await socket.closed).code, 1000);
  });

  it('closes a socket with a message that is too long, and the call can go on', async () => {
    const { document, socket } = await open();
    socket.send({ type: 'prompt', voicePrompt: 'x'.repeat(70_000), last: true });
    assert.equal((await socket.closed).code, 1009);
    assert.match((await scene.call.comeBack(document, FAILED)).text, /<ConversationRelay/);
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
