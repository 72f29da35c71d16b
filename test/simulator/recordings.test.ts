import assert from 'node:assert/strict';
import { mp3 } from '../../simulator/voice/recordings/mp3';
import { wav } from '../../simulator/core/wav';
import { assertAllDescribed, assertDescribedResponse, assertKnownRequest } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { createSimulator } from '../../simulator';
import { own, pass, person, useScene } from './support';

const toBeSaid = 'please call me back about the blue bicycle';

describe('a recording of the simulator', () => {
  const scene = useScene();
  let twilio: SimulatedTwilio;
  beforeEach(() => {
    twilio = simulatedTwilio(scene.simulator);
  });
  const recordings = () => scene.simulator.state().recordings;
  const speech = (text = toBeSaid) => scene.act({ action: 'speech', text });
  const digits = (keys: string) => scene.act({ action: 'digits', digits: keys });
  const get = (uri: string) => scene.simulator.request({ method: 'GET', uri });
  /** One that is complete: about 3 seconds, made by a Record. */
  async function record(): Promise<string> {
    scene.flow({ call: '<Record action="recorded"/>', recorded: '<Hangup/>' });
    await scene.call();
    await speech();
    await scene.pass(10_000);
    return recordings()[0]?.sid ?? '';
  }

  it('is made by a Record until a silence, and is sent to the action and the callback', async () => {
    scene.flow({
      call: '<Record action="recorded" timeout="2" recordingStatusCallback="status" recordingStatusCallbackEvent="in-progress completed"/>',
      recorded: '<Say>thank you</Say>',
    });
    assert.equal((await scene.call()).waitingFor, 'record');
    await scene.pass(1000);
    await speech();
    await scene.pass(3200 + 1900);
    assert.deepEqual(scene.told('recorded'), []);
    await scene.pass(150);
    const [recording] = recordings();
    assert.ok(recording);
    const { RecordingUrl, RecordingSid, RecordingDuration, Digits, CallStatus } = scene.told('recorded')[0] ?? {};
    assert.deepEqual(
      [RecordingUrl, RecordingSid, RecordingDuration, Digits, CallStatus],
      [recording.url, recording.sid, '3', undefined, 'in-progress'],
    );
    assert.equal(recording.status, 'processing');
    await scene.pass(1000);
    assert.deepEqual(scene.told('status'), [
      {
        AccountSid: scene.simulator.accountSid,
        ApiVersion: '2010-04-01',
        CallSid: scene.current().sid,
        RecordingSid: recording.sid,
        RecordingUrl: recording.url,
        RecordingStatus: 'in-progress',
        RecordingChannels: '1',
        RecordingSource: 'RecordVerb',
        RecordingTrack: 'inbound',
        RecordingStartTime: 'Fri, 02 Jan 2026 03:04:05 +0000',
        ErrorCode: '0',
      },
      { ...scene.told('status')[0], RecordingStatus: 'completed', RecordingDuration: '3' },
    ]);
  });

  it('ends at a key, which the action gets, or at its maximum length', async () => {
    scene.flow({ call: '<Record action="recorded" finishOnKey="#" maxLength="2"/>' });
    await scene.call();
    await speech();
    await scene.pass(1000);
    await digits('5#');
    const first = scene.told('recorded')[0];
    assert.deepEqual([first?.['Digits'], first?.['RecordingDuration']], ['#', '1']);
    await scene.call();
    await speech();
    await scene.pass(2100);
    assert.equal(scene.told('recorded')[1]?.['RecordingDuration'], '2');
  });

  it('is not ended by silence with timeout="0", and after two minutes at most when it is transcribed', async () => {
    scene.flow({
      call: '<Record action="recorded" timeout="0" transcribe="true" maxLength="600" trim="do-not-trim"/>',
    });
    await scene.call();
    await scene.pass(119_000);
    assert.deepEqual(scene.told('recorded'), []);
    await scene.pass(2000);
    assert.equal(scene.told('recorded')[0]?.['RecordingDuration'], '120');
  });

  it('keeps its silence when it is not trimmed', async () => {
    scene.flow({ call: '<Record action="recorded" trim="do-not-trim"/>' });
    await scene.call();
    await scene.pass(4000);
    await digits('1');
    assert.equal(scene.told('recorded')[0]?.['RecordingDuration'], '4');
  });

  it('is absent when nothing was said, and the next verb runs', async () => {
    scene.flow({
      call: '<Record action="recorded" recordingStatusCallback="status" recordingStatusCallbackEvent="completed absent"/><Say>bye</Say>',
    });
    await scene.call();
    await scene.pass(5100);
    assert.equal(scene.transcript().at(-1), 'Say: bye');
    assert.deepEqual(scene.told('recorded'), []);
    const [told] = scene.told('status');
    assert.equal(told?.['RecordingStatus'], 'absent');
    assert.equal(told['RecordingDuration'], undefined, 'only a completed recording has a duration');
    assert.deepEqual([recordings()[0]?.status, String(recordings()[0]?.errorCode)], ['absent', told['ErrorCode']]);
  });

  it('requests its action also after silence when silent recordings are saved', async () => {
    const webhooks = () => ({ call: { url: `${scene.server.origin}/call` } });
    const simulator = createSimulator({ clock: scene.clock, webhooks, silentRecordings: () => 'save' });
    scene.flow({ call: '<Record action="recorded"/><Say>next</Say>', recorded: '<Say>saved</Say>' });
    await simulator.placeCall({ from: person, to: own });
    await pass(scene.clock, simulator, 7000);
    const { calls, recordings: saved } = simulator.state();
    assert.equal(scene.told('recorded')[0]?.['RecordingDuration'], '0');
    assert.equal(saved[0]?.status, 'completed');
    assert.deepEqual(
      calls[0]?.transcript.map(({ text }) => text),
      ['', 'saved'],
    );
    await simulator.close();
  });

  it('contains what was said until the caller hung up, and reports that to the action', async () => {
    scene.flow({ call: '<Record action="recorded"/>' });
    await scene.call();
    await speech();
    await scene.pass(2000);
    await scene.act({ action: 'hangup' });
    const { Digits, RecordingDuration, CallStatus } = scene.told('recorded')[0] ?? {};
    assert.deepEqual([Digits, RecordingDuration, CallStatus], ['hangup', '2', 'completed']);
  });

  it('is transcribed with transcribe="true"', async () => {
    scene.flow({
      call: '<Record action="recorded" transcribe="true" transcribeCallback="text"/>',
      recorded: '<Hangup/>',
    });
    await scene.call();
    await speech('please call me');
    await speech('back');
    await scene.pass(12_000);
    const [transcription] = scene.simulator.state().transcriptions;
    const [told] = scene.told('text');
    assert.deepEqual(
      [told?.['TranscriptionText'], told?.['TranscriptionStatus'], told?.['TranscriptionSid'], told?.['RecordingSid']],
      ['please call me back', 'completed', transcription?.sid, recordings()[0]?.sid],
    );
    const { client } = twilio;
    const sid = transcription?.sid ?? '';
    assert.equal((await client.transcriptions(sid).fetch()).transcriptionText, 'please call me back');
    assert.equal((await client.transcriptions.list()).length, 1);
    const ofRecording = client.recordings(recordings()[0]?.sid ?? '').transcriptions;
    assert.equal((await ofRecording.list()).length, 1);
    assert.equal((await ofRecording(sid).fetch()).recordingSid, recordings()[0]?.sid);
    assert.equal(await client.transcriptions(sid).remove(), true);
    assertAllDescribed(twilio.calls);
    await assert.rejects(client.transcriptions(sid).fetch(), { status: 404, code: 20404 });
    assert.deepEqual(scene.simulator.state().transcriptions, []);
  });

  it('is listed, fetched and deleted', async () => {
    const sid = await record();
    const { client } = twilio;
    const [recording] = await client.recordings.list();
    assert.deepEqual([recording?.sid, recording?.duration, recording?.status], [sid, '3', 'completed']);
    assert.equal(recording?.mediaUrl, recordings()[0]?.url);
    const callSid = recording?.callSid ?? '';
    assert.equal((await client.recordings.list({ callSid })).length, 1);
    assert.equal((await client.recordings.list({ callSid: `CA${'0'.repeat(32)}` })).length, 0);
    assert.equal((await client.recordings.list({ dateCreatedBefore: new Date(0) })).length, 0);
    assert.equal((await client.calls(callSid).recordings.list()).length, 1);
    assert.equal((await client.calls(callSid).recordings(sid).fetch()).track, 'inbound');
    assert.equal((await client.recordings(sid).fetch()).source, 'RecordVerb');
    assert.equal(await client.recordings(sid).remove(), true);
    assertAllDescribed(twilio.calls);
    await assert.rejects(client.recordings(sid).fetch(), { status: 404, code: 20404 });
    const media = `https://api.twilio.com/2010-04-01/Accounts/${scene.simulator.accountSid}/Recordings/${sid}.mp3`;
    assert.equal((await get(media)).statusCode, 404);
    assert.equal(scene.simulator.bytesOf(sid), undefined);
  });

  it('is fetched as WAV and MP3 of its length', async () => {
    await record();
    const url = recordings()[0]?.url ?? '';
    for (const [suffix, type] of [
      ['', 'audio/x-wav'],
      ['.wav', 'audio/x-wav'],
      ['.mp3', 'audio/mpeg'],
    ]) {
      const { statusCode, body, headers } = await get(url + (suffix ?? ''));
      assert.deepEqual([statusCode, headers?.['Content-Type']], [200, type]);
      assert.ok(Buffer.isBuffer(body));
      if (type === 'audio/mpeg') assert.equal(body.length, Math.ceil(3000 / 36) * 36);
      else assert.equal(body.length, 44 + 3 * 8000 * 2);
    }
  });

  it('has two channels only when it was recorded so', async () => {
    scene.flow({ call: '<Start><Recording recordingStatusCallback="status"/></Start><Pause length="3"/>' });
    await scene.call();
    await scene.pass(5000);
    const [recording] = recordings();
    assert.deepEqual([recording?.source, recording?.channels, recording?.duration], ['StartCallRecordingAPI', 2, 3]);
    assert.equal(scene.told('status')[0]?.['RecordingSource'], 'StartCallRecordingTwiML');
    assert.equal(scene.told('call-status')[0]?.['RecordingUrl'], recording?.url);
    const url = recording?.url ?? '';
    const channels = async (query: string) => {
      const { body } = await get(`${url}.wav${query}`);
      assert.ok(Buffer.isBuffer(body));
      return body.readUInt16LE(22);
    };
    assert.deepEqual([await channels(''), await channels('?RequestedChannels=2')], [2, 2]);
    assert.equal(await channels('?RequestedChannels=1'), 1);
    scene.simulator.setFaults({});
    scene.flow({ call: '<Record action="recorded"/>', recorded: '<Hangup/>' });
    await scene.call();
    await speech();
    await scene.pass(10_000);
    const refused = await get(`${recordings()[1]?.url ?? ''}.wav?RequestedChannels=2`);
    assert.deepEqual([refused.statusCode, Reflect.get(Object(refused.body), 'code')], [400, 16113]);
  });

  it('is 404 while Twilio prepares it, or as often as the fault says', async () => {
    scene.flow({ call: '<Record action="recorded" timeout="1"/>', recorded: '<Pause length="9"/>' });
    await scene.call();
    await speech();
    await scene.pass(4300);
    const url = scene.told('recorded')[0]?.['RecordingUrl'] ?? '';
    assert.equal((await get(`${url}.mp3`)).statusCode, 404);
    await scene.pass(1000);
    scene.simulator.setFaults({ preparing: 2 });
    const statuses = [];
    for (let tries = 0; tries < 3; tries += 1) statuses.push((await get(`${url}.mp3`)).statusCode);
    assert.deepEqual(statuses, [404, 404, 200]);
  });

  it('is started, paused, resumed and stopped by REST during the call', async () => {
    scene.flow({ call: '<Pause length="1"/><Say>hello</Say><Pause length="60"/>' });
    const { sid } = await scene.call();
    const { client } = twilio;
    await assert.rejects(client.calls(sid).recordings.create(), { status: 400, code: 21220 });
    await scene.pass(2000);
    twilio.calls.length = 0;
    const recording = await client.calls(sid).recordings.create({
      recordingStatusCallback: 'https://flows.example.com/twilio/status',
    });
    await scene.pass(2000);
    const one = client.calls(sid).recordings('Twilio.CURRENT');
    assert.equal((await one.update({ status: 'paused', pauseBehavior: 'skip' })).status, 'paused');
    await scene.pass(5000);
    assert.equal((await one.update({ status: 'in-progress' })).status, 'in-progress');
    assert.equal(
      await client
        .recordings(recording.sid)
        .fetch()
        .then((fetched) => fetched.status),
      'in-progress',
    );
    await scene.pass(1000);
    await one.update({ status: 'stopped' });
    await scene.pass(1100);
    assert.equal(scene.told('status')[0]?.['RecordingDuration'], '3');
    for (const { request, response } of twilio.calls) {
      // Twilio.CURRENT is documented in words, but no SID to the description.
      if (!request.uri.includes('Twilio.CURRENT')) assertKnownRequest(request);
      assertDescribedResponse(request, response);
    }
    await assert.rejects(client.calls(sid).recordings(recording.sid).update({ status: 'paused' }), { code: 20404 });
  });

  it('has silence for a pause that is not skipped', async () => {
    scene.flow({ call: '<Pause length="1"/><Say>hello</Say><Pause length="60"/>' });
    const { sid } = await scene.call();
    await scene.pass(2000);
    const recording = await twilio.client.calls(sid).recordings.create();
    const one = twilio.client.calls(sid).recordings(recording.sid);
    await one.update({ status: 'paused' });
    await scene.pass(5000);
    await one.update({ status: 'in-progress' });
    await scene.pass(1000);
    await one.update({ status: 'stopped' });
    await scene.pass(1100);
    assert.equal(recordings()[0]?.duration, 6);
  });

  it('is not transcribed for a transcribeCallback alone', async () => {
    scene.flow({ call: '<Record action="recorded" transcribeCallback="text"/>', recorded: '<Hangup/>' });
    await scene.call();
    await speech();
    await scene.pass(12_000);
    assert.deepEqual([scene.told('text'), scene.simulator.state().transcriptions], [[], []]);
    assert.match(scene.errors().join(), /transcribeCallback of <Record> needs transcribe="true"/);
  });

  it('is stopped by name', async () => {
    scene.flow({
      call: '<Start><Recording name="a"/></Start><Pause length="2"/><Stop><Recording name="a"/></Stop><Pause length="9"/>',
    });
    await scene.call();
    await scene.pass(4000);
    assert.deepEqual([recordings()[0]?.status, recordings()[0]?.duration], ['completed', 2]);
  });

  it('cannot be deleted while it is in progress', async () => {
    scene.flow({ call: '<Record/>' });
    await scene.call();
    await assert.rejects(twilio.client.recordings(recordings()[0]?.sid ?? '').remove(), { status: 400, code: 20009 });
  });
});

