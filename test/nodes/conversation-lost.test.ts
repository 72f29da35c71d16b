/** How a conversation goes on when its connection is lost, and after deployments and restarts. */
import assert from 'node:assert/strict';
import { useStore } from '../../lib/node-red/account-store';
import { MemoryStore } from '../../lib/store/memory-store';
import { LastingStore } from '../support/lasting-store';
import { verbs } from './steps/call-of-test';
import { FAILED, history, isEnd, token, twilioOf, useConversation, type Message } from './conversation-scene';
import { restart } from './restart-scene';

describe('conversation, when it is interrupted,', () => {
  const scene = useConversation();
  const { start, connect, open, prompt, answer } = scene;

  it('starts again where it was when the connection was lost, at most three times', async () => {
    const { document, socket } = await open();
    const said = await prompt(socket, 'When are you open?');
    await socket.close();
    const second = (await scene.call.comeBack(document, FAILED)).text;
    assert.match(verbs(second), /<ConversationRelay url="[^"]*" interruptible/);
    answer(said, { payload: 'From nine.' });
    const again = await connect(second);
    await again.next(token('From nine.'));
    const next = await prompt(again, 'Thanks');
    assert.deepEqual(history(next).slice(-2), ['assistant: From nine.', 'user: Thanks']);
    await again.close();
    let last = second;
    for (let count = 0; count < 3; count += 1) last = (await scene.call.comeBack(last, FAILED)).text;
    assert.match(verbs(last), /<ConversationRelay/);
    void scene.call.comeBack(last, FAILED);
    const out = await scene.loaded.arrival('out');
    assert.equal(out['payload'], 'failed');
    assert.equal((twilioOf(out)['conversation'] as Message)['errorCode'], 64_105);
    assert.deepEqual(history(out).slice(-1), ['user: Thanks']);
  });

  it('does not retry what fails again, such as an unknown voice', async () => {
    const document = await start();
    void scene.call.comeBack(document, { SessionStatus: 'failed', ErrorCode: '64101', ErrorMessage: 'Invalid voice' });
    const { status, errorCode, errorMessage } = twilioOf(await scene.loaded.arrival('out'))['conversation'] as Message;
    assert.deepEqual([status, errorCode, errorMessage], ['failed', 64_101, 'Invalid voice']);
  });

  it('goes on when a deployment has interrupted it, also with an answer that was on its way', async () => {
    const { document, socket } = await open({ systemPrompt: 'Be short.' });
    const said = await prompt(socket, 'When are you open?');
    await scene.loaded.redeploy(scene.flows);
    assert.equal((await socket.closed).code, 1001);
    answer(said, { payload: 'From nine.' });
    const again = await connect((await scene.call.comeBack(document, FAILED)).text);
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
        await restart(scene, isKept);
        await socket.closed;
        const second = (await scene.call.comeBack(document, FAILED)).text;
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
        void scene.call.comeBack(second, { SessionStatus: 'ended' });
        const out = await scene.loaded.arrival('out');
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
    assert.equal((await scene.loaded.arrival('events'))['payload'], 'setup');
    answer(first, { payload: 'Hi' });
    await again.next(token('Hi'));
    assert.deepEqual(history(await prompt(again, 'Still there?')), [
      'assistant: Hello',
      'user: Hello',
      'assistant: Hi',
      'user: Still there?',
    ]);
    await again.close();
    assert.match((await scene.call.comeBack(document, FAILED)).text, /<ConversationRelay/, 'the newer one was lost');
  });
});
