import assert from 'node:assert/strict';
import { british, own, person, twiml } from './support';
import { callee, useDial } from './dial-scene';

describe('a Dial of the simulator', () => {
  const { scene, calls, parent } = useDial();
  const child = () => calls()[1];

  it('calls the number, connects, and reports the result to its action', async () => {
    scene.flow({ call: `<Dial action="done">${callee}</Dial>`, done: '<Say>bye</Say>' });
    await scene.call();
    const { from, to, direction, parentCallSid } = child() ?? {};
    assert.deepEqual([from, to, direction, parentCallSid], [person, callee, 'outbound-dial', parent()?.sid]);
    await scene.pass(3000);
    assert.equal(child()?.status, 'in-progress');
    await scene.pass(10_000);
    const { DialCallStatus, DialCallSid, DialCallDuration, DialBridged } = scene.told('done')[0] ?? {};
    assert.deepEqual(
      [DialCallStatus, DialCallSid, DialCallDuration, DialBridged],
      ['completed', child()?.sid, '10', 'true'],
    );
  });

  for (const written of ['212-555-0188', '<Number>(212) 555-0188</Number>', '1 212 555 0188']) {
    it(`dials a number in US format: ${written}`, async () => {
      scene.flow({ call: `<Dial>${written}</Dial>` });
      await scene.call();
      assert.equal(child()?.to, callee);
    });
  }

  for (const [number, status] of [
    ['+15005550486', 'busy'],
    ['+15005550480', 'no-answer'],
    ['+15005550404', 'failed'],
    ['+15005550487', 'canceled'],
  ] as const) {
    it(`ends with ${status} for ${number}`, async () => {
      scene.flow({ call: `<Dial action="done" timeout="5">${number}</Dial>` });
      await scene.call();
      await scene.pass(6000);
      assert.deepEqual([scene.told('done')[0]?.['DialCallStatus'], child()?.status], [status, status]);
      assert.equal(scene.told('done')[0]?.['DialBridged'], 'false');
    });
  }

  it('to an own number makes a second, inbound leg with the flow of that number', async () => {
    scene.server.answer = ({ params }, response) => {
      const verbs = params['To'] === british ? '<Say>hello from London</Say>' : `<Dial action="done">${british}</Dial>`;
      twiml(response, `<Response>${verbs}</Response>`);
    };
    await scene.call();
    await scene.pass(1000);
    const [, dialled, inbound] = calls();
    assert.deepEqual(
      [dialled?.status, inbound?.direction, inbound?.to, inbound?.status],
      ['in-progress', 'inbound', british, 'in-progress'],
    );
    await scene.pass(3000);
    assert.deepEqual([calls()[1]?.status, calls()[2]?.status], ['completed', 'completed']);
    assert.equal(calls()[2]?.transcript[0]?.text, 'hello from London');
    assert.equal(scene.told('done')[0]?.['DialCallStatus'], 'completed');
  });

  it('stops calling its own number after some calls', async () => {
    scene.flow({ call: `<Dial>${own}</Dial>` });
    await scene.call();
    await scene.pass(20_000);
    assert.ok(calls().every(({ endTime }) => endTime !== null));
    assert.equal(scene.clock.pending(), 0);
  });

  it('continues with the next verb when it has no action', async () => {
    scene.flow({ call: '<Dial>+15005550486</Dial><Say>nobody there</Say>' });
    await scene.call();
    await scene.pass(2000);
    assert.equal(parent()?.transcript.at(-1)?.text, 'nobody there');
  });

  it('connects the first of several that answers, and cancels the others', async () => {
    const callback = 'statusCallback="leg" statusCallbackEvent="ringing answered completed"';
    scene.flow({
      call: `<Dial action="done"><Number ${callback}>+15005550480</Number><Number ${callback}>${callee}</Number></Dial>`,
    });
    await scene.call();
    await scene.pass(13_000);
    assert.deepEqual(
      calls()
        .slice(1)
        .map(({ status }) => status),
      ['canceled', 'completed'],
    );
    const events = scene.told('leg').map((params) => [params['To'], params['CallStatus'], params['SequenceNumber']]);
    const of = (number: string) => events.filter(([to]) => to === number).map(([, ...rest]) => rest.join(' '));
    assert.deepEqual(of('+15005550480'), ['ringing 0', 'canceled 1']);
    assert.deepEqual(of(callee), ['ringing 0', 'in-progress 1', 'completed 2']);
    assert.equal(scene.told('leg')[0]?.['ParentCallSid'], parent()?.sid);
    assert.equal(scene.told('done')[0]?.['DialCallStatus'], 'completed');
  });

  it('lasts until the person who answered, or the caller, hangs up', async () => {
    scene.flow({ call: `<Dial action="done">${callee}</Dial>` });
    await scene.call();
    await scene.pass(1000);
    const { simulator } = scene;
    await simulator.actOnCall(child()?.sid ?? '', { action: 'answer' });
    await scene.pass(60_000);
    assert.equal(child()?.status, 'in-progress');
    await simulator.actOnCall(child()?.sid ?? '', { action: 'hangup' });
    await simulator.settled();
    assert.equal(scene.told('done')[0]?.['DialCallDuration'], '60');
    await scene.call();
    await scene.pass(3000);
    await simulator.actOnCall(calls()[2]?.sid ?? '', { action: 'hangup' });
    assert.deepEqual(
      calls()
        .slice(2)
        .map(({ status }) => status),
      ['completed', 'completed'],
    );
    const afterHangup = scene.told('done')[1];
    assert.deepEqual(
      [afterHangup?.['CallStatus'], afterHangup?.['DialCallStatus'], afterHangup?.['DialCallSid']],
      ['completed', 'completed', calls()[3]?.sid],
      'the action is also requested when the caller has hung up',
    );
    assert.equal(scene.clock.pending(), 0);
  });

  for (const [seconds, status, bridged] of [
    [3, 'completed', 'true'],
    [1, 'canceled', 'false'],
  ] as const) {
    it(`requests its action when the call gets other TwiML, and ignores the answer: ${status}`, async () => {
      scene.flow({ call: `<Dial action="done">${callee}</Dial>`, done: '<Say>ignored</Say>' });
      await scene.call();
      await scene.pass(seconds * 1000);
      const { accountSid: username, authToken: password } = scene.simulator;
      const uri = `https://api.twilio.com/2010-04-01/Accounts/${username}/Calls/${parent()?.sid ?? ''}.json`;
      const Twiml = '<Response><Say>elsewhere</Say></Response>';
      await scene.simulator.request({ method: 'POST', uri, username, password, data: { Twiml } });
      await scene.pass(5000);
      const { DialCallStatus, DialBridged, CallStatus } = scene.told('done')[0] ?? {};
      assert.deepEqual([DialCallStatus, DialBridged, CallStatus], [status, bridged, 'in-progress']);
      assert.equal(child()?.status, status);
      assert.deepEqual(
        (parent()?.transcript ?? []).filter(({ verb }) => verb === 'Say').map(({ text }) => text),
        ['elsewhere'],
      );
    });
  }

  it('is declined when the person hangs up while it rings', async () => {
    scene.flow({ call: `<Dial action="done">${callee}</Dial>` });
    await scene.call();
    await scene.pass(1000);
    await scene.simulator.actOnCall(child()?.sid ?? '', { action: 'hangup' });
    await scene.simulator.settled();
    assert.equal(scene.told('done')[0]?.['DialCallStatus'], 'busy');
  });

  it('supports callerId, timeLimit, hangupOnStar and answerOnBridge', async () => {
    scene.flow({
      call: `<Dial action="done" callerId="+14155550100" timeLimit="4" hangupOnStar="true" answerOnBridge="true">${callee}</Dial>`,
    });
    assert.equal((await scene.call()).status, 'ringing');
    await scene.pass(3000);
    assert.deepEqual([parent()?.status, child()?.from], ['in-progress', '+14155550100']);
    await scene.pass(4000);
    assert.equal(scene.told('done')[0]?.['DialCallDuration'], '4');
    await scene.call();
    await scene.pass(3000);
    await scene.simulator.actOnCall(calls()[2]?.sid ?? '', { action: 'digits', digits: '*' });
    assert.equal(calls()[3]?.status, 'completed');
  });

  it('records the conversation on two channels, and reports the recording to its action', async () => {
    scene.flow({
      call: `<Dial action="done" record="record-from-answer-dual" recordingStatusCallback="recorded">${callee}</Dial>`,
    });
    await scene.call();
    await scene.pass(15_000);
    const [recording] = scene.simulator.state().recordings;
    assert.deepEqual([recording?.source, recording?.channels, recording?.duration], ['DialVerb', 2, 10]);
    assert.equal(scene.told('done')[0]?.['RecordingUrl'], recording?.url);
    assert.equal(scene.told('recorded')[0]?.['RecordingSource'], 'DialVerb');
  });

  it('fails for an invalid number, and skips what is not simulated', async () => {
    for (const [noun, error] of [
      ['<Number>nobody</Number>', /^13223: /],
      ['<Client>two words</Client>', /^12200: .*<Client> must contain an identity/],
      ['<Sip>nobody</Sip>', /^32110: /],
      ['<WhatsApp>+12125550188</WhatsApp>', /^12200: .*<WhatsApp> in <Dial> is not supported/],
    ] as const) {
      scene.server.received.length = 0;
      scene.flow({ call: `<Dial action="done">${noun}</Dial>` });
      await scene.call();
      await scene.simulator.settled();
      assert.equal(scene.told('done')[0]?.['DialCallStatus'], 'failed');
      assert.match(scene.errors().findLast((line) => line !== undefined) ?? '', error);
    }
  });
});
