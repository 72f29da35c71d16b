/** How a call that the account makes rings, is answered and ends, and what the flow is told. */
import assert from 'node:assert/strict';
import { createSimulator } from '../../simulator';
import { assertAllDescribed } from '../support/openapi';
import { simulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, own, person } from './support';
import { flow, useOutboundCalls } from './outbound-scene';

describe('a call that the account makes', () => {
  const { scene, twilio, create, statuses } = useOutboundCalls();

  it('can go to a SIP address and to a client, from any caller ID', async () => {
    for (const fields of [
      { to: 'sip:ada@example.com', from: own },
      { to: 'client:ada', from: 'client:bob' },
    ]) {
      await create({ ...fields, twiml: '<Response><Say>hello</Say></Response>', sendDigits: '1A' });
      await scene.pass(5000);
      assert.equal(scene.current().status, 'completed');
    }
    assertAllDescribed(twilio.calls);
  });

  it('rings, is answered, runs the TwiML of its URL and reports each status in order', async () => {
    scene.flow({ answered: '<Say>hello you there</Say>' });
    const call = await create();
    assert.deepEqual([call.status, call.direction, call.startTime], ['queued', 'outbound-api', null]);
    await scene.pass(1000);
    assert.equal((await twilio.client.calls(call.sid).fetch()).status, 'ringing');
    await scene.pass(5000);
    assert.deepEqual(statuses(), ['initiated', 'ringing', 'in-progress', 'completed']);
    assert.deepEqual(
      scene.told('status').map((params) => params['SequenceNumber']),
      ['0', '1', '2', '3'],
    );
    assert.deepEqual(
      scene.told('status').map((params) => params['CallDuration']),
      [undefined, undefined, undefined, '1'],
    );
    const { SipResponseCode, Duration, Direction } = scene.told('status')[3] ?? {};
    assert.deepEqual([SipResponseCode, Duration, Direction], ['200', '1', 'outbound-api']);
    const { CallStatus, AnsweredBy } = scene.told('answered')[0] ?? {};
    assert.deepEqual([CallStatus, AnsweredBy], ['in-progress', undefined]);
    const done = await twilio.client.calls(call.sid).fetch();
    assert.deepEqual([done.status, done.duration], ['completed', '1']);
    assertAllDescribed(twilio.calls);
  });

  it('reports only its end by default', async () => {
    await create({ statusCallbackEvent: [], twiml: '<Response/>' });
    await scene.pass(6000);
    assert.deepEqual(statuses(), ['completed']);
  });

  it('runs its TwiML, unless there is a URL too', async () => {
    const twiml = '<Response><Say>from here</Say></Response>';
    await twilio.client.calls.create({ to: person, from: own, twiml });
    await scene.pass(3000);
    assert.deepEqual(scene.transcript(), ['Say: from here']);
    await create({ twiml });
    await scene.pass(3000);
    assert.deepEqual(scene.transcript(), []);
    assert.equal(scene.told('answered').length, 1);
  });

  it('ignores a relative action in TwiML without a URL', async () => {
    const twiml = '<Response><Gather numDigits="1"/><Say>next</Say></Response>';
    await twilio.client.calls.create({ to: person, from: own, twiml });
    await scene.pass(3000);
    await scene.act({ action: 'digits', digits: '1' });
    assert.equal(scene.transcript().at(-1), 'Say: next');
  });

  it('requests absolute URLs in TwiML without a URL', async () => {
    const twiml = `<Response><Record maxLength="5" transcribe="true" transcribeCallback="https://flows.example.com/twilio/text"/></Response>`;
    await twilio.client.calls.create({ to: person, from: own, twiml });
    await scene.pass(3000);
    await scene.act({ action: 'speech', text: 'one two three four' });
    await scene.pass(8000);
    const told = scene.told('text')[0] ?? {};
    assert.equal(told['TranscriptionText'], 'one two three four');
    assert.equal(told['url'], 'https://flows.example.com/twilio/text', 'the callback itself');
    assert.deepEqual([told['From'], told['FromCity']], [own, undefined], 'without the places of the numbers');
  });

  const ends: [number: string, statuses: string[], sip: string][] = [
    ['+15005550486', ['initiated', 'ringing', 'busy'], '486'],
    ['+15005550480', ['initiated', 'ringing', 'no-answer'], '480'],
    ['+15005550404', ['initiated', 'failed'], '404'],
    ['+15005550487', ['initiated', 'ringing', 'canceled'], '487'],
  ];
  for (const [to, expected, sip] of ends) {
    it(`to ${to} ends ${String(expected.at(-1))} with ${sip}`, async () => {
      const { sid } = await create({ to, timeout: 10 });
      await scene.pass(12_000);
      assert.deepEqual(statuses(), expected);
      const { SipResponseCode, CallDuration, Duration } = scene.told('status').at(-1) ?? {};
      assert.deepEqual([SipResponseCode, CallDuration, Duration], [sip, '0', '0']);
      assert.deepEqual(scene.told('answered'), []);
      const call = await twilio.client.calls(sid).fetch();
      assert.deepEqual([call.status, call.duration, call.startTime], [expected.at(-1), '0', null]);
      assert.equal(scene.clock.pending(), 0);
      assertAllDescribed(twilio.calls);
    });
  }

  it('rings until its timeout, or until the person answers', async () => {
    await create({ timeout: 20, twiml: '<Response><Pause length="5"/></Response>', url: '' });
    await scene.pass(1000);
    await scene.act({ action: 'ring' });
    await scene.pass(15_000);
    assert.equal(scene.current().status, 'ringing');
    await scene.act({ action: 'answer' });
    assert.equal(scene.current().status, 'in-progress');
    assert.deepEqual(scene.transcript(), ['> Answer: ', 'Pause: 5 s']);
    await create({ timeout: 5 });
    await scene.pass(1000);
    await scene.act({ action: 'ring' });
    await scene.pass(5000);
    assert.equal(scene.current().status, 'no-answer');
  });

  it('is busy when the person declines it', async () => {
    await create();
    await scene.pass(1000);
    await scene.act({ action: 'hangup' });
    assert.deepEqual(statuses(), ['initiated', 'ringing', 'busy']);
  });

  it('is answered only by a person when automatic answers are off', async () => {
    const clock = fakeClock();
    const simulator = createSimulator({ clock, answerAfterMs: false });
    const { client } = simulatedTwilio(simulator);
    const twiml = '<Response><Pause length="9"/></Response>';
    const { sid } = await client.calls.create({ to: person, from: own, twiml, timeout: 600 });
    clock.advance(500_000);
    assert.equal(simulator.state().calls[0]?.status, 'ringing');
    assert.equal((await simulator.actOnCall(sid, { action: 'answer' })).status, 'in-progress');
    await simulator.close();
  });

  it('is recorded from the answer on when record is set, and its last callback has the recording', async () => {
    scene.flow({ answered: '<Pause length="4"/>' });
    await create({
      record: true,
      recordingChannels: 'dual',
      recordingStatusCallback: flow('recorded'),
      recordingStatusCallbackEvent: ['in-progress', 'completed'],
      sendDigits: 'w1',
    });
    await scene.pass(10_000);
    const [recording] = scene.simulator.state().recordings;
    assert.deepEqual([recording?.source, recording?.channels, recording?.duration], ['OutboundAPI', 2, 4]);
    const { RecordingUrl, RecordingSid, RecordingDuration } = scene.told('status').at(-1) ?? {};
    assert.deepEqual([RecordingUrl, RecordingSid, RecordingDuration], [recording?.url, recording?.sid, '4']);
    assert.deepEqual(
      scene.told('recorded').map((params) => params['RecordingStatus']),
      ['in-progress', 'completed'],
    );
    assert.equal(scene.transcript()[0], 'SendDigits: w1');
    assertAllDescribed(twilio.calls);
  });

  it('ends at its time limit', async () => {
    scene.flow({ answered: '<Gather timeout="600"/>' });
    await create({ timeLimit: 30 });
    await scene.pass(33_000);
    assert.deepEqual([scene.current().status, scene.current().duration], ['completed', 30]);
  });
});
