import assert from 'node:assert/strict';
import { changeRecording, hangUpCall, replaceDocument, startRecording } from '../../../lib/calls/live-call';
import {
  announce,
  conferenceSidOf,
  listParticipants,
  removeParticipant,
  updateParticipant,
} from '../../../lib/calls/live-conference';
import { own, person, twiml, useScene } from '../../simulator/support';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';

describe('live calls and conferences, on the simulator', () => {
  const scene = useScene();
  let simulated: SimulatedAccount;
  const account = () => simulated.account;
  const callSid = () => scene.simulator.state().calls[0]?.sid ?? '';
  const heard = () => scene.simulator.state().calls[0]?.transcript.map(({ verb, text }) => `${verb}: ${text}`) ?? [];

  beforeEach(async () => {
    simulated = simulatedAccount(scene.simulator);
    scene.server.answer = ({ url }, response) => {
      const isNews = url.includes('news');
      twiml(
        response,
        `<Response>${isNews ? '<Say>news</Say>' : '<Dial><Conference>Room</Conference></Dial>'}</Response>`,
      );
    };
    await scene.simulator.placeCall({ from: person, to: own });
    await scene.simulator.placeCall({ from: '+12125550124', to: own });
    await scene.simulator.settled();
  });

  it('find a conference by its name, and change a participant', async () => {
    const sid = await conferenceSidOf(account(), 'Room');
    assert.match(sid, /^CF[0-9a-f]{32}$/);
    assert.equal(await conferenceSidOf(account(), sid), sid);
    assert.equal((await listParticipants(account(), sid)).length, 2);
    assert.equal((await updateParticipant(account(), sid, callSid(), { hold: true })).hold, true);
    assert.equal((await updateParticipant(account(), sid, callSid(), { hold: false, muted: true })).muted, true);
    await announce(account(), sid, 'https://flows.example.com/twilio/news');
    await scene.pass(1500);
    assert.equal(heard().at(-1), 'Say: news');
    await removeParticipant(account(), sid, callSid());
    assert.equal((await listParticipants(account(), sid)).length, 1);
    await assert.rejects(updateParticipant(account(), sid, callSid(), { muted: false }), { code: 'NOT_FOUND' });
    simulated.assertDescribed();
  });

  it('record a call, and nothing is running afterwards', async () => {
    assert.equal((await startRecording(account(), callSid(), undefined)).status, 'in-progress');
    assert.equal((await changeRecording(account(), callSid(), 'paused')).status, 'paused');
    assert.equal((await changeRecording(account(), callSid(), 'in-progress')).status, 'in-progress');
    await changeRecording(account(), callSid(), 'stopped');
    await assert.rejects(changeRecording(account(), callSid(), 'paused'), { code: 'NOT_FOUND' });
    simulated.assertDescribed();
  });

  it('replace what a call does, and end it; then it has ended', async () => {
    await replaceDocument(account(), callSid(), '<Response><Say>Hello</Say><Pause length="20"/></Response>');
    await scene.pass(500);
    assert.deepEqual(heard().slice(-2), ['Say: Hello', 'Pause: 20 s']);
    assert.equal((await hangUpCall(account(), callSid())).sid, callSid());
    await scene.simulator.settled();
    await assert.rejects(hangUpCall(account(), callSid()), { code: 'CALL_ENDED' });
    await assert.rejects(replaceDocument(account(), callSid(), '<Response/>'), { code: 'CALL_ENDED' });
    await assert.rejects(startRecording(account(), callSid(), undefined), { code: 'CALL_ENDED' });
    simulated.assertDescribed();
  });

  it('reject a document that is too long for a live call, and send nothing', async () => {
    const before = simulated.calls.length;
    await assert.rejects(replaceDocument(account(), callSid(), 'x'.repeat(4001)), { code: 'MESSAGE_TOO_LARGE' });
    assert.equal(simulated.calls.length, before);
  });
});