describe('the audio of the simulator', () => {
  it('is a WAV file of PCM at 8 kHz and 16 bit, with a beep in each channel that has one', () => {
    const file = wav({ seconds: 2, channels: 2, tones: [440] });
    assert.equal(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16), 'RIFFWAVEfmt ');
    assert.equal(file.readUInt32LE(4), file.length - 8);
    assert.deepEqual(
      [file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt32LE(28)],
      [1, 2, 8000, 32_000],
    );
    assert.deepEqual([file.readUInt16LE(32), file.readUInt16LE(34)], [4, 16]);
    assert.deepEqual([file.toString('latin1', 36, 40), file.readUInt32LE(40)], ['data', file.length - 44]);
    assert.equal(file.length, 44 + 2 * 8000 * 4);
    const samples = Array.from({ length: 8000 }, (_, index) => index * 4 + 44);
    assert.ok(samples.some((at) => Math.abs(file.readInt16LE(at)) > 1000));
    assert.ok(samples.every((at) => file.readInt16LE(at + 2) === 0));
  });

  for (const channels of [1, 2] as const) {
    it(`is an MP3 file of whole frames with ${String(channels)} channel(s)`, () => {
      const file = mp3({ seconds: 1, channels });
      // From the header: MPEG-2, Layer III; bit rates of that layer in kbit/s; 16 kHz.
      const bitrates = [0, 8, 16, 24];
      let frames = 0;
      for (let at = 0; at < file.length; frames += 1) {
        assert.equal(file.readUInt16BE(at), 0xfff3);
        const flags = file[at + 2] ?? 0;
        assert.equal((flags >> 2) & 3, 2);
        assert.equal((file[at + 3] ?? 0) >> 6, channels === 1 ? 3 : 0);
        at += (72 * (bitrates[flags >> 4] ?? 0) * 1000) / 16_000;
        assert.ok(at <= file.length);
      }
      assert.equal(frames, Math.ceil(16_000 / 576));
    });
  }

  it('is never longer than two minutes', () => {
    assert.equal(wav({ seconds: 3600, channels: 1 }).length, 44 + 120 * 16_000);
    assert.equal(mp3({ seconds: 3600, channels: 1 }).length, Math.ceil(120_000 / 36) * 36);
    assert.equal(wav({ seconds: 0, channels: 1 }).length, 44);
  });
});
