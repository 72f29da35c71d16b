import assert from 'node:assert/strict';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { record, say } from '../../support/step-flows';
import { testCall, verbs, type TestCall } from './call-of-test';

let loaded: Loaded;
let call: TestCall;

const RECORDING_SID = `RE${'2'.repeat(32)}`;
const RECORDING = {
  RecordingUrl: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1',
  RecordingSid: RECORDING_SID,
  RecordingDuration: '7',
};

/** A call that is recorded. The outputs are wired to `out` and `nothing`. */
const start = async (more: Record<string, unknown> = {}, ...nodes: Parameters<typeof load>[0]) => {
  const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['record']] });
  const sinks = ['out', 'nothing', 'caught'].map((id) => sink(id));
  const node = record('record', [['out'], ['nothing']], more);
  loaded = await load([tab, real(), catcher, ...sinks, callIn, node, ...nodes], REAL_CREDENTIALS);
  call = testCall(loaded.url);
};
const twilioOf = (msg: Record<string, unknown>) => msg['twilio'] as Record<string, unknown>;

describe('record', () => {
  afterEach(() => loaded.unload());

  it('says its prompt and records, and has a Redirect for an empty recording', async () => {
    await start({
      prompt: 'Leave a message',
      maxLength: '60',
      silence: '4',
      finishOnKey: '#',
      trim: 'false',
      beep: 'false',
    });
    assert.match(
      verbs((await call.ring()).text),
      /^<Say>Leave a message<\/Say><Record playBeep="false" maxLength="60" timeout="4" finishOnKey="#" trim="do-not-trim" action="[^"]*node=record&amp;n=1" method="POST"\/><Redirect method="POST">[^<]*n=1<\/Redirect>$/,
    );
  });

  it('leaves everything that is empty to Twilio, and can have no finish key', async () => {
    await start({ beep: '', trim: '', beepType: 'str', trimType: 'str', finishOnKey: 'none' });
    assert.match(verbs((await call.ring()).text), /^<Record finishOnKey="" action="[^"]*" method="POST"\/><Redirect/);
  });

  it('sends the text to “transcription in”, and then records at most two minutes', async () => {
    await start({ transcribe: true });
    assert.match(
      verbs((await call.ring()).text),
      / maxLength="120" .*transcribe="true" transcribeCallback="https:\/\/example\.com\/twilio\/transcription" /,
    );
    await loaded.unload();
    await start({ transcribe: true, maxLength: '121' });
    void call.ring();
    const { code, message } = (await loaded.arrival('caught'))['error'] as { code: string; message: string };
    assert.deepEqual([code, message], ['INVALID_CALL', 'maxLength is 121; it must be a whole number from 1 to 120']);
  });

  it('reports the recording to “recording in” when there is such a node', async () => {
    await start({}, trigger('recording-in', { id: 'recordings', wires: [[]] }));
    assert.match(
      verbs((await call.ring()).text),
      / recordingStatusCallback="https:\/\/example\.com\/twilio\/recording" /,
    );
  });

  it('sends the URL of the recording', async () => {
    await start();
    await call.comeBack((await call.ring()).text, { ...RECORDING, Digits: '1' });
    const msg = await loaded.arrival('out');
    const { event, recording, finishedOnKey, hungUp } = twilioOf(msg);
    assert.deepEqual(
      [msg['payload'], event, recording, finishedOnKey, hungUp],
      [
        RECORDING.RecordingUrl,
        'record',
        { url: RECORDING.RecordingUrl, sid: RECORDING_SID, duration: 7 },
        '1',
        undefined,
      ],
    );
  });

  it('sends the recording that the hang-up has ended', async () => {
    await start();
    await call.comeBack((await call.ring()).text, { ...RECORDING, Digits: 'hangup', CallStatus: 'completed' });
    const { hungUp, recording, finishedOnKey } = twilioOf(await loaded.arrival('out'));
    assert.deepEqual(
      [hungUp, recording, finishedOnKey],
      [true, { url: RECORDING.RecordingUrl, sid: RECORDING_SID, duration: 7 }, undefined],
    );
  });

  it('leaves by “hung up” when the caller hangs up without a word, if it has this output', async () => {
    await start({ hungUp: true, wires: [['out'], ['out'], ['nothing']] });
    await call.comeBack((await call.ring()).text, { ...RECORDING, RecordingDuration: '0', CallStatus: 'completed' });
    const msg = await loaded.arrival('nothing');
    assert.deepEqual([msg['payload'], twilioOf(msg)['hungUp']], ['hung-up', true]);
  });

  it('leaves by the second output when nothing was said, whether or not Twilio has saved the silence', async () => {
    for (const params of [{}, { ...RECORDING, RecordingDuration: '0' }]) {
      await start();
      const first = await call.ring();
      await call.comeBack(first.text, params);
      const msg = await loaded.arrival('nothing');
      assert.equal(msg['payload'], '');
      await loaded.unload();
    }
    await start();
  });

  it('continues with the next step after either output', async () => {
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['record']] });
    const node = record('record', [['bye'], ['bye']]);
    loaded = await load([tab, real(), callIn, node, say('bye')], REAL_CREDENTIALS);
    call = testCall(loaded.url);
    const second = await call.comeBack((await call.ring()).text);
    assert.equal(verbs(second.text), '<Say>Hello</Say>');
  });

  it('reports a clear error for invalid fields', async () => {
    for (const [field, value] of [
      ['maxLength', 'long'],
      ['silence', '-1'],
      ['finishOnKey', 'x'],
      ['beep', 'loud'],
      ['trim', 'both'],
    ] as const) {
      await start({ [field]: value, [`${field}Type`]: 'str' });
      void call.ring();
      const { code, message } = (await loaded.arrival('caught'))['error'] as { code: string; message: string };
      assert.equal(code, 'INVALID_CALL');
      assert.match(message, new RegExp(`^${field} is`));
      await loaded.unload();
    }
    await start();
  });
});
