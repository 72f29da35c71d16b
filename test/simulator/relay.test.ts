import assert from 'node:assert/strict';
import { signature } from '../../simulator/protocol/signing';
import { RELAY_URL, useRelays } from './relay-server';

const POSTED = 'https://flows.example.com/twilio/done';

// What is not in Twilio's pages was recorded by others on real calls: https://github.com/ivy/thicket
describe('an assistant that the simulator connects a call to', () => {
  const relays = useRelays();
  const { scene } = relays;
  const done = () => scene.told('done').at(-1) ?? {};

  it('gets a signed upgrade and a setup message with all fields', async () => {
    const peer = await relays.talk('', { within: '<Parameter name="who" value="Ann &amp; Bo"/>' });
    assert.equal(peer.url, '/relay');
    assert.equal(peer.headers['x-twilio-signature'], signature(scene.simulator.authToken, RELAY_URL));
    const { sid, from, to } = scene.current();
    const session = relays.relay().sid;
    assert.match(session, /^VX[0-9a-f]{32}$/);
    assert.deepEqual(peer.messages(), [
      {
        type: 'setup',
        sessionId: session,
        callSid: sid,
        parentCallSid: '',
        from,
        to,
        forwardedFrom: '',
        callerName: '',
        direction: 'inbound',
        callType: 'PSTN',
        callStatus: 'RINGING',
        accountSid: scene.simulator.accountSid,
        customParameters: { who: 'Ann & Bo' },
      },
    ]);
    assert.equal(scene.current().status, 'in-progress');
    assert.equal(scene.current().waitingFor, 'conversation');
  });

  it('gets what the person says as one prompt, after a pause', async () => {
    const peer = await relays.talk('transcriptionLanguage="sv-SE"');
    await scene.act({ action: 'speech', text: 'when are' });
    await relays.wait(900);
    await scene.act({ action: 'speech', text: 'you open' });
    await relays.wait(1149);
    assert.deepEqual(peer.messages('prompt'), []);
    await relays.wait(1);
    assert.deepEqual(peer.messages('prompt'), [
      { type: 'prompt', voicePrompt: 'when are you open', lang: 'sv-SE', last: true },
    ]);
    assert.equal(relays.relay().prompts, 1);
  });

  it('gets the words one by one with partialPrompts and flux, and waits for speechTimeout', async () => {
    const peer = await relays.talk('partialPrompts="true" speechModel="flux" speechTimeout="600"');
    await scene.act({ action: 'speech', text: 'one two three' });
    await relays.wait(1799);
    const said = () => peer.messages('prompt').map(({ voicePrompt, last }) => [voicePrompt, last]);
    const partial = [
      ['one', false],
      ['one two', false],
      ['one two three', false],
    ];
    assert.deepEqual(said(), partial);
    await relays.wait(1);
    assert.deepEqual(said(), [...partial, ['one two three', true]]);
  });

  it('gets no partial prompts without flux, and the log says why', async () => {
    const peer = await relays.talk('partialPrompts="true"');
    await scene.act({ action: 'speech', text: 'one two' });
    await relays.wait(5000);
    assert.equal(peer.messages('prompt').length, 1);
    assert.match(scene.errors()[0] ?? '', /partialPrompts .* needs Deepgram and the speechModel flux/);
  });

  it('can change the language', async () => {
    const peer = await relays.talk();
    await peer.tell({ type: 'language', ttsLanguage: 'sv-SE', transcriptionLanguage: 'multi' });
    assert.deepEqual([relays.relay().ttsLanguage, relays.relay().transcriptionLanguage], ['sv-SE', 'multi']);
    await scene.act({ action: 'speech', text: 'hej' });
    await relays.wait(1000);
    assert.equal(peer.messages('prompt')[0]?.['lang'], 'en', 'the language only, without a region');
  });

  it('ends the session with data for the action, and what it has not said is not heard', async () => {
    const peer = await relays.talk('', { flow: { done: '<Say>bye</Say>' } });
    await peer.say('I will connect you now.');
    await relays.wait(5000);
    await peer.say('Please wait a moment.');
    const data = '{"reason":"human"}';
    peer.send({ type: 'end', handoffData: data });
    assert.equal(await peer.closed, 1000);
    await scene.simulator.settled();
    const { SessionId, SessionStatus, SessionDuration, HandoffData, CallStatus, ErrorCode } = done();
    assert.deepEqual(
      { SessionId, SessionStatus, SessionDuration, HandoffData, CallStatus, ErrorCode },
      {
        SessionId: relays.relay().sid,
        SessionStatus: 'ended',
        SessionDuration: '5',
        HandoffData: data,
        CallStatus: 'in-progress',
        ErrorCode: undefined,
      },
    );
    assert.deepEqual(scene.transcript().slice(-3), ['Say: Please', `End: ${data}`, 'Say: bye']);
  });

  it('has no HandoffData without any', async () => {
    const peer = await relays.talk();
    peer.send({ type: 'end' });
    await peer.closed;
    await scene.simulator.settled();
    assert.equal('HandoffData' in done(), false);
  });

  it('is closed by a hang-up, and the action is requested as completed', async () => {
    const peer = await relays.talk('welcomeGreeting="Hello there, how are you today?"');
    await relays.wait(2000);
    await scene.act({ action: 'hangup' });
    assert.equal(await peer.closed, 1000);
    await scene.simulator.settled();
    const { SessionStatus, SessionDuration, CallStatus } = done();
    assert.deepEqual([SessionStatus, SessionDuration, CallStatus], ['completed', '2', 'completed']);
    assert.equal(relays.relay().status, 'completed');
    assert.equal(scene.server.received.filter(({ url }) => POSTED.endsWith(url)).length, 1);
  });

  it('is closed when the call gets other TwiML, without an action', async () => {
    const peer = await relays.talk();
    await scene.simulator.request({
      method: 'POST',
      uri: `https://api.twilio.com/2010-04-01/Accounts/${scene.simulator.accountSid}/Calls/${scene.current().sid}.json`,
      data: { Twiml: '<Response><Say>moved</Say></Response>' },
      username: scene.simulator.accountSid,
      password: scene.simulator.authToken,
    });
    assert.equal(await peer.closed, 1000);
    assert.deepEqual(scene.told('done'), []);
    assert.equal(scene.transcript().at(-1), 'Say: moved');
  });
});
