import assert from 'node:assert/strict';
import { assertAllDescribed } from '../support/openapi';
import { simulatedTwilio } from '../support/simulated-twilio';
import { useScene } from './support';

describe('a real-time transcription of the simulator', () => {
  const scene = useScene();
  const speech = (text: string) => scene.act({ action: 'speech', text });
  const told = () => scene.told('text');
  const words = () => told().map((params) => JSON.parse(params['TranscriptionData'] ?? '{}').transcript);
  const begun = (attributes = '') =>
    `<Start><Transcription statusCallbackUrl="text" ${attributes}/></Start><Say>how are you</Say><Gather timeout="60"/>`;

  it('reports its start, what each side says, in order, and its end', async () => {
    scene.flow({ call: begun('name="t" languageCode="en-GB"') });
    await scene.call();
    await scene.pass(1500);
    await speech('very well thanks');
    await scene.pass(1500);
    await scene.act({ action: 'hangup' });
    await scene.simulator.settled();
    const events = told().map((params) => [params['TranscriptionEvent'], params['SequenceId'], params['Track']]);
    assert.deepEqual(events, [
      ['transcription-started', '1', 'both_tracks'],
      ['transcription-content', '2', 'outbound_track'],
      ['transcription-content', '3', 'inbound_track'],
      ['transcription-stopped', '4', undefined],
    ]);
    assert.deepEqual(words(), [undefined, 'how are you', 'very well thanks', undefined]);
    const [transcription] = scene.simulator.state().transcriptions;
    for (const params of told()) {
      assert.deepEqual(
        [params['TranscriptionSid'], params['CallSid'], params['LanguageCode']],
        [transcription?.sid, scene.current().sid, 'en-GB'],
      );
    }
    assert.match(transcription?.sid ?? '', /^GT[0-9a-f]{32}$/);
    assert.deepEqual(
      [transcription?.type, transcription?.status, transcription?.text],
      ['real-time', 'stopped', 'how are you\nvery well thanks'],
    );
    const { Final, TranscriptionData } = told()[2] ?? {};
    const { confidence }: { confidence: number } = JSON.parse(TranscriptionData ?? '');
    assert.equal(Final, 'true');
    assert.ok(confidence > 0.79 && confidence < 1);
  });

  it('sends partial results at once when they are requested', async () => {
    scene.flow({ call: begun('track="inbound_track" partialResults="true"') });
    await scene.call();
    await scene.pass(1500);
    await speech('one two three four');
    await scene.simulator.settled();
    assert.deepEqual([words().at(-1), told().at(-1)?.['Final']], ['one two', 'false']);
    await scene.pass(1700);
    assert.deepEqual([words().at(-1), told().at(-1)?.['Final']], ['one two three four', 'true']);
    assert.equal(told().length, 3, 'the other side is not transcribed');
  });

  it('does not report text of the flow that was interrupted', async () => {
    scene.flow({
      call: '<Start><Transcription statusCallbackUrl="text"/></Start><Gather numDigits="1" action="next"><Say>never heard to the end</Say></Gather>',
      next: '<Gather timeout="60"/>',
    });
    await scene.call();
    await scene.act({ action: 'digits', digits: '1' });
    await scene.pass(5000);
    assert.deepEqual(words(), [undefined]);
  });

  it('is stopped by name, and started and stopped by REST', async () => {
    scene.flow({
      call: '<Start><Transcription statusCallbackUrl="text" name="t"/></Start><Stop><Transcription name="t"/></Stop><Gather timeout="60"/>',
    });
    const { sid } = await scene.call();
    await scene.simulator.settled();
    const events = () => told().map((params) => params['TranscriptionEvent']);
    assert.deepEqual(events(), ['transcription-started', 'transcription-stopped']);
    const { client, calls } = simulatedTwilio(scene.simulator);
    const started = await client.calls(sid).transcriptions.create({
      statusCallbackUrl: 'https://flows.example.com/twilio/text',
      track: 'both_tracks',
      name: 'rest',
    });
    assert.equal(started.status, 'in-progress');
    await speech('hello');
    await scene.pass(500);
    assert.equal(words().at(-1), 'hello');
    assert.equal((await client.calls(sid).transcriptions(started.sid).update({ status: 'stopped' })).status, 'stopped');
    assertAllDescribed(calls);
    await scene.act({ action: 'hangup' });
    await assert.rejects(client.calls(sid).transcriptions.create(), { status: 400, code: 21220 });
  });
});
