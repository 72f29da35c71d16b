import assert from 'node:assert/strict';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { menu } from '../../support/step-flows';
import { testCall, verbs, type TestCall } from './call-of-test';

let loaded: Loaded;
let call: TestCall;

/** A call that goes into the menu. The outputs of the menu are wired to `first`, `second`, `none` and `gone`. */
const start = async (more: Record<string, unknown> = {}) => {
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['menu']] });
  const node = menu('menu', [['first'], ['second'], ['none'], ['gone']], more);
  const sinks = ['first', 'second', 'none', 'gone', 'caught'].map((id) => sink(id));
  loaded = await load([tab, real(), catcher, ...sinks, callIn, node], REAL_CREDENTIALS);
  call = testCall(loaded.url);
};
const twilioOf = (msg: Record<string, unknown>) => msg['twilio'] as Record<string, unknown>;
const caught = async () => (await loaded.arrival('caught'))['error'] as { code: string; message: string };

describe('menu', () => {
  afterEach(() => loaded.unload());

  it('asks for keys and words, and expects the words of its choices', async () => {
    await start();
    assert.match(
      verbs((await call.ring()).text),
      /^<Gather input="dtmf speech" numDigits="1" finishOnKey="" speechTimeout="auto" hints="sales, support, help me" action="[^"]*node=menu&amp;n=1" method="POST" actionOnEmptyResult="true"><Say>Sales or support\?<\/Say><\/Gather><Redirect/,
    );
  });

  it('asks only for keys when no choice has words, and takes the language and the timeout', async () => {
    const choices = [{ keys: '1' }, { keys: '10' }];
    await start({ choices, timeout: '3', language: 'de-DE', promptMode: 'audio', prompt: 'https://example.com/a.mp3' });
    assert.match(
      verbs((await call.ring()).text),
      /^<Gather input="dtmf" numDigits="2" finishOnKey="#" timeout="3" action="[^"]*" method="POST" actionOnEmptyResult="true"><Play>https:\/\/example\.com\/a\.mp3<\/Play><\/Gather>/,
    );
  });

  it('takes the hints and the language for the speech recognition', async () => {
    await start({ hints: 'buy, sell', language: 'en-GB' });
    assert.match(verbs((await call.ring()).text), / language="en-GB" hints="buy, sell" .*<Say language="en-GB">/);
  });

  it('sends the message by the output of the choice, by key', async () => {
    await start();
    const first = await call.ring();
    await call.comeBack(first.text, { Digits: '2' });
    const msg = await loaded.arrival('second');
    const { event, choice, digits } = twilioOf(msg);
    assert.deepEqual([msg['payload'], event, choice, digits], ['Support', 'menu', 'Support', '2']);
  });

  it('sends the message by the output of the choice, by word', async () => {
    await start();
    const first = await call.ring();
    await call.comeBack(first.text, { SpeechResult: 'Please help me!', Confidence: '0.9' });
    const msg = await loaded.arrival('second');
    const { choice, speech, confidence } = twilioOf(msg);
    assert.deepEqual([msg['payload'], choice, speech, confidence], ['Support', 'Support', 'Please help me!', 0.9]);
  });

  it('asks again after a wrong key and after no input, each with its prompt, and then leaves by “no choice”', async () => {
    await start({ tries: '3', invalidPrompt: 'Not a choice', nothingPrompt: 'Are you there?' });
    const first = await call.ring();
    const second = await call.comeBack(first.text, { Digits: '7' });
    assert.match(verbs(second.text), /n=2".*><Say>Not a choice<\/Say><\/Gather>/);
    const third = await call.comeBack(second.text, { Digits: '' });
    assert.match(verbs(third.text), /n=3".*><Say>Are you there\?<\/Say><\/Gather>/);
    const last = await call.comeBack(third.text, { Digits: '9' });
    assert.equal(verbs(last.text), '');
    const msg = await loaded.arrival('none');
    const { digits, choice } = twilioOf(msg);
    assert.deepEqual([msg['payload'], digits, choice], ['', '9', undefined]);
  });

  it('repeats the prompt when it has no others, and the next try can choose', async () => {
    await start();
    const second = await call.comeBack((await call.ring()).text, { SpeechResult: 'banana' });
    assert.match(verbs(second.text), /hints="sales, support, help me" .*<Say>Sales or support\?<\/Say>/);
    void call.comeBack(second.text, { Digits: '1' });
    assert.equal((await loaded.arrival('first'))['payload'], 'Sales');
  });

  it('leaves by “hung up” when it has this output', async () => {
    await start({ hungUp: true });
    await call.ring();
    await call.status('completed');
    assert.equal((await loaded.arrival('gone'))['payload'], 'hung-up');
  });

  it('reports what is wrong with its choices, when it is deployed and for each message', async () => {
    for (const [choices, problem] of [
      [[], /has no choices/],
      [[{ keys: '1' }, { keys: '2, 1' }], /“1” is in the choices twice/],
      [[{ words: 'yes' }, { words: 'Yes!' }], /“Yes!” is in the choices twice/],
      [[{ keys: 'a' }], /“a” is not a key/],
      [[{ label: 'Sales' }], /Choice 1 has no key and no words/],
      ['1', /not a list/],
    ] as const) {
      await start({ choices });
      assert.match(loaded.logged().find(({ id }) => id === 'menu')?.msg ?? '', problem);
      void call.ring();
      const { code, message } = await caught();
      assert.equal(code, 'INVALID_CALL');
      assert.match(message, problem);
      await loaded.unload();
    }
    await start();
  });

  it('reports a clear error for invalid fields', async () => {
    for (const [field, value] of [
      ['tries', '0'],
      ['timeout', 'soon'],
      ['hints', '7'],
    ] as const) {
      await start({
        [field]: value,
        ...(field === 'hints' ? { hintsType: 'num' } : {}),
        timeoutType: 'str',
        triesType: 'str',
      });
      void call.ring();
      const { code, message } = await caught();
      assert.equal(code, 'INVALID_CALL');
      assert.match(message, new RegExp(`^${field} is`));
      await loaded.unload();
    }
    await start();
  });
});
