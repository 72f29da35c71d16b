/** What the REST API does with recordings: it starts, pauses and stops them, and returns them, their audio and their text. */
import assert from 'node:assert/strict';
import { assertAllDescribed, assertDescribedResponse, assertKnownRequest } from '../support/openapi';
import { useRecordings } from './recording-scene';

describe('a recording of the simulator by REST', () => {
  const { scene, twilio, recordings, speech, get, record } = useRecordings();

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

  it('is not transcribed for a transcribeCallback alone', async () => {
    scene.flow({ call: '<Record action="recorded" transcribeCallback="text"/>', recorded: '<Hangup/>' });
    await scene.call();
    await speech();
    await scene.pass(12_000);
    assert.deepEqual([scene.told('text'), scene.simulator.state().transcriptions], [[], []]);
    assert.match(scene.errors().join(), /transcribeCallback of <Record> needs transcribe="true"/);
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

  it('cannot be deleted while it is in progress', async () => {
    scene.flow({ call: '<Record/>' });
    await scene.call();
    await assert.rejects(twilio.client.recordings(recordings()[0]?.sid ?? '').remove(), { status: 400, code: 20009 });
  });
});
