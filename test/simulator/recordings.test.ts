/** How a call is recorded: with `<Record>`, `<Start><Recording>` or by REST, and what the flow is told. */
import assert from 'node:assert/strict';
import { createSimulator } from '../../simulator';
import { own, pass, person } from './support';
import { useRecordings } from './recording-scene';

describe('a recording of the simulator', () => {
  const { scene, recordings, speech, digits } = useRecordings();

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

  it('is stopped by name', async () => {
    scene.flow({
      call: '<Start><Recording name="a"/></Start><Pause length="2"/><Stop><Recording name="a"/></Stop><Pause length="9"/>',
    });
    await scene.call();
    await scene.pass(4000);
    assert.deepEqual([recordings()[0]?.status, recordings()[0]?.duration], ['completed', 2]);
  });
});
