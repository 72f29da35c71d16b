/** What "make call" asks of Twilio, and what it sends. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { findSimulator } from '../../lib/node-red/simulator';
import { real, REAL_CREDENTIALS, simulated, trigger, twiml } from '../support/flows';
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
});
