import assert from 'node:assert/strict';
import fc from 'fast-check';
import { simulatedTwilio } from '../support/simulated-twilio';
import { own, twiml, useScene } from './support';

const NUMBERS = ['+12125550121', '+12125550122', '+12125550123', '+12125550124'];
const url = 'https://flows.example.com/twilio/news';

/** Something that a person or the flow does, to one of the numbers. */
const step = fc.record({
  number: fc.constantFrom(...NUMBERS),
  what: fc.constantFrom(
    ...([
      'call',
      'add',
      'hangup',
      'star',
      'speak',
      'mute',
      'hold',
      'release',
      'announce',
      'news',
      'kick',
      'redirect',
      'end',
      'wait',
    ] as const),
  ),
  attributes: fc.constantFrom(
    '',
    'startConferenceOnEnter="false"',
    'endConferenceOnExit="true"',
    'waitUrl="news"',
    'waitUrl=""',
    'record="record-from-start"',
    'muted="true"',
  ),
});

describe('conferences of the simulator, whatever happens', () => {
  const scene = useScene();

  // Takes some seconds: each run is a number of calls with webhooks over HTTP.
  it('end with their last participant, and leave nothing behind', async () => {
    const client = () => simulatedTwilio(scene.simulator).client;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const { simulator } = scene;
        let attributes = '';
        scene.server.answer = ({ url: path }, response) => {
          const name = (path.split('?')[0] ?? '').split('/').pop();
          const events =
            'statusCallback="events" statusCallbackEvent="start end join leave mute hold speaker announcement"';
          const room = `<Dial action="left" hangupOnStar="true"><Conference ${attributes} ${events}>Room</Conference></Dial>`;
          const verbs = name === 'call' ? room : name === 'news' ? '<Say>some news</Say>' : '';
          twiml(response, `<Response>${verbs}</Response>`);
        };
        const open = () => simulator.state().calls.filter(({ endTime }) => endTime === null);
        const callOf = (number: string) => open().find(({ from, to }) => from === number || to === number);
        for (const { number, what, attributes: given } of steps) {
          const call = callOf(number);
          const room = client().conferences('Room');
          const sid = simulator.state().conferences.find(({ status }) => status !== 'completed')?.sid;
          const conference = client().conferences(sid ?? '');
          // A refusal of Twilio, such as 404 for one who has left, is all right.
          const attempt = async (work: Promise<unknown> | undefined): Promise<void> => {
            await work?.catch((error: unknown) => {
              assert.ok(
                error instanceof Error && ['RestException', 'SimulatorInputError'].includes(error.constructor.name),
                String(error),
              );
            });
          };
          const participant = call && sid !== undefined ? conference.participants(call.sid) : undefined;
          attributes = given;
          if (what === 'call' && call === undefined) await simulator.placeCall({ from: number, to: own });
          else if (what === 'add' && call === undefined)
            await attempt(room.participants.create({ from: own, to: number }));
          else if (what === 'wait') await scene.pass(700);
          else if (what === 'end' && sid !== undefined) await attempt(conference.update({ status: 'completed' }));
          else if (what === 'announce' && sid !== undefined) await attempt(conference.update({ announceUrl: url }));
          else if (call !== undefined) {
            if (what === 'hangup') await attempt(simulator.actOnCall(call.sid, { action: 'hangup' }));
            if (what === 'star') await attempt(simulator.actOnCall(call.sid, { action: 'digits', digits: '*' }));
            if (what === 'speak') await attempt(simulator.actOnCall(call.sid, { action: 'speech', text: 'hello' }));
            if (what === 'redirect')
              await attempt(client().calls(call.sid).update({ twiml: '<Response><Pause/></Response>' }));
            if (what === 'mute') await attempt(participant?.update({ muted: true }));
            if (what === 'hold') await attempt(participant?.update({ hold: true, holdUrl: url }));
            if (what === 'release') await attempt(participant?.update({ hold: false }));
            if (what === 'news') await attempt(participant?.update({ announceUrl: url }));
            if (what === 'kick') await attempt(participant?.remove());
          }
          const ids = simulator.state().conferences.filter(({ status }) => status !== 'completed');
          assert.ok(ids.length <= 1, 'one conference has a name at a time');
        }
        for (const { sid } of open()) await simulator.actOnCall(sid, { action: 'hangup' }).catch(() => undefined);
        await simulator.settled();
        scene.clock.advance(60_000);
        await simulator.settled();
        const { conferences, recordings } = simulator.state();
        assert.deepEqual(
          conferences.map(({ status, participants }) => [status, participants.length]),
          conferences.map(() => ['completed', 0]),
        );
        assert.ok(recordings.every(({ status }) => status === 'completed'));
        assert.equal(scene.clock.pending(), 0);
      }),
      { numRuns: 60 },
    );
  }).timeout(120_000);
});
