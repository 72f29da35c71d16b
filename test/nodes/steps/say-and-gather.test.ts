import assert from 'node:assert/strict';
import { removeHub } from '../../../lib/node-red/step-hub';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import type { FlowNode } from '../../support/node-red';
import { gather, hangUp, say } from '../../support/step-flows';
import { postEvent } from '../../support/twilio';
import { testCall, verbs, type TestCall } from './call-of-test';

let loaded: Loaded;
let call: TestCall;

const start = async (step: FlowNode, account: Record<string, unknown> = {}) => {
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['step']] });
  const sinks = [sink(), sink('nothing'), sink('more'), sink('caught')];
  loaded = await load([tab, real(account), catcher, ...sinks, callIn, step], REAL_CREDENTIALS);
  call = testCall(loaded.url);
};

const end = async () => {
  await loaded.unload();
  // The calls of one test are not those of the next one.
  removeHub('account');
};

/** What a step that is the only one of a call says. */
const said = async (step: FlowNode, account: Record<string, unknown> = {}): Promise<string> => {
  await start(step, account);
  const { text } = await call.ring();
  return verbs(text).replace(/<Redirect.*<\/Redirect>$/, '');
};

/** The error that a step reports, and whether something was said. */
const refused = async (step: FlowNode): Promise<{ code: string; message: string }> => {
  await start(step);
  void call.ring();
  return (await loaded.arrival('caught'))['error'] as { code: string; message: string };
};

