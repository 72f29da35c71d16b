import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { findSimulator } from '../../lib/node-red/simulator';
import { action } from '../support/action-flows';
import { catcher, debug, real, REAL_CREDENTIALS, simulated, tab, trigger, twiml } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { runAction } from '../support/run-action';
import { postEvent, sid } from '../support/twilio';

const TO = '+14155550123';

describe('make-call', () => {
  const { start, send, fail, loaded } = runAction('make-call');

  afterEach(() => {
    mock.timers.reset();
  });

  /** The call as the simulator has it. */
  const latest = () => findSimulator('account')?.state().calls.at(-1);

  it('calls, and sends the Call resource as plain JSON; the rest of the message stays', async () => {
    await start();
    const msg = await send({ to: '+1 (415) 555-0123', payload: 'Fish & <chips> are ready', kept: 'yes' });
    const call = msg['payload'] as Record<string, unknown>;
    assert.equal(msg['kept'], 'yes');
    assert.match(String(call['sid']), /^CA[0-9a-f]{32}$/);
    assert.deepEqual([call['to'], call['from'], call['status']], [TO, '+14155550100', 'queued']);
    assert.deepEqual(JSON.parse(JSON.stringify(call)), call);
    assert.equal(latest()?.to, TO);
    await loaded().statusOf('action', 'runtime.status.called');
  });

  it('takes its fields from the message, and msg.options over them', async () => {
    const account = simulated({ publicUrl: 'https://example.com' });
    await start(
      { timeout: 'ring', timeoutType: 'msg', sendDigits: 'keys', sendDigitsType: 'msg', record: true },
      account,
    );
    await send({ to: TO, payload: 'x', ring: 20, keys: 'ww12#', options: { timeLimit: 60 } });
    const error = await fail({ to: TO, payload: 'x', ring: 20, options: { timeout: 6000 } });
    assert.match(error.message, /timeout is 6000; it must be a whole number from 1 to 600/);
  });

  it('continues in the flow for as long as the call lasts, even when it was answered late', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    await start({ answer: 'flow', outputs: 2, wires: [['out'], ['second']] }, real(), REAL_CREDENTIALS, [
      twiml({ wires: [[]] }),
    ]);
    const asked: { Url?: string }[] = [];
    const { account } = loaded().node('account') as unknown as { account: { options: Record<string, unknown> } };
    account.options['transport'] = ({ data }: { data: { Url?: string } }) => {
      asked.push(data);
      return Promise.resolve({ statusCode: 201, body: { sid: sid('CA'), to: TO } });
    };
    await send({ to: TO, kept: 'yes' });
    const { pathname, search } = new URL(asked[0]?.Url ?? '');
    const CallSid = sid('CA');
    const comes = async (): Promise<unknown> => {
      const params = { CallSid, From: '+14155550100', To: TO, Direction: 'outbound-api', CallStatus: 'in-progress' };
      const answer = postEvent(loaded().url, 'call', params, { path: `${pathname}${search}` });
      const { kept, twilio } = await loaded().arrival('second');
      loaded().node('twiml').receive({ payload: '<Response><Pause/></Response>', twilio });
      await answer;
      return kept;
    };
    const HOUR = 60 * 60 * 1000;
    mock.timers.tick(23 * HOUR);
    assert.equal(await comes(), 'yes');
    mock.timers.tick(3 * HOUR);
    // The next call is when tickets are swept.
    await send({ to: TO });
    assert.equal(await comes(), 'yes');
  });

  it('has what is said sent to "transcription in", while the call lasts', async () => {
    const account = real({ publicUrl: 'https://example.com' });
    await start({ transcribe: true, transcriptionLanguage: 'en-GB' }, account, REAL_CREDENTIALS);
    const asked: { Twiml?: string }[] = [];
    const { options } = (loaded().node('account') as unknown as { account: { options: Record<string, unknown> } })
      .account;
    options['transport'] = ({ data }: { data: { Twiml?: string } }) => {
      asked.push(data);
      return Promise.resolve({ statusCode: 201, body: { sid: sid('CA'), to: TO } });
    };
    await send({ to: TO, payload: 'Your parcel is here' });
    const transcription =
      '<Transcription statusCallbackUrl="https://example.com/twilio/transcription" languageCode="en-GB"/>';
    assert.ok(asked[0]?.Twiml?.includes(`<Response><Start>${transcription}</Start><Say>`), asked[0]?.Twiml);
  });

  describe('says the text', () => {
    const TEXT = 'Your parcel is here';
    /** The document of the call. */
    async function documentOf(fields: Record<string, unknown>, msg: Record<string, unknown> = {}): Promise<string> {
      await start(fields, real({ voice: 'Polly.Amy', language: 'en-GB' }), REAL_CREDENTIALS);
      const { account } = loaded().node('account') as unknown as { account: { options: Record<string, unknown> } };
      let twiml = '';
      account.options['transport'] = ({ data }: { data: { Twiml?: string } }) => {
        twiml = data.Twiml ?? '';
        return Promise.resolve({ statusCode: 201, body: { sid: sid('CA'), to: TO } });
      };
      await send({ to: TO, payload: TEXT, ...msg });
      return twiml;
    }

    it('with the voice and the language of the account', async () => {
      assert.match(await documentOf({}), /<Say voice="Polly.Amy" language="en-GB">/);
    });

    it('with its own', async () => {
      // A node from before these were TypedInputs has no type.
      const fields = { voice: 'Polly.Vicki', voiceType: undefined, language: 'de-DE' };
      assert.match(await documentOf(fields), /<Say voice="Polly.Vicki" language="de-DE">/);
    });

    it('with those of the message', async () => {
      const fields = { voice: 'speaker', voiceType: 'msg', language: 'spoken', languageType: 'msg' };
      const document = await documentOf(fields, { speaker: ' Polly.Vicki ', spoken: '' });
      assert.match(document, /<Say voice="Polly.Vicki" language="en-GB">/);
    });

    it('not with something that is not the name of a voice', async () => {
      await start({ voice: 'speaker', voiceType: 'msg' });
      const error = await fail({ to: TO, payload: TEXT, speaker: { name: 'Vicki' } });
      assert.deepEqual([error.code, error.cause['hint']], ['INVALID_CALL', 'Correct "voice" in the node.']);
    });
  });

  describe('warns, once in the log and always in the status, that there is no public URL for', () => {
    const startOnTwilio = async (fields: Record<string, unknown>, publicUrl: string): Promise<void> => {
      await start(fields, real({ publicUrl }), REAL_CREDENTIALS, [
        trigger('recording-in', { id: 'recording-in', wires: [[]] }),
      ]);
      const { account } = loaded().node('account') as unknown as { account: { options: Record<string, unknown> } };
      account.options['transport'] = () => Promise.resolve({ statusCode: 201, body: { sid: sid('CA'), to: TO } });
    };
    const warnings = () =>
      loaded()
        .logged()
        .filter(({ id, msg }) => id === 'action' && String(msg).includes('runtime.problem.callbacks'));
    for (const [what, fields] of [
      ['status events', { statusEvents: ['ringing'] }],
      ['recordings', { record: true }],
      ['transcriptions', { transcribe: true }],
    ] as const) {
      it(what, async () => {
        await startOnTwilio(fields, '');
        await send({ to: TO, payload: 'x' });
        await loaded().statusOf('action', 'runtime.status.noPublicUrl');
        await send({ to: TO, payload: 'x' });
        assert.equal(warnings().length, 1);
        await startOnTwilio(fields, 'https://example.com');
        await send({ to: TO, payload: 'x' });
        await loaded().statusOf('action', 'runtime.status.called');
        assert.deepEqual(warnings(), []);
      });
    }

    it('nothing when the call needs no webhook', async () => {
      await startOnTwilio({}, '');
      await send({ to: TO, payload: 'x' });
      await loaded().statusOf('action', 'runtime.status.called');
      assert.deepEqual(warnings(), []);
    });
  });

  it('reports an error of Twilio, with its code and a hint', async () => {
    await start();
    const error = await fail({ to: '+15005550003', payload: 'x' });
    assert.equal(error.cause['twilioCode'], 21215);
    assert.equal(error.cause['status'], 400);
    assert.equal(typeof error.cause['hint'], 'string');
  });

  describe('rejects before it sends a request', () => {
    const cases: [string, Record<string, unknown>, Record<string, unknown>, string][] = [
      ['nobody to call', {}, { payload: 'x' }, 'INVALID_RECIPIENT'],
      ['a national number', {}, { to: '0171 1234567', payload: 'x' }, 'INVALID_RECIPIENT'],
      ['a caller ID that is none', { from: 'Ringflow' }, { to: TO, payload: 'x' }, 'INVALID_SENDER'],
      ['nothing to say', {}, { to: TO, payload: ' ' }, 'INVALID_CALL'],
      ['a text that is too long', {}, { to: TO, payload: 'x'.repeat(4000) }, 'MESSAGE_TOO_LARGE'],
      ['no document', { answer: 'twiml' }, { to: TO }, 'INVALID_TWIML'],
      [
        'a document that is none',
        { answer: 'twiml', twiml: '<Response><Sing/></Response>' },
        { to: TO },
        'INVALID_TWIML',
      ],
      ['no web address', { answer: 'url', url: 'example' }, { to: TO }, 'INVALID_CALL'],
      ['keys that no phone has', { sendDigits: '12x' }, { to: TO, payload: 'x' }, 'INVALID_CALL'],
      ['a time that is none', { timeout: 'soon', timeoutType: 'str' }, { to: TO, payload: 'x' }, 'INVALID_CALL'],
      ['an option that Twilio does not have', {}, { to: TO, payload: 'x', options: { colour: 1 } }, 'INVALID_CALL'],
    ];
    for (const [what, fields, msg, code] of cases) {
      it(what, async () => {
        await start(fields, real(), REAL_CREDENTIALS);
        const error = await fail(msg);
        assert.equal(error.code, code);
        assert.equal(typeof error.cause['hint'], 'string');
        assert.equal(error.cause['status'], undefined);
      });
    }

    it('no caller ID at all', async () => {
      await start({}, real({ from: '' }), REAL_CREDENTIALS);
      assert.equal((await fail({ to: TO, payload: 'x' })).code, 'MISSING_FROM_NUMBER');
    });

    it('a call that is to go on in the flow, where Twilio cannot reach the flow', async () => {
      await start({ answer: 'flow', outputs: 2 }, real({ publicUrl: '' }), REAL_CREDENTIALS);
      const error = await fail({ to: TO });
      assert.equal(error.code, 'INVALID_CONNECTION_SETTINGS');
      assert.match(String(error.cause['hint']), /Public URL/);
    });
  });
});

