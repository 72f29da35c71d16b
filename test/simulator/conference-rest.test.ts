import assert from 'node:assert/strict';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { url, useConferenceRest } from './conference-scene';
import { twiml } from './support';

describe('the conferences of the REST API of the simulator', () => {
  const { scene, twilio, room, calls, heard, names, conference, begin } = useConferenceRest();

  it('are listed by name and status, fetched, and ended', async () => {
    await begin();
    const { client } = twilio;
    const count = async (filter: object) => (await client.conferences.list(filter)).length;
    assert.deepEqual(
      [await count({}), await count({ friendlyName: 'Room', status: 'in-progress' }), await count({ status: 'init' })],
      [1, 1, 0],
    );
    assert.equal(await count({ dateCreatedBefore: new Date(0) }), 0);
    assert.equal((await conference().fetch()).friendlyName, 'Room');
    const ended = await conference().update({ status: 'completed' });
    assert.deepEqual([ended.status, ended.reasonConferenceEnded], ['completed', 'conference-ended-via-api']);
    await scene.simulator.settled();
    assert.deepEqual(names(), ['participant-leave', 'participant-leave', 'conference-end']);
    assert.equal(scene.told('events')[0]?.['ReasonParticipantLeft'], 'conference_ended_via_api');
    assert.deepEqual([heard(0).at(-1), heard(1).at(-1)], ['Say: goodbye', 'Say: goodbye']);
    assert.deepEqual(await conference().participants.list(), []);
    assertAllDescribed(succeeded(twilio.calls));
    await assert.rejects(client.conferences(`CF${'0'.repeat(32)}`).fetch(), { status: 404, code: 20404 });
  });

  it('make an announcement to all, and to one', async () => {
    await begin();
    await conference().update({ announceUrl: url('news') });
    await scene.pass(1500);
    assert.deepEqual([heard(0).at(-1), heard(1).at(-1)], ['Say: some news', 'Say: some news']);
    assert.equal(scene.told('news').length, 1);
    assert.deepEqual(names(), ['announcement-end']);
    assert.equal(scene.told('events')[0]?.['AnnounceUrl'], url('news'));
    const participant = conference().participants(calls()[1]?.sid ?? '');
    await participant.update({ announceUrl: url('music'), announceMethod: 'POST' });
    await scene.pass(3500);
    assert.equal(heard(1).at(-1), 'Play: https://flows.example.com/tune.mp3');
    assert.equal(heard(0).at(-1), 'Say: some news');
    assert.equal(scene.told('events')[1]?.['CallSid'], calls()[1]?.sid);
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('end an announcement for participants who leave', async () => {
    await begin();
    const { answer } = scene.server;
    scene.server.answer = (request, response) => {
      if (request.url.endsWith('/long'))
        twiml(response, '<Response><Say>one</Say><Say>two</Say><Say>three</Say></Response>');
      else answer(request, response);
    };
    await conference().update({ announceUrl: url('long') });
    await scene.pass(500);
    await conference()
      .participants(calls()[0]?.sid ?? '')
      .remove();
    await scene.pass(500);
    assert.deepEqual([heard(0).includes('Say: three'), heard(1).at(-1)], [false, 'Say: three']);
    await conference().update({ status: 'completed' });
    await scene.pass(1000);
    assert.equal(names().includes('announcement-end'), false);
  });

  it('have recordings', async () => {
    await begin('record="record-from-start"');
    await scene.pass(3000);
    const { recordings } = conference();
    const [listed] = await recordings.list();
    const sid = listed?.sid ?? '';
    assert.equal((await recordings(sid).update({ status: 'stopped' })).status, 'processing');
    await scene.pass(1500);
    assert.deepEqual([(await recordings(sid).fetch()).duration, listed?.source], ['3', 'Conference']);
    assert.equal((await twilio.client.recordings.list({ conferenceSid: room()?.sid ?? '' })).length, 1);
    assert.equal(await recordings(sid).remove(), true);
    assertAllDescribed(succeeded(twilio.calls));
  });
});