describe('say', () => {
  afterEach(end);

  for (const [what, fields, expected] of [
    [
      'a text, in which TwiML is not interpreted',
      { text: '<Hangup/> & "more"' },
      '<Say>&lt;Hangup/&gt; &amp; &quot;more&quot;</Say>',
    ],
    [
      'with a voice, a language and repeats',
      { voice: 'Polly.Amy', language: 'en-GB', loop: '2' },
      '<Say voice="Polly.Amy" language="en-GB" loop="2">Hello</Say>',
    ],
    ['forever', { loop: '0' }, '<Say loop="0">Hello</Say>'],
    ['an expression', { text: '"From " & twilio.from', textType: 'jsonata' }, '<Say>From +14155550123</Say>'],
    [
      'an audio file',
      { mode: 'audio', url: 'https://example.com/a.mp3?a=1&b=2' },
      '<Play>https://example.com/a.mp3?a=1&amp;b=2</Play>',
    ],
    ['silence', { mode: 'silence', seconds: '3' }, '<Pause length="3"/>'],
  ] as const) {
    it(`plays ${what}`, async () => {
      assert.equal(await said(say('step', [], fields)), expected);
    });
  }

  it('uses the voice and the language of the account', async () => {
    const account = { voice: 'Polly.Joanna', language: 'en-US' };
    assert.equal(await said(say('step'), account), '<Say voice="Polly.Joanna" language="en-US">Hello</Say>');
  });

  for (const [what, fields, code, message] of [
    ['an empty text', { text: ' ' }, 'INVALID_CALL', /nothing to say/],
    ['an object', { text: 'twilio', textType: 'msg' }, 'INVALID_CALL', /text to say is \{/],
    [
      'a text that is too long',
      { text: 'a'.repeat(3001), voice: 'Polly.Amy' },
      'MESSAGE_TOO_LARGE',
      /3001 characters.*3000/,
    ],
    ['a relative URL', { mode: 'audio', url: '/a.mp3' }, 'INVALID_CALL', /"\/a.mp3" is not a valid URL/],
    ['a silence that is none', { mode: 'silence', seconds: '-1' }, 'INVALID_CALL', /seconds is .*1 to 600/],
    ['a number of repeats that is none', { loop: 'often', loopType: 'str' }, 'INVALID_CALL', /loop is "often"/],
    ['an expression that fails', { text: '(', textType: 'jsonata' }, 'INVALID_PARAMETER', /"text" cannot be read/],
  ] as const) {
    it(`refuses ${what}, and says nothing`, async () => {
      const error = await refused(say('step', [], fields));
      assert.equal(error.code, code);
      assert.match(error.message, message);
    });
  }
});

describe('gather', () => {
  afterEach(end);
  const wires = [['out'], ['nothing'], ['more'], ['more']];

  it('asks for keys as it is set to', async () => {
    const fields = {
      prompt: 'PIN & go',
      numDigits: '4',
      finishOnKey: '*',
      timeout: '7',
      hints: 'unused',
      speechTimeout: '2',
    };
    const document = await said(gather('step', wires, fields));
    assert.match(
      document,
      /^<Gather input="dtmf" numDigits="4" finishOnKey="\*" timeout="7" action="[^"]*" method="POST"/,
    );
    assert.match(document, /actionOnEmptyResult="true"><Say>PIN &amp; go<\/Say><\/Gather>$/);
  });

  it('asks for speech as it is set to', async () => {
    const fields = {
      input: 'both',
      partial: true,
      speechTimeout: 'auto',
      hints: '["sales","support"]',
      hintsType: 'json',
      prompt: 'https://example.com/a.mp3',
      promptMode: 'audio',
    };
    const document = await said(gather('step', wires, fields), { language: 'de-DE' });
    assert.match(document, /input="dtmf speech" speechTimeout="auto" language="de-DE" hints="sales, support"/);
    assert.match(
      document,
      /partialResultCallback="https:\/\/example.com\/twilio\/step-partial\?node=step&amp;n=1" partialResultCallbackMethod="POST"/,
    );
    assert.match(document, /<Play>https:\/\/example.com\/a.mp3<\/Play>/);
  });

  it('lets no key end the input', async () => {
    assert.match(await said(gather('step', wires, { finishOnKey: 'none' })), /^<Gather input="dtmf" finishOnKey="" /);
  });

  it('sends the words of the caller, and their confidence', async () => {
    await start(gather('step', wires, { input: 'speech' }));
    const { text } = await call.ring();
    void call.comeBack(text, { SpeechResult: 'two tickets', Confidence: '0.92' });
    const { payload, twilio } = await loaded.arrival('out');
    const { speech, confidence } = twilio as Record<string, unknown>;
    assert.deepEqual([payload, speech, confidence], ['two tickets', 'two tickets', 0.92]);
  });

  it('sends partial results by the third output, and the call still waits', async () => {
    await start(gather('step', wires, { input: 'speech', partial: true }));
    const { text } = await call.ring();
    const path = '/twilio/step-partial?node=step&n=1';
    const params = { CallSid: call.sid, UnstableSpeechResult: 'tickets', StableSpeechResult: 'two' };
    assert.equal((await postEvent(loaded.url, 'step-partial', params, { path })).status, 200);
    const { payload, twilio } = await loaded.arrival('more');
    const { event, stable, callSid, from, to } = twilio as Record<string, unknown>;
    assert.deepEqual([payload, stable, event, callSid], ['two tickets', 'two', 'gather', call.sid]);
    assert.deepEqual([from, to], ['+14155550123', '+14155550100']);
    void call.comeBack(text, { SpeechResult: 'two tickets' });
    assert.equal((await loaded.arrival('out'))['payload'], 'two tickets');
  });

  for (const [what, fields, message] of [
    ['two finish keys', { finishOnKey: '#*' }, /finishOnKey is "#\*"; it must be one of/],
    ['a number of digits that is none', { numDigits: '0' }, /numDigits is .*from 1 to 1000/],
    ['a time that is none', { timeout: 'soon' }, /timeout is "soon"/],
    [
      'hints that are no texts',
      { input: 'speech', hints: '{"a":1}', hintsType: 'json' },
      /hints is .*a string or a list/,
    ],
    ['a prompt that is no URL', { promptMode: 'audio', prompt: 'Hello' }, /"Hello" is not a valid URL/],
  ] as const) {
    it(`refuses ${what}, and asks nothing`, async () => {
      const error = await refused(gather('step', wires, fields));
      assert.equal(error.code, 'INVALID_CALL');
      assert.match(error.message, message);
    });
  }
});

describe('hang up', () => {
  afterEach(end);

  for (const [reason, expected] of [
    ['hangup', '<Hangup/>'],
    ['busy', '<Reject reason="busy"/>'],
    ['rejected', '<Reject reason="rejected"/>'],
  ] as const) {
    it(`answers a call that rings: ${reason}`, async () => {
      assert.equal(await said(hangUp('step', [], { reason })), expected);
    });
  }
});