describe('make-call in a real Node-RED', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(async () => {
    await nodeRed.stop();
  });

  /** An inject node whose button is pressed. */
  const inject = (msg: { to: string; payload?: string }): FlowNode => ({
    id: 'inject',
    type: 'inject',
    z: 'tab',
    x: 0,
    y: 0,
    props: [
      { p: 'payload', v: msg.payload ?? 'Hello', vt: 'str' },
      { p: 'to', v: msg.to, vt: 'str' },
    ],
    repeat: '',
    once: false,
    wires: [['action']],
  });

  async function deploy(to: string, fields: Record<string, unknown>, more: FlowNode[] = []): Promise<void> {
    const nodes = [action('make-call', fields), inject({ to }), debug(), debug('second'), debug('caught')];
    await nodeRed.deploy([tab, simulated(), ...nodes, catcher, ...more]);
    await nodeRed.printed(/Started flows/);
  }
  async function run(to: string, fields: Record<string, unknown>, more: FlowNode[] = []): Promise<void> {
    await deploy(to, fields, more);
    const pressed = await fetch(`${nodeRed.admin}/inject/inject`, { method: 'POST' });
    assert.equal(pressed.status, 200);
  }
  const payloadOf = async (id: string): Promise<Record<string, unknown>> => {
    const { payload } = (await nodeRed.debug(id)) as { payload: Record<string, unknown> };
    return payload;
  };

  for (const [to, status] of [
    ['+15005550486', 'busy'],
    ['+15005550480', 'no-answer'],
    ['+15005550404', 'failed'],
    [TO, 'completed'],
  ] as const) {
    it(`holds the message until the call has ended: ${status}`, async () => {
      await run(to, { wait: true, timeout: '5' });
      const end = await payloadOf('out');
      assert.equal(end['status'], status);
      assert.match(String(end['callSid']), /^CA/);
      assert.equal(end['direction'], 'outbound-api');
      if (status === 'completed') assert.equal(typeof end['duration'], 'number');
    });
  }

  it('sends "timeout" when the call takes longer than the maximum wait', async () => {
    const long = '<Response><Pause length="30"/></Response>';
    await run(TO, { wait: true, maxWait: 3, answer: 'twiml', twiml: long });
    assert.equal((await payloadOf('out'))['status'], 'timeout');
  });

  it('continues in the flow when the call is answered, and no "call in" node gets it', async () => {
    await run(TO, { answer: 'flow', outputs: 2, wait: true, wires: [['out'], ['words']] }, [
      {
        id: 'words',
        type: 'change',
        z: 'tab',
        x: 0,
        y: 0,
        rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '<Response><Say>It is you</Say></Response>', tot: 'str' }],
        wires: [['twiml', 'second']],
      },
      twiml({ wires: [[]] }),
      trigger('call-in', { respond: 'reject', wires: [['caught']] }),
    ]);
    const answered = (await nodeRed.debug('second')) as { topic: string; twilio: { event: string; direction: string } };
    assert.deepEqual([answered.topic, answered.twilio.event, answered.twilio.direction], [TO, 'call', 'outbound-api']);
    assert.equal((await payloadOf('out'))['status'], 'completed');
    const state = (await (await fetch(`${nodeRed.admin}/twilio/simulator/account/state`)).json()) as {
      calls: { transcript: { text?: string }[] }[];
    };
    const heard = state.calls.at(-1)?.transcript.map(({ text }) => text) ?? [];
    assert.ok(heard.includes('It is you'), JSON.stringify(heard));
  });

  it('continues again when the call requests its first URL again, as a Gather without action does', async () => {
    const words: FlowNode = {
      id: 'words',
      type: 'switch',
      z: 'tab',
      x: 0,
      y: 0,
      property: 'twilio.raw.Digits',
      rules: [{ t: 'nnull' }, { t: 'else' }],
      checkall: 'false',
      outputs: 2,
      wires: [['second'], ['ask']],
    };
    const ask = '<Response><Gather input="dtmf" numDigits="1"><Say>Press one</Say></Gather></Response>';
    await run(TO, { answer: 'flow', outputs: 2, wires: [['out'], ['words']] }, [
      words,
      {
        id: 'ask',
        type: 'change',
        z: 'tab',
        x: 0,
        y: 0,
        rules: [{ t: 'set', p: 'payload', pt: 'msg', to: ask, tot: 'str' }],
        wires: [['twiml']],
      },
      twiml({ wires: [['caught']] }),
    ]);
    const { sid: callSid } = await payloadOf('out');
    await nodeRed.debug('caught');
    const pressed = await fetch(`${nodeRed.admin}/twilio/simulator/account/calls/${String(callSid)}/digits`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ digits: '1' }),
    });
    assert.equal(pressed.status, 200, await pressed.text());
    const second = (await nodeRed.debug('second')) as { topic: string; twilio: { raw: { Digits: string } } };
    assert.deepEqual([second.topic, second.twilio.raw.Digits], [TO, '1']);
  });

  it('continues in the flow that was deployed again while the phone rang', async () => {
    const words = {
      id: 'words',
      type: 'change',
      z: 'tab',
      x: 0,
      y: 0,
      rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '<Response><Say>Still you</Say></Response>', tot: 'str' }],
      wires: [['twiml', 'second']],
    };
    const more = [words, twiml({ wires: [[]] })];
    await run(TO, { answer: 'flow', outputs: 2, wires: [['out'], ['words']] }, more);
    await nodeRed.debug('out');
    // The phone is picked up two seconds after it began to ring.
    await deploy(TO, { answer: 'flow', outputs: 2, wires: [['out'], ['words']] }, more);
    assert.equal(((await nodeRed.debug('second')) as { topic: string }).topic, TO);
  });

  it('reports the progress that is ticked to "call status"', async () => {
    await run(TO, { statusEvents: ['ringing', 'completed'] }, [
      trigger('call-status', {
        filterStatus: [],
        filterDirection: 'outbound',
        filterMinDuration: '',
        filterMaxDuration: '',
        wires: [['second']],
      }),
    ]);
    const seen = [await nodeRed.debug('second'), await nodeRed.debug('second')] as { payload: string }[];
    assert.deepEqual(
      seen.map(({ payload }) => payload),
      ['ringing', 'completed'],
    );
  });
});
