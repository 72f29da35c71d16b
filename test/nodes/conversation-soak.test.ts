import assert from 'node:assert/strict';
import { removeHub } from '../../lib/node-red/step-hub';
import { callsWaitingIn } from '../../lib/node-red/step-hubs';
import { openSocket, socketOf } from '../support/call-socket';
import { CREDENTIALS, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { conversation } from '../support/step-flows';
import { testCall } from './steps/call-of-test';

const CALLS = 100;
const TURNS = 5;

type Message = Record<string, unknown>;

/** The words of one answer, each with its end, so that every word can be told from all others. */
const wordsOf = (sid: string, turn: number): string[] => ['a', 'b', 'c', 'd'].map((word) => `${sid}-${turn}${word} `);

describe('100 conversations at the same time', function () {
  this.timeout(60_000);
  let loaded: Loaded;
  // For each attempt, so that what one has left open does not fail the next.
  beforeEach(async () => {
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['talk']] });
    const talk = conversation('talk', [['said'], [], ['out']], { answers: 'chunks', greeting: '' });
    loaded = await load(
      [tab, real(), sink('said'), sink('out'), callIn, talk],
      REAL_CREDENTIALS,
      {},
      { hasServer: true },
    );
    // Answers word by word, with time in between, as a language model does.
    loaded.node('said').on('input', (msg) => {
      const words = wordsOf(...(JSON.parse(String(msg['payload'])) as [string, number]));
      const say = (index: number): void => {
        loaded.node('talk').receive({ ...msg, payload: words[index], complete: index === words.length - 1 });
        if (index < words.length - 1) setTimeout(say, 5, index + 1);
      };
      setTimeout(say, 5, 0);
    });
  });
  afterEach(async () => {
    await loaded.unload();
    removeHub('account');
  });

  /** A call whose every other answer is interrupted. */
  async function converse(): Promise<void> {
    const call = testCall(loaded.url);
    const document = (await call.ring()).text;
    const { url, customParameters } = socketOf(document);
    const socket = await openSocket(loaded.url, url);
    socket.send({
      type: 'setup',
      sessionId: 'VX1',
      accountSid: CREDENTIALS.accountSid,
      callSid: call.sid,
      customParameters,
    });
    for (let turn = 0; turn < TURNS; turn += 1) {
      const words = wordsOf(call.sid, turn);
      const isInterrupted = turn % 2 === 1;
      socket.send({ type: 'prompt', voicePrompt: JSON.stringify([call.sid, turn]), last: true });
      const expected = isInterrupted ? words.slice(0, 2) : words;
      for (const word of expected) await socket.next(({ token }) => token === word);
      if (isInterrupted) socket.send({ type: 'interrupt', utteranceUntilInterrupt: words[0]?.trim() });
    }
    // Words that were on their way when the caller interrupted are the only others.
    for (const { token } of socket.received) assert.ok(String(token).startsWith(call.sid), String(token));
    await socket.close();
    await call.comeBack(document, { SessionStatus: 'completed', CallStatus: 'completed' });
    const out = await loaded.arrival('out');
    const { callSid } = out['twilio'] as { callSid: string };
    const messages = out['messages'] as Message[];
    assert.equal(messages.length, 2 * TURNS);
    messages.forEach(({ content }, index) => {
      const turn = Math.floor(index / 2);
      const all = wordsOf(callSid, turn).join('').trim();
      const answer = turn % 2 === 1 ? `${callSid}-${turn}a` : all;
      assert.equal(content, index % 2 === 0 ? JSON.stringify([callSid, turn]) : answer);
    });
  }

  it('stay separate, lose nothing, and release everything', async () => {
    await Promise.all(Array.from({ length: CALLS }, converse));
    assert.equal(callsWaitingIn('talk'), 0);
    assert.deepEqual(
      loaded.logged().filter(({ id }) => id === 'talk'),
      [],
    );
  });
});
