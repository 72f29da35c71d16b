/** The node "transcription in": the text of a recording, and what is being said in a call. */
import assert from 'node:assert/strict';
import { trigger } from '../support/flows';
import { postEvent, sid } from '../support/twilio';
import { RecordingSid, useRecordingTriggers } from './recordings-scene';

describe('transcription-in', () => {
  const scene = useRecordingTriggers();
  const { start } = scene;

  const transcription = (params: Record<string, string>) =>
    postEvent(scene.loaded.url, 'transcription', { TranscriptionSid: sid('TR'), CallSid: sid('CA'), ...params });

  it('sends the text of a recording', async () => {
    await start([trigger('transcription-in')]);
    await transcription({
      TranscriptionText: 'Call me back',
      TranscriptionStatus: 'completed',
      RecordingSid,
      From: '+14155550123',
      To: '+14155550100',
    });
    const { payload, topic, twilio } = await scene.loaded.arrival('out');
    assert.equal(payload, 'Call me back');
    assert.equal(topic, '+14155550123');
    assert.equal((twilio as Record<string, unknown>)['status'], 'completed');
  });

  it('sends what is being said, piece by piece', async () => {
    await start([trigger('transcription-in', { filterStatus: ['content'] })]);
    const TranscriptionSid = sid('GT');
    const piece = (SequenceId: string, transcript: string, Final: string) =>
      transcription({
        TranscriptionSid,
        TranscriptionEvent: 'transcription-content',
        TranscriptionData: JSON.stringify({ transcript, confidence: 0.9 }),
        Track: 'inbound_track',
        LanguageCode: 'en-US',
        SequenceId,
        Final,
      });
    await transcription({ TranscriptionSid, TranscriptionEvent: 'transcription-started', SequenceId: '1' });
    await piece('2', 'hello', 'false');
    await piece('2', 'hello', 'false');
    await piece('3', 'hello there', 'true');
    const first = await scene.loaded.arrival('out');
    const second = await scene.loaded.arrival('out');
    assert.deepEqual([first['payload'], second['payload']], ['hello', 'hello there']);
    const { raw, ...event } = second['twilio'] as Record<string, unknown>;
    assert.ok(raw !== undefined);
    assert.deepEqual(
      [event['final'], event['confidence'], event['track'], event['sequence'], event['language']],
      [true, 0.9, 'inbound_track', 3, 'en-US'],
    );
  });

  it('filters by the numbers that Twilio sends, and looks up those that it does not send', async () => {
    const asked = await start([trigger('transcription-in', { filterFrom: '+14155550123' })], () => ({
      statusCode: 200,
      body: { sid: 'CA', from: '+14155550123', to: '+14155550100' },
    }));
    await transcription({ TranscriptionText: 'no', From: '+442071838750', To: '+14155550100' });
    await transcription({ TranscriptionText: 'one', From: '+14155550123', To: '+14155550100' });
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'one');
    assert.equal(asked.length, 0);
    await transcription({ TranscriptionText: 'two' });
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'two');
    assert.equal(asked.length, 1);
  });

  it('keeps invalid JSON in raw, and continues', async () => {
    await start([trigger('transcription-in')]);
    await transcription({
      TranscriptionEvent: 'transcription-content',
      TranscriptionData: '{"transcript":',
      SequenceId: '1',
    });
    const { payload, twilio } = await scene.loaded.arrival('out');
    assert.equal(payload, undefined);
    assert.equal(
      ((twilio as Record<string, unknown>)['raw'] as Record<string, unknown>)['TranscriptionData'],
      '{"transcript":',
    );
  });
});
