import assert from 'node:assert/strict';
import { third, useConferences } from './conference-callers';
import { second } from './conference-scene';
import { person } from './support';

const ALL = 'start end join leave mute hold modify speaker announcement';

describe('a conference of the simulator', () => {
  const { scene, from, rooms, heard, hangUp, say, flow, room, all } = useConferences();
  const events = () => scene.told('events').map(({ StatusCallbackEvent }) => StatusCallbackEvent);

  it('starts with the second caller, and plays music until then', async () => {
    flow(all('beep="false"'));
    const first = await from(person);
    assert.deepEqual([rooms()[0]?.status, heard(first)], ['init', ['Dial: conference Room', 'Play: hold music']]);
    const isOver = () =>
      scene.simulator
        .state()
        .calls.find(({ sid }) => sid === first.sid)
        ?.transcript.find(({ verb }) => verb === 'Play')?.ended;
    assert.equal(isOver(), undefined);
    const other = await from(second);
    assert.deepEqual([rooms()[0]?.status, rooms().length], ['in-progress', 1]);
    assert.deepEqual(
      rooms()[0]?.participants.map(({ callSid, connected }) => [callSid, connected]),
      [
        [first.sid, true],
        [other.sid, true],
      ],
    );
    assert.equal(isOver(), true);
  });

  it('lets all participants hear each other, except muted ones', async () => {
    flow({ ...all('beep="false"'), [third]: room('beep="false" muted="true"') });
    const [first, other, muted] = [await from(person), await from(second), await from(third)];
    await say(first, 'hello all');
    await say(muted, 'can you hear me');
    assert.deepEqual(heard(other).slice(1), ['other Speech: hello all']);
    assert.deepEqual(heard(muted).slice(1), ['other Speech: hello all', 'person Speech: can you hear me']);
    assert.deepEqual(heard(first).slice(2), ['person Speech: hello all']);
  });

  it('waits for a participant who starts it', async () => {
    flow({ ...all('startConferenceOnEnter="false" beep="false"'), [third]: room('beep="false"') });
    const first = await from(person);
    const other = await from(second);
    await say(first, 'is anybody there');
    assert.deepEqual([rooms()[0]?.status, heard(other).length], ['init', 2]);
    await from(third);
    await say(first, 'at last');
    assert.deepEqual([rooms()[0]?.status, heard(other).at(-1)], ['in-progress', 'other Speech: at last']);
  });

  it('ends when a participant with endConferenceOnExit leaves, and reports it to the action of each Dial', async () => {
    flow({
      ...all(`statusCallback="events" statusCallbackEvent="${ALL}"`),
      [second]: room('endConferenceOnExit="true"'),
    });
    const first = await from(person);
    const moderator = await from(second);
    await hangUp(moderator);
    await scene.simulator.settled();
    assert.equal(rooms()[0]?.status, 'completed');
    const told = scene
      .told('left')
      .map((params) => [
        params['CallSid'],
        params['CallStatus'],
        params['DialCallStatus'],
        params['DialBridged'],
        params['DialCallSid'],
        params['DialCallDuration'],
      ]);
    assert.deepEqual(
      told.sort(),
      [
        [first.sid, 'in-progress', 'answered', 'true', undefined, undefined],
        [moderator.sid, 'completed', 'answered', 'true', undefined, undefined],
      ].sort(),
    );
    const end = scene.told('events').at(-1) ?? {};
    assert.deepEqual(
      [end['StatusCallbackEvent'], end['CallSidEndingConference'], end['ReasonConferenceEnded']],
      ['conference-end', moderator.sid, 'participant-with-end-conference-on-exit-left'],
    );
  });

  it('sends each event to the callback of its first participant, in order', async () => {
    const label = 'participantLabel="customer"';
    flow({
      [person]: room(`statusCallback="events" statusCallbackEvent="start end join leave speaker" ${label}`),
      [second]: room('statusCallback="elsewhere" statusCallbackEvent="start join"'),
    });
    const first = await from(person);
    const other = await from(second);
    await say(first, 'hello');
    await scene.pass(1000);
    await hangUp(first);
    await hangUp(other);
    await scene.simulator.settled();
    assert.deepEqual(events(), [
      'participant-join',
      'participant-join',
      'conference-start',
      'participant-speech-start',
      'participant-speech-stop',
      'participant-leave',
      'participant-leave',
      'conference-end',
    ]);
    assert.deepEqual(scene.told('elsewhere'), []);
    const [join] = scene.told('events');
    const { Timestamp, ...rest } = join ?? {};
    assert.match(Timestamp ?? '', /^Fri, 02 Jan 2026 /);
    assert.deepEqual(rest, {
      AccountSid: scene.simulator.accountSid,
      ConferenceSid: rooms()[0]?.sid,
      FriendlyName: 'Room',
      StatusCallbackEvent: 'participant-join',
      SequenceNumber: '1',
      CallSid: first.sid,
      Muted: 'false',
      Hold: 'false',
      Coaching: 'false',
      EndConferenceOnExit: 'false',
      StartConferenceOnEnter: 'true',
      ParticipantLabel: 'customer',
    });
    const leave = scene.told('events')[5] ?? {};
    assert.deepEqual(
      [leave['CallSid'], leave['ReasonParticipantLeft'], leave['ParticipantCallStatus']],
      [first.sid, 'participant_hung_up', 'completed'],
    );
    assert.equal(scene.told('events').at(-1)?.['ReasonConferenceEnded'], 'last-participant-left');
    assert.equal(scene.clock.pending(), 0);
  });

  it('plays the document of waitUrl until it starts, without verbs that are not allowed, then silence', async () => {
    flow(all('waitUrl="wait" waitMethod="GET" beep="false"'), {
      wait: '<Say>one moment</Say><Gather/><Redirect method="GET">wait2</Redirect>',
      wait2: '<Play>/music.mp3</Play>',
    });
    const first = await from(person);
    await scene.pass(1000);
    assert.equal(scene.server.received[1]?.method, 'GET');
    assert.match(scene.errors().join(), /<Gather> is not allowed in this document/);
    await from(second);
    await scene.pass(5000);
    assert.deepEqual(heard(first).slice(1), ['Say: one moment', 'Play: https://flows.example.com/music.mp3']);
  });

  it('plays nothing for an empty waitUrl', async () => {
    flow(all('waitUrl=""'));
    const first = await from(person);
    assert.deepEqual(heard(first), ['Dial: conference Room']);
  });

  it('is not joined when the document of waitUrl is not valid', async () => {
    flow(all('waitUrl="wait"', ''), {});
    scene.flow({ call: `${room('waitUrl="wait"')}`, left: '<Say>sorry</Say>' });
    const { answer } = scene.server;
    scene.server.answer = (request, response) => {
      if (request.url.endsWith('/wait')) response.writeHead(500).end();
      else answer(request, response);
    };
    const first = await from(person);
    await scene.simulator.settled();
    assert.deepEqual([scene.told('left')[0]?.['DialCallStatus'], heard(first).at(-1)], ['failed', 'Say: sorry']);
    assert.equal(rooms()[0]?.status, 'completed');
  });
});
