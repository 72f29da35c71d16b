import assert from 'node:assert/strict';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { second, url, useConferenceRest } from './conference-scene';
import { british, own, person } from './support';

const events = 'https://flows.example.com/twilio/events';

describe('the participants of the REST API of the simulator', () => {
  const { scene, twilio, room, calls, heard, names, conference, begin } = useConferenceRest();

  it('mute, hold and change a participant, who is found by call and by label', async () => {
    await begin('beep="false" participantLabel="unique"');
    const sid = calls()[0]?.sid ?? '';
    const { participants } = conference();
    assert.equal((await participants('unique').update({ muted: true })).muted, true);
    await scene.simulator.actOnCall(sid, { action: 'speech', text: 'hello' });
    assert.equal(heard(1).includes('Speech: hello'), false);
    assert.equal((await participants(sid).update({ muted: false })).muted, false);
    const held = await participants(sid).update({ hold: true, holdUrl: url('music') });
    assert.equal(held.hold, true);
    await scene.pass(500);
    assert.equal(heard(0).at(-1), 'Play: https://flows.example.com/tune.mp3');
    assert.equal((await participants.list({ hold: true })).length, 1);
    assert.equal((await participants.list({ muted: true })).length, 0);
    await participants(sid).update({ hold: false });
    assert.equal((await participants(sid).update({ endConferenceOnExit: true })).endConferenceOnExit, true);
    await scene.simulator.settled();
    assert.deepEqual(names(), [
      'participant-mute',
      'participant-unmute',
      'participant-hold',
      'participant-unhold',
      'participant-modify',
    ]);
    assert.equal(scene.told('events')[0]?.['Muted'], 'true');
    assert.equal((await participants(sid).fetch()).status, 'connected');
    assertAllDescribed(succeeded(twilio.calls));
    await assert.rejects(participants('nobody').fetch(), { status: 404, code: 20404 });
  });

  it('let a participant coach one other, and change what is heard on waiting and leaving', async () => {
    await begin();
    const [coach = '', coached = ''] = calls().map(({ sid }) => sid);
    await scene.simulator.placeCall({ from: '+12125550125', to: own });
    const { participants } = conference();
    const updated = await participants(coach).update({ coaching: true, callSidToCoach: coached });
    assert.deepEqual([updated.coaching, updated.callSidToCoach], [true, coached]);
    await scene.simulator.actOnCall(coach, { action: 'speech', text: 'psst' });
    assert.deepEqual([heard(1).at(-1), heard(2).includes('Speech: psst')], ['Speech: psst', false]);
    assert.equal((await participants.list({ coaching: true })).length, 1);
    assert.equal((await participants(coach).update({ coaching: false })).coaching, false);
    await participants(coach).update({ beepOnExit: true, waitUrl: url('music') });
    await participants(coach).remove();
    await scene.simulator.settled();
    assert.equal(heard(1).at(-1), 'Play: beep');
    assert.equal(names().filter((name) => name === 'participant-modify').length, 3);
    assertAllDescribed(succeeded(twilio.calls));
    const nobody = { coaching: true, callSidToCoach: `CA${'0'.repeat(32)}` };
    await assert.rejects(participants(coached).update(nobody), { status: 400, code: 20001 });
    await assert.rejects(participants.create({ from: own, to: person, ...nobody }), { status: 400, code: 20001 });
    await assert.rejects(participants(coached).update({ announceUrl: 'nonsense' }), { status: 400, code: 21205 });
    await conference().update({ status: 'completed' });
    await assert.rejects(conference().update({ announceUrl: url('news') }), { status: 400 });
  });

  it('remove a participant, whose call goes on with its action', async () => {
    await begin();
    assert.equal(
      await conference()
        .participants(calls()[0]?.sid ?? '')
        .remove(),
      true,
    );
    await scene.simulator.settled();
    assert.equal(heard(0).at(-1), 'Say: goodbye');
    assert.equal(scene.told('left')[0]?.['DialCallStatus'], 'answered');
    assert.equal(room()?.status, 'in-progress');
    await conference()
      .participants(calls()[1]?.sid ?? '')
      .remove();
    await scene.simulator.settled();
    assert.equal(scene.told('events').at(-1)?.['ReasonConferenceEnded'], 'last-participant-kicked');
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('call a participant by the name of a conference, which is created', async () => {
    const create = (to: string, options = {}) =>
      twilio.client.conferences('New room').participants.create({
        from: own,
        to,
        label: to,
        conferenceStatusCallback: events,
        conferenceStatusCallbackEvent: ['start', 'end', 'join', 'leave'],
        ...options,
      });
    const first = await create(person, { endConferenceOnExit: true });
    assert.deepEqual([first.status, first.label, room()?.friendlyName], ['queued', person, 'New room']);
    assert.equal(room()?.participants[0]?.connected, false);
    await scene.pass(3000);
    assert.deepEqual([room()?.participants[0]?.connected, heard(0).at(-1)], [true, 'Play: hold music']);
    await create('+15005550486');
    await create(second);
    await scene.pass(3000);
    assert.equal(room()?.status, 'in-progress');
    const failed = scene.told('events').find((params) => params['ParticipantLabel'] === '+15005550486') ?? {};
    assert.deepEqual(
      [failed['StatusCallbackEvent'], failed['ParticipantCallStatus'], failed['ReasonParticipantLeft']],
      ['participant-leave', 'busy', 'participant_add_failed'],
    );
    await scene.simulator.actOnCall(calls()[0]?.sid ?? '', { action: 'hangup' });
    await scene.simulator.settled();
    assert.deepEqual(
      [room()?.status, calls().map(({ status }) => status)],
      ['completed', ['completed', 'busy', 'completed']],
    );
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('are left by a call that gets other TwiML, and detect answering machines', async () => {
    await begin();
    await twilio.client.calls(calls()[0]?.sid ?? '').update({ twiml: '<Response><Say>elsewhere</Say></Response>' });
    await scene.simulator.settled();
    assert.deepEqual([heard(0).at(-1), room()?.participants.length], ['Say: elsewhere', 1]);
    // Twilio requests the action of <Dial>, and ignores the answer.
    assert.deepEqual(
      [names(), scene.told('left').map((params) => params['DialCallStatus'])],
      [['participant-leave'], ['answered']],
    );
    assert.equal(scene.told('events')[0]?.['ReasonParticipantLeft'], 'participant_updated_via_api');
    await conference().participants.create({
      from: own,
      to: '+15005550201',
      machineDetection: 'Enable',
      amdStatusCallback: url('amd'),
    });
    await scene.pass(3500);
    assert.equal(room()?.participants[1]?.connected, true, 'the conference does not wait for the detection');
    await scene.pass(4000);
    assert.equal(scene.told('amd')[0]?.['AnsweredBy'], 'machine_start');
    assertAllDescribed(succeeded(twilio.calls));
  });

  it('reject a participant who cannot be called, or whose label is in use', async () => {
    await begin('participantLabel="taken"');
    const { participants } = conference();
    await assert.rejects(participants.create({ from: own, to: 'nobody' }), { status: 400, code: 21211 });
    await assert.rejects(participants.create({ from: '+14155559999', to: person }), { status: 400, code: 21210 });
    await assert.rejects(participants.create({ from: british, to: person, label: 'taken' }), { code: 16025 });
    await assert.rejects(participants.create({ from: british, to: person, label: 'a/b' }), { code: 16023 });
    const nowhere = twilio.client.conferences(`CF${'0'.repeat(32)}`);
    await assert.rejects(nowhere.participants.create({ from: own, to: person }), { status: 404 });
  });
});
