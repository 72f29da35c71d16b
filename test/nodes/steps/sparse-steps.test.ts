/** Steps whose properties are missing, or written as Twilio writes them, as in a flow that was written by hand. */
import assert from 'node:assert/strict';
import { removeHub } from '../../../lib/node-red/step-hub';
import { readResponse } from '../../../simulator/protocol/twiml';
import { checkSchema } from '../../../simulator/voice/schema';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { testCall, verbs, type TestCall } from './call-of-test';

const BOB = '+12125550188';

/** What a node with only these properties adds to a call. */
const STEPS: readonly (readonly [type: string, given: Record<string, unknown>, heard: RegExp])[] = [
  ['say', {}, /^<Say>\+14155550123<\/Say>$/],
  ['say', { text: 'Hello', voice: 'Polly.Amy' }, /^<Say voice="Polly.Amy">Hello<\/Say>$/],
  ['menu', { choices: [{ keys: 1 }, { keys: '2', words: 'support' }] }, /^<Gather input="dtmf speech" numDigits="1"/],
  ['gather', {}, /^<Gather input="dtmf" action=/],
  ['record', {}, /^<Record action=/],
  ['record', { trim: 'do-not-trim', beep: false }, /^<Record playBeep="false" trim="do-not-trim" action=/],
  ['dial', { to: BOB }, /^<Dial action="[^"]*" method="POST"><Number>\+12125550188<\/Number><\/Dial>/],
  ['dial', { to: BOB, record: true }, /^<Dial record="record-from-answer" action=/],
  ['dial', { to: BOB, record: false }, /^<Dial action=/],
  ['enqueue', { queue: 'support' }, /^<Enqueue action="[^"]*" method="POST">support<\/Enqueue>/],
  ['hang-up', {}, /^<Hangup\/>$/],
  ['stream', {}, /^<Connect action="[^"]*" method="POST"><Stream url="wss:/],
  ['stream', { direction: 'listen', track: '', format: '' }, /^<Start><Stream url="[^"]*" track="inbound_track">/],
  [
    'conversation',
    { interruptible: false, welcomeInterruptible: true },
    / interruptible="none" welcomeGreetingInterruptible="any" /,
  ],
  ['conversation', {}, /^<Connect action="[^"]*" method="POST"><ConversationRelay url="wss:/],
];

/** Steps with all their properties. What they write is checked against the attributes that Twilio has. */
const FULL: readonly (readonly [type: string, given: Record<string, unknown>])[] = [
  ['say', { text: 'Hi', voice: 'Polly.Amy', language: 'en-GB', loop: '2' }],
  ['say', { mode: 'audio', url: 'https://example.com/a.mp3', loop: '0' }],
  ['say', { mode: 'silence', seconds: '3' }],
  [
    'gather',
    {
      input: 'both',
      prompt: 'Hi',
      numDigits: '4',
      finishOnKey: 'none',
      timeout: 'auto',
      speechTimeout: '2',
      language: 'de-DE',
      hints: 'yes, no',
      partial: true,
    },
  ],
  ['menu', { prompt: 'Hi', choices: [{ keys: '1', words: 'one' }, { keys: '22' }], timeout: '3', language: 'de-DE' }],
  [
    'record',
    {
      prompt: 'Hi',
      beep: 'true',
      maxLength: '60',
      silence: '3',
      finishOnKey: '#',
      trim: 'true',
      transcribe: true,
    },
  ],
  [
    'dial',
    {
      to: `${BOB}, +12125550189`,
      callerId: '+14155550100',
      timeout: '9',
      timeLimit: '99',
      record: 'record-from-ringing-dual',
      whisper: 'Hi',
      accept: true,
      ringUntilAnswered: true,
    },
  ],
  ['dial', { kind: 'client', to: 'alice', whisper: 'Hi' }],
  ['dial', { kind: 'sip', to: 'sip:alice@example.com', whisper: 'Hi' }],
  ['dial', { kind: 'conference', to: 'Room', timeLimit: '99', record: 'record-from-answer' }],
  ['dial', { kind: 'queue', to: 'support', timeout: '9', record: true }],
  ['enqueue', { queue: 'support', hold: 'text', holdText: 'Hi' }],
  ['enqueue', { workflowSid: `WW${'1'.repeat(32)}`, attributes: '{"a":1}', hold: 'audio', holdUrl: 'https://a.b/c' }],
  ['stream', { direction: 'listen', track: 'both_tracks' }],
  ['hang-up', { reason: 'busy' }],
];

/** What is wrong with the elements and attributes of a document. */
function schemaProblems(document: string): string[] {
  const problems: string[] = [];
  const line = { error: (problem: string) => problems.push(problem), end: () => undefined };
  for (const verb of readResponse(document).children) {
    if (typeof verb !== 'string') checkSchema({ url: '', method: 'POST', line }, verb);
  }
  return problems;
}

