import assert from 'node:assert/strict';
import { createSimulator } from '../../simulator';
import { assertAllDescribed } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, own, person, twiml, useScene } from './support';

const flow = (name: string) => `https://flows.example.com/twilio/${name}`;
const everything = ['initiated', 'ringing', 'answered', 'completed'];

describe('a call that the account makes', () => {
  const scene = useScene();
  let twilio: SimulatedTwilio;
  beforeEach(() => {
    twilio = simulatedTwilio(scene.simulator);
  });
  type Create = Parameters<SimulatedTwilio['client']['calls']['create']>[0];
  const create = (fields: Partial<Create> = {}) =>
    twilio.client.calls.create({
      to: person,
      from: own,
      url: flow('answered'),
      statusCallback: flow('status'),
      statusCallbackEvent: everything,
      ...fields,
    });
  const statuses = () => scene.told('status').map((params) => params['CallStatus']);

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
    assert.equal(scene.told('text')[0]?.['TranscriptionText'], 'one two three four');
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

  it('is answered by what the person chooses, and detection reports it', async () => {
    scene.flow({ answered: '<Say>hello</Say>' });
    for (const [answeredBy, found] of [
      ['human', 'human'],
      ['machine', 'machine_start'],
      ['fax', 'fax'],
      ['unknown', 'unknown'],
    ] as const) {
      scene.server.received.length = 0;
      await create({ machineDetection: 'Enable' });
      await scene.pass(1000);
      await scene.act({ action: 'answer', answeredBy });
      await scene.pass(31_000);
      assert.equal(scene.told('answered')[0]?.['AnsweredBy'], found);
    }
  });

  it('gets a time limit and a fallback URL while it is in progress', async () => {
    scene.server.answer = ({ url }, response) => {
      if (url.endsWith('fallback')) twiml(response, '<Response><Say>we are back</Say><Pause length="60"/></Response>');
      else if (url.endsWith('broken')) response.writeHead(500).end();
      else twiml(response, '<Response><Pause length="60"/></Response>');
    };
    const { sid } = await create();
    await scene.pass(5000);
    await twilio.client.calls(sid).update({ url: flow('broken'), fallbackUrl: flow('fallback'), timeLimit: 10 });
    await scene.simulator.settled();
    assert.equal(scene.transcript().at(-1), 'Say: we are back');
    await scene.pass(8000);
    assert.deepEqual([scene.current().status, scene.current().duration], ['completed', 10]);
    assertAllDescribed(twilio.calls);
  });

  it('has no answering machine detection when keys are sent', async () => {
    await create({ machineDetection: 'Enable', sendDigits: '1w2' });
    await scene.pass(3000);
    assert.deepEqual([scene.told('answered').length, scene.told('answered')[0]?.['AnsweredBy']], [1, undefined]);
  });

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
    const simulator = createSimulator({ clock, answerAfter: false });
    const { client } = simulatedTwilio(simulator);
    const twiml = '<Response><Pause length="9"/></Response>';
    const { sid } = await client.calls.create({ to: person, from: own, twiml, timeout: 600 });
    clock.advance(500_000);
    assert.equal(simulator.state().calls[0]?.status, 'ringing');
    assert.equal((await simulator.actOnCall(sid, { action: 'answer' })).status, 'in-progress');
    await simulator.close();
  });

  it('requests TwiML only after the result of answering machine detection', async () => {
    const cases: [to: string, machineDetection: string, answeredBy: string, after: number][] = [
      [person, 'Enable', 'human', 2500],
      ['+15005550201', 'Enable', 'machine_start', 3500],
      ['+15005550201', 'DetectMessageEnd', 'machine_end_beep', 5000],
      ['+15005550202', 'Enable', 'fax', 3000],
      ['+15005550203', 'Enable', 'unknown', 5000],
    ];
    for (const [to, machineDetection, answeredBy, after] of cases) {
      scene.server.received.length = 0;
      const { sid } = await create({ to, machineDetection, machineDetectionTimeout: 5 });
      await scene.pass(2600 + after - 100);
      assert.deepEqual(scene.told('answered'), []);
      await scene.pass(250);
      const { AnsweredBy, MachineDetectionDuration } = scene.told('answered')[0] ?? {};
      assert.deepEqual([AnsweredBy, MachineDetectionDuration], [answeredBy, String(after)]);
      assert.equal(scene.told('status').at(-1)?.['AnsweredBy'], answeredBy);
      assert.equal((await twilio.client.calls(sid).fetch()).answeredBy, answeredBy);
    }
    assertAllDescribed(twilio.calls);
  });

  it('requests TwiML at once, and reports the result later, with asynchronous detection', async () => {
    scene.flow({ answered: '<Pause length="9"/>' });
    await create({
      to: '+15005550201',
      machineDetection: 'Enable',
      asyncAmd: 'true',
      asyncAmdStatusCallback: flow('amd'),
    });
    await scene.pass(3000);
    assert.equal(scene.told('answered').length, 1);
    assert.deepEqual(scene.told('amd'), []);
    await scene.pass(4000);
    const { AnsweredBy, MachineDetectionDuration, CallSid } = scene.told('amd')[0] ?? {};
    assert.deepEqual([AnsweredBy, MachineDetectionDuration, CallSid], ['machine_start', '3500', scene.current().sid]);
    assertAllDescribed(twilio.calls);
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

  it('can be redirected and ended while it is in progress', async () => {
    scene.flow({ answered: '<Gather timeout="600"><Say>one two</Say></Gather>', other: '<Pause length="60"/>' });
    const { sid } = await create();
    await scene.pass(3000);
    await twilio.client.calls(sid).update({ url: flow('other'), method: 'GET' });
    await scene.pass(100);
    await twilio.client.calls(sid).update({ twiml: '<Response><Say>stop</Say><Pause length="60"/></Response>' });
    assert.deepEqual(scene.transcript().slice(-2), ['Pause: 60 s', 'Say: stop']);
    await scene.pass(1000);
    assert.equal((await twilio.client.calls(sid).update({ status: 'canceled' })).status, 'in-progress');
    const ended = await twilio.client.calls(sid).update({ status: 'completed' });
    assert.equal(ended.status, 'completed');
    await scene.simulator.settled();
    assert.equal(statuses().at(-1), 'completed');
    assert.equal(scene.clock.pending(), 0);
    assertAllDescribed(twilio.calls);
  });

  it('can be canceled before it is answered, and not redirected', async () => {
    const first = await create();
    await assert.rejects(twilio.client.calls(first.sid).update({ url: flow('other') }), { status: 400, code: 21220 });
    assert.equal((await twilio.client.calls(first.sid).update({ status: 'canceled' })).status, 'canceled');
    const second = await create();
    await scene.pass(1000);
    assert.equal((await twilio.client.calls(second.sid).update({ status: 'completed' })).status, 'canceled');
    await assert.rejects(twilio.client.calls(second.sid).update({ status: 'completed' }), { status: 400, code: 21220 });
    await scene.pass(5000);
    assert.deepEqual(scene.told('answered'), []);
  });

  it('is listed, newest first, by number, status and time, and deleted when it is over', async () => {
    const first = await create({ to: '+15005550486' });
    await scene.pass(3000);
    const second = await create();
    await scene.pass(1000);
    const sids = (list: { sid: string }[]): string[] => list.map(({ sid }) => sid);
    assert.deepEqual(sids(await twilio.client.calls.list()), [second.sid, first.sid]);
    assert.deepEqual(sids(await twilio.client.calls.list({ to: '+15005550486' })), [first.sid]);
    assert.deepEqual(sids(await twilio.client.calls.list({ from: own, status: 'ringing' })), [second.sid]);
    assert.deepEqual(sids(await twilio.client.calls.list({ endTimeAfter: new Date(0) })), [first.sid]);
    assert.deepEqual(sids(await twilio.client.calls.list({ parentCallSid: first.sid })), []);
    assert.deepEqual(sids(await twilio.client.calls.list({ startTimeBefore: new Date(0) })), []);
    assert.equal(await twilio.client.calls(first.sid).remove(), true);
    assertAllDescribed(twilio.calls);
    await assert.rejects(twilio.client.calls(first.sid).fetch(), { status: 404, code: 20404 });
    await assert.rejects(twilio.client.calls(second.sid).remove(), { status: 400, code: 20009 });
    assert.deepEqual(sids(scene.simulator.state().calls), [second.sid]);
  });

  const refused: [what: string, code: number, fields: Record<string, unknown>][] = [
    ['nobody to call', 21201, { to: '' }],
    ['no caller', 21213, { from: '' }],
    ['a callee that is no number', 21211, { to: 'nobody' }],
    ["the test credentials' invalid callee", 21217, { to: '+15005550001' }],
    ['a callee that cannot be reached', 21214, { to: '+15005550002' }],
    ['a region that is not enabled', 21215, { to: '+15005550003' }],
    ['a callee that is blocked', 21216, { to: '+15005550004' }],
    ['a caller that is no number', 21212, { from: 'Ringflow' }],
    ["the test credentials' invalid caller", 21212, { from: '+15005550001' }],
    ['a caller that is not owned', 21210, { from: '+14155559999' }],
    ['nothing to do', 21205, { url: '' }],
    ['a URL that is none', 21205, { url: 'nonsense' }],
    ['a method that is none', 21209, { method: 'PUT' }],
    ['keys that are none', 21206, { sendDigits: 'abc' }],
    ['no time to ring', 21208, { timeout: 0 }],
    ['detection of something else', 21207, { machineDetection: 'Maybe' }],
    ['an application that is none', 21218, { applicationSid: 'AP1' }],
    ['a status callback that is no URL', 21609, { statusCallback: 'x' }],
    ['too much TwiML', 20001, { url: '', twiml: `<Response>${' '.repeat(4000)}</Response>` }],
  ];
  for (const [what, code, fields] of refused) {
    it(`is rejected for ${what} with ${String(code)}`, async () => {
      const { accountSid: username, authToken: password } = scene.simulator;
      const uri = `https://api.twilio.com/2010-04-01/Accounts/${username}/Calls.json`;
      const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
      const given = { to: person, from: own, url: flow('answered'), ...fields };
      const data = Object.fromEntries(Object.entries(given).map(([name, value]) => [pascal(name), value]));
      const { statusCode, body } = await scene.simulator.request({ method: 'POST', uri, data, username, password });
      assert.deepEqual([statusCode, Reflect.get(Object(body), 'code')], [400, code]);
      assert.deepEqual(scene.simulator.state().calls, []);
    });
  }
});
