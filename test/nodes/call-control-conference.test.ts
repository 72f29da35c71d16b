/** What "call control" does with a conference and its participants. */
import assert from 'node:assert/strict';
import { accountPath, CONFERENCE, str, useCallControl } from './call-control-scene';

describe('call control in a conference', () => {
  const scene = useCallControl();
  const { start, run, fail, sent, path } = scene;

  const participants = `${accountPath}/Conferences/${CONFERENCE}/Participants`;
  const one = str('callSid', `CA${'2'.repeat(32)}`);
  for (const [operation, more, request, data] of [
    [
      'hold',
      str('url', 'https://example.com/music.mp3'),
      'POST',
      { Hold: 'true', HoldUrl: 'https://example.com/music.mp3' },
    ],
    ['hold', {}, 'POST', { Hold: 'true' }],
    ['unhold', {}, 'POST', { Hold: 'false' }],
    ['mute', {}, 'POST', { Muted: 'true' }],
    ['unmute', {}, 'POST', { Muted: 'false' }],
    ['remove', {}, 'DELETE', undefined],
    [
      'announce',
      { announceTo: 'participant', ...str('url', 'https://example.com/a.mp3') },
      'POST',
      { AnnounceUrl: 'https://example.com/a.mp3' },
    ],
  ] as const) {
    it(`${operation}: ${JSON.stringify(data ?? 'removes the participant')}`, async () => {
      await start({ operation, account: 'account', ...one, ...str('conference', CONFERENCE), ...more });
      if (operation === 'remove') scene.answer = () => ({ statusCode: 204, headers: {}, body: '' });
      await run({ payload: 'x' });
      assert.equal(path(), `${request} ${participants}/${one['callSid']}.json`);
      assert.deepEqual(data && sent(), data);
    });
  }

  it('finds it by its name, also when only one is in it, and announces to all', async () => {
    const url = str('url', 'https://example.com/a.mp3');
    await start({ operation: 'announce', account: 'account', ...str('conference', 'Room'), ...url });
    scene.answer = ({ method, params }) => {
      const found = params?.['Status'] === 'init' ? [{ sid: CONFERENCE }] : [];
      const body = method.toLowerCase() === 'get' ? { conferences: found } : { sid: CONFERENCE };
      return { statusCode: 200, headers: {}, body };
    };
    const { payload } = await run({ payload: 'x' });
    assert.equal((payload as Record<string, unknown>)['sid'], CONFERENCE);
    assert.equal(path(), `POST ${accountPath}/Conferences/${CONFERENCE}.json`);
    assert.deepEqual(sent(), { AnnounceUrl: 'https://example.com/a.mp3' });
  });

  it('lists the participants as plain JSON', async () => {
    await start({ operation: 'participants', account: 'account', ...str('conference', CONFERENCE) });
    scene.answer = () => ({
      statusCode: 200,
      headers: {},
      body: { participants: [{ call_sid: one['callSid'], muted: false, hold: true }] },
    });
    const payload = (await run({ payload: 'x' }))['payload'] as Record<string, unknown>[];
    assert.deepEqual(
      payload.map(({ callSid, muted, hold }) => [callSid, muted, hold]),
      [[one['callSid'], false, true]],
    );
    await scene.loaded.statusOf('action', 'runtime.status.found');
  });

  it('reports a conference that nobody is in', async () => {
    await start({ operation: 'participants', account: 'account', ...str('conference', 'Room') });
    scene.answer = () => ({ statusCode: 200, headers: {}, body: { conferences: [] } });
    const { code, cause } = await fail({ payload: 'x' });
    assert.equal(code, 'NOT_FOUND');
    assert.match(cause.hint, /case-sensitive/);
  });
});
