import assert from 'node:assert/strict';
import { third, useConferences } from './conference-callers';
import { second } from './conference-scene';
import { person } from './support';

describe('a conference of the simulator, in other cases,', () => {
  const { scene, from, rooms, heard, hangUp, say, flow, room, all } = useConferences();

  it('is left by a star and by the time limit', async () => {
    flow(all('beep="false"', ' action="left" hangupOnStar="true" timeLimit="10"'), { left: '<Say>bye</Say>' });
    const [first, other] = [await from(person), await from(second)];
    await scene.simulator.actOnCall(first.sid, { action: 'digits', digits: '*' });
    await scene.simulator.settled();
    assert.equal(heard(first).at(-1), 'Say: bye');
    await scene.pass(11_000);
    assert.deepEqual([heard(other).at(-1), rooms()[0]?.status], ['Say: bye', 'completed']);
  });

  it('beeps when a participant joins or leaves', async () => {
    flow({ ...all(), [third]: room('beep="onExit"') });
    const first = await from(person);
    await from(second);
    const quiet = await from(third);
    assert.equal(heard(first).filter((line) => line === 'Play: beep').length, 0, 'nobody joins before the start');
    await hangUp(quiet);
    assert.equal(heard(first).filter((line) => line === 'Play: beep').length, 1);
  });

  it('continues with the next verb without an action', async () => {
    flow({ ...all('beep="false" endConferenceOnExit="true"', ''), [person]: `${room('', '')}<Say>that was it</Say>` });
    const first = await from(person);
    await hangUp(await from(second));
    assert.equal(heard(first).at(-1), 'Say: that was it');
  });

  it('rejects a second participant with the same label, and one above the maximum', async () => {
    flow({
      [person]: room('participantLabel="a" maxParticipants="2"'),
      [second]: `${room('participantLabel="a"')}<Say>taken</Say>`,
      [third]: room('participantLabel="b"'),
    });
    await from(person);
    const other = await from(second);
    assert.equal(heard(other).at(-1), 'Say: taken');
    assert.match(scene.errors().join(), /16025: /);
    await from(third);
    flow({ ...all() });
    await from(second);
    await scene.simulator.settled();
    assert.equal(scene.told('left').at(-1)?.['DialCallStatus'], 'failed');
    assert.match(scene.errors().join(), /has 2 participants already/);
  });

  it('lets a coach speak to one participant only', async () => {
    flow(all('beep="false"'));
    const [agent, customer] = [await from(person), await from(second)];
    flow({ [third]: room(`beep="false" coach="${agent.sid}"`) });
    const coach = await from(third);
    await say(coach, 'offer a discount');
    assert.equal(heard(agent).at(-1), 'other Speech: offer a discount');
    assert.equal(heard(customer).length, 1);
    assert.equal(rooms()[0]?.participants[2]?.coaching, true);
    flow({ [third]: room(`coach="CA${'0'.repeat(32)}"`) });
    await from(third);
    await scene.simulator.settled();
    assert.match(scene.errors().join(), /13240: /);
    assert.equal(scene.told('left').at(-1)?.['DialCallStatus'], 'failed');
  });

  it('is recorded from its start to its end', async () => {
    flow(all('record="record-from-start" recordingStatusCallback="recorded"'));
    const first = await from(person);
    await scene.pass(5000);
    const other = await from(second);
    await scene.pass(7000);
    await hangUp(first);
    await hangUp(other);
    await scene.pass(1500);
    const [recording] = scene.simulator.state().recordings;
    assert.deepEqual(
      [recording?.source, recording?.channels, recording?.duration, recording?.conferenceSid],
      ['Conference', 1, 7, rooms()[0]?.sid],
    );
    const { ConferenceSid, CallSid, RecordingSource } = scene.told('recorded')[0] ?? {};
    assert.deepEqual([ConferenceSid, CallSid, RecordingSource], [rooms()[0]?.sid, undefined, 'Conference']);
  });
});
