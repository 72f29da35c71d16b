/** The node "recording in": its event and filters, and the audio that it fetches and deletes. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CREDENTIALS, sink, trigger } from '../support/flows';
import { sid } from '../support/twilio';
import { RecordingSid, useRecordingTriggers } from './recordings-scene';

describe('recording-in', () => {
  const scene = useRecordingTriggers();
  const { start, recording } = scene;

  it('sends a recording: its URL, duration, channels, source and start', async () => {
    await start([trigger('recording-in')]);
    const { sent } = await recording();
    const { payload, twilio } = await scene.loaded.arrival('out');
    assert.equal(payload, sent['RecordingUrl']);
    const { raw, ...event } = twilio as Record<string, unknown>;
    assert.deepEqual(raw, sent);
    assert.deepEqual(event, {
      event: 'recording',
      accountSid: CREDENTIALS.accountSid,
      recordingSid: RecordingSid,
      callSid: sent['CallSid'],
      status: 'completed',
      url: sent['RecordingUrl'],
      duration: 12,
      channels: 2,
      source: 'RecordVerb',
      track: 'both',
      startTime: '2026-11-20T12:00:00.000Z',
    });
  });

  it('filters by status and by the shortest duration', async () => {
    await start([
      trigger('recording-in', {
        filterStatus: ['completed'],
        filterMinDuration: 5,
        rejected: true,
        wires: [['out'], ['other']],
      }),
      sink('other'),
    ]);
    await recording({ RecordingDuration: '4' });
    await recording({ RecordingSid: sid('RE'), RecordingStatus: 'absent', RecordingDuration: '-1' });
    await recording({ RecordingSid: sid('RE'), RecordingDuration: '5' });
    assert.equal(((await scene.loaded.arrival('out'))['twilio'] as Record<string, unknown>)['duration'], 5);
    assert.equal(((await scene.loaded.arrival('other'))['twilio'] as Record<string, unknown>)['duration'], 4);
    assert.equal(((await scene.loaded.arrival('other'))['twilio'] as Record<string, unknown>)['status'], 'absent');
  });

  it('filters by the numbers of the call, which it looks up once, and adds them to the event', async () => {
    const asked = await start(
      [trigger('recording-in', { filterFrom: '+1415*', rejected: true, wires: [['out'], ['other']] }), sink('other')],
      ({ uri }) => ({
        statusCode: 200,
        body: { sid: 'CA', from: uri.includes('a.json') ? '+442071838750' : '+14155550123', to: '+14155550100' },
      }),
    );
    const CallSid = `CA${'1'.repeat(32)}`;
    for (const RecordingSid of [sid('RE'), sid('RE')]) {
      await recording({ CallSid, RecordingSid });
      const { topic, twilio } = await scene.loaded.arrival('out');
      const { from, to } = twilio as Record<string, unknown>;
      assert.deepEqual([topic, from, to], ['+14155550123', '+14155550123', '+14155550100']);
    }
    await recording({ CallSid: `CA${'a'.repeat(32)}`, RecordingSid: sid('RE') });
    assert.equal((await scene.loaded.arrival('other'))['topic'], '+442071838750');
    // Of a conference, which is no call.
    await recording({ CallSid: '', ConferenceSid: sid('CF'), RecordingSid: sid('RE') });
    assert.ok(await scene.loaded.arrival('other'));
    assert.equal(asked.length, 2);
  });

  it('hands a recording to Catch when its call cannot be looked up', async () => {
    await start([trigger('recording-in', { filterTo: '+14155550100' })], () => ({
      statusCode: 404,
      body: { code: 20_404, message: 'not found', status: 404 },
    }));
    await recording();
    const { error, twilio } = await scene.loaded.arrival('caught');
    assert.equal((error as Record<string, unknown>)['code'], 'NOT_FOUND');
    assert.equal((twilio as Record<string, unknown>)['recordingSid'], RecordingSid);
  });

  it('fetches the audio as a Buffer, waiting while Twilio still prepares it, then deletes it there', async () => {
    const asked = await start(
      [trigger('recording-in', { fetchAudio: 'buffer', deleteAfter: true })],
      ({ method }, count) => {
        if (method === 'delete') return { statusCode: 204, body: '' };
        return count < 3 ? { statusCode: 404, body: '' } : { statusCode: 200, body: Buffer.from('audio') };
      },
    );
    await recording();
    const { payload, contentType } = await scene.loaded.arrival('out');
    assert.equal((payload as Buffer).toString(), 'audio');
    assert.equal(contentType, 'audio/mpeg');
    assert.deepEqual(
      asked.map(({ method, uri }) => `${method} ${uri.replace(/.*\//, '')}`),
      [...Array<string>(3).fill(`get ${RecordingSid}.mp3`), `delete ${RecordingSid}.json`],
    );
  });

  it('fetches it into a folder, as wav with two channels', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'twilio-recordings-'));
    const asked = await start(
      [trigger('recording-in', { fetchAudio: 'file', folder, format: 'wav', channels: 'dual' })],
      () => ({ statusCode: 200, body: Buffer.from('audio') }),
    );
    await recording();
    const file = String((await scene.loaded.arrival('out'))['payload']);
    assert.equal(path.dirname(file), folder);
    assert.match(path.basename(file), new RegExp(`^${RecordingSid}-dual\\.`));
    assert.equal((await readFile(file)).toString(), 'audio');
    assert.match(asked[0]?.uri ?? '', /\.wav\?RequestedChannels=2$/);
    await rm(folder, { recursive: true });
  });

  it('downloads one channel with a warning, when it is set to two and the recording has one', async () => {
    for (const RecordingChannels of ['1', '']) {
      const asked = await start([trigger('recording-in', { fetchAudio: 'buffer', channels: 'dual' })], ({ uri }) =>
        uri.includes('RequestedChannels=2')
          ? { statusCode: 400, body: { code: 20_001, message: 'Dual-channel is not available', status: 400 } }
          : { statusCode: 200, body: Buffer.from('audio') },
      );
      const warnings: string[] = [];
      scene.loaded.node('in')['warn'] = (text: string) => warnings.push(text);
      await recording({ RecordingChannels });
      assert.equal(((await scene.loaded.arrival('out'))['payload'] as Buffer).toString(), 'audio');
      assert.match(warnings.join(), /one channel instead of two/);
      if (RecordingChannels === '') assert.match(warnings.join(), /Dual-channel is not available/);
      assert.equal(asked.length, RecordingChannels === '' ? 2 : 1);
      await scene.loaded.unload();
    }
    await start([]);
  });

  it("keeps Twilio's reason in the error", async () => {
    await start([trigger('recording-in', { fetchAudio: 'buffer' })], () => ({
      statusCode: 403,
      body: { code: 20_003, message: 'Media is protected by a policy', status: 403 },
    }));
    await recording();
    const { error } = await scene.loaded.arrival('caught');
    assert.match(String((error as Record<string, unknown>)['message']), /HTTP 403: Media is protected by a policy/);
  });

  it('loses no audio because the recording cannot be deleted, and takes one that is gone for deleted', async () => {
    for (const statusCode of [404, 403]) {
      await start([trigger('recording-in', { fetchAudio: 'buffer', deleteAfter: true })], ({ method }) =>
        method === 'delete'
          ? { statusCode, body: { code: 20_000 + statusCode, message: 'no', status: statusCode } }
          : { statusCode: 200, body: Buffer.from('audio') },
      );
      const warnings: string[] = [];
      scene.loaded.node('in')['warn'] = (text: string) => warnings.push(text);
      await recording();
      assert.equal(((await scene.loaded.arrival('out'))['payload'] as Buffer).toString(), 'audio');
      assert.equal(warnings.length, statusCode === 404 ? 0 : 1);
      await scene.loaded.unload();
    }
    await start([]);
  });

  it('never deletes what it could not fetch, and hands the event to Catch', async () => {
    for (const [answer, code] of [
      [{ statusCode: 404, body: '' }, 'NOT_FOUND'],
      [{ statusCode: 500, body: '' }, 'DOWNLOAD_FAILED'],
      [{ statusCode: 200, body: Buffer.alloc(2 * 1024 * 1024) }, 'DOWNLOAD_FAILED'],
    ] as const) {
      const asked = await start(
        [trigger('recording-in', { fetchAudio: 'buffer', limit: 1, deleteAfter: true })],
        () => answer,
      );
      await recording();
      const { error, twilio } = await scene.loaded.arrival('caught');
      assert.equal((error as Record<string, unknown>)['code'], code);
      assert.equal((twilio as Record<string, unknown>)['recordingSid'], RecordingSid);
      assert.ok(asked.every(({ method }) => method === 'get'));
      await scene.loaded.unload();
    }
    await start([]);
  });

  it('does not fetch a recording that is not there, or that has just begun', async () => {
    const asked = await start([trigger('recording-in', { fetchAudio: 'buffer' })]);
    await recording({ RecordingStatus: 'in-progress' });
    assert.equal(((await scene.loaded.arrival('out'))['twilio'] as Record<string, unknown>)['status'], 'in-progress');
    assert.deepEqual(asked, []);
  });
});