const onTab = { z: 'tab', x: 0, y: 0 };
const numberOf = (index: number): string => `+1415555${String(1000 + index)}`;

describe('a step with few properties', () => {
  let loaded: Loaded;
  let call: TestCall;
  const code = (msg: Record<string, unknown>): unknown => (msg['error'] as { code: string }).code;

  before(async () => {
    const more = [
      ['twiml', {}],
      ['hang-up', { reason: 'busy' }],
      ['record', {}],
      ['enqueue', { queue: 'support', hungUp: true }],
      ['say', { voice: 'twilio', voiceType: 'msg' }],
    ] as const;
    const flows = [...STEPS, ...more, ...FULL].flatMap(([type, given], index) => [
      // Without "respond", the steps show that the flow answers.
      trigger('call-in', { id: `in ${index}`, filterTo: numberOf(index), wires: [[`step ${index}`]] }),
      {
        id: `step ${index}`,
        type: `twilio-${type}`,
        ...onTab,
        wires: type === 'record' || type === 'enqueue' ? [['out'], [], ['hung up']] : [],
        ...given,
      },
    ]);
    const unwired = ['any', 'chosen'].map((id) => ({
      id,
      type: 'twilio-gather',
      ...onTab,
      wires: [],
      ...(id === 'chosen' ? { account: 'account' } : {}),
    }));
    const open = trigger('call-in', { respond: 'flow', filterTo: numberOf(999), wires: [['held']] });
    const sinks = ['out', 'hung up', 'held', 'caught'].map((id) => sink(id));
    loaded = await load([tab, real(), catcher, ...sinks, ...flows, ...unwired, open], REAL_CREDENTIALS);
  });
  after(async () => {
    await loaded.unload();
    removeHub('account');
  });
  const ring = (index: number, params: Record<string, string> = {}) => {
    call = testCall(loaded.url);
    return call.ring({ To: numberOf(index), ...params });
  };

  for (const [index, [type, given, heard]] of STEPS.entries()) {
    it(`${type} ${JSON.stringify(given)}`, async () => {
      assert.match(verbs((await ring(index)).text), heard);
    });
  }

  for (const [index, [type, given]] of FULL.entries()) {
    it(`writes only what Twilio has: ${type} ${Object.keys(given).join(' ')}`, async () => {
      const { text } = await ring(STEPS.length + 5 + index);
      assert.doesNotMatch(text, /hold=/);
      assert.deepEqual(schemaProblems(text), []);
    });
  }

  const next = STEPS.length;

  it('twiml reads msg.payload', async () => {
    void ring(next);
    const msg = await loaded.arrival('caught');
    assert.deepEqual([code(msg), msg['payload']], ['INVALID_TWIML', '+14155550123']);
  });

  it('hang up rejects a call whose first request has no status', async () => {
    assert.equal(verbs((await ring(next + 1, { CallStatus: '' })).text), '<Reject reason="busy"/>');
  });

  it('record: Digits=hangup says that the caller has hung up', async () => {
    const { text } = await ring(next + 2);
    void call.comeBack(text, { RecordingUrl: 'https://example.com/a', RecordingDuration: '3', Digits: 'hangup' });
    const { payload, twilio } = await loaded.arrival('out');
    assert.deepEqual([payload, (twilio as Record<string, unknown>)['hungUp']], ['https://example.com/a', true]);
  });

  it('enqueue: QueueResult=hangup says that the caller has hung up', async () => {
    const { text } = await ring(next + 3);
    void call.comeBack(text, { QueueResult: 'hangup' });
    assert.equal(((await loaded.arrival('hung up'))['twilio'] as Record<string, unknown>)['hungUp'], true);
  });

  it('say refuses a voice that is an object', async () => {
    void ring(next + 4);
    assert.equal(code(await loaded.arrival('caught')), 'INVALID_CALL');
  });

  it('twiml finds the call of a message that has only its SID', async () => {
    const answer = ring(999);
    await loaded.arrival('held');
    const payload = '<Response><Say>Hello</Say></Response>';
    loaded.node(`step ${String(next)}`).receive({ payload, twilio: { callSid: call.sid } });
    assert.equal((await answer).text, payload);
  });

  for (const id of ['any', 'chosen']) {
    it(`finds the call of a message that has only its SID: ${id} account`, async () => {
      const answer = ring(999);
      await loaded.arrival('held');
      loaded.node(id).receive({ twilio: { callSid: call.sid } });
      assert.match(verbs((await answer).text), /^<Gather /);
    });
  }
});
