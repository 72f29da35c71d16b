import assert from 'node:assert/strict';
import { simulatedTwilio } from '../support/simulated-twilio';
import { british, own, person, twiml } from './support';
import { callee, useDial } from './dial-scene';

describe('the parties of a Dial of the simulator', () => {
  const { scene, calls, parent, leg, done, lines, on } = useDial();

  for (const [noun, to] of [
    ['<Client>alice</Client>', 'client:alice'],
    ['<Client><Identity>bob</Identity><Parameter name="a" value="b"/></Client>', 'client:bob'],
    ['<Sip>sip:carol@example.com</Sip>', 'sip:carol@example.com'],
  ] as const) {
    it(`calls ${to}`, async () => {
      scene.flow({ call: `<Dial action="done">${noun}</Dial>` });
      await scene.call();
      await scene.pass(14_000);
      assert.deepEqual([leg()?.to, done()['DialCallStatus'], done()['DialCallSid']], [to, 'completed', leg()?.sid]);
    });
  }

  it('hear each other: words and keys of one are in the transcript of the other', async () => {
    scene.flow({ call: `<Dial>${callee}</Dial>` });
    await scene.call();
    await scene.pass(1000);
    await on(0, { action: 'answer' });
    await scene.simulator.actOnCall(parent()?.sid ?? '', { action: 'speech', text: 'hello there' });
    await on(0, { action: 'speech', text: 'hi' });
    await on(0, { action: 'digits', digits: '5' });
    assert.deepEqual(lines(leg()), [
      'person Answer: ',
      'other Speech: hello there',
      'person Speech: hi',
      'person Digits: 5',
    ]);
    assert.deepEqual(lines(parent()).slice(1), ['person Speech: hello there', 'other Speech: hi', 'other Digits: 5']);
    await on(0, { action: 'hangup' });
    await scene.simulator.settled();
    assert.equal(scene.clock.pending(), 0);
  });

  it('talk with the flow of a second own number, which hears words and keys', async () => {
    scene.server.answer = ({ params, url }, response) => {
      const isSecond = params['To'] === british && params['Direction'] === 'inbound';
      const menu = '<Gather numDigits="1" action="chosen"><Say>press one</Say></Gather>';
      const verbs = url.endsWith('chosen') ? '<Say>thank you</Say>' : isSecond ? menu : `<Dial>${british}</Dial>`;
      twiml(response, `<Response>${verbs}</Response>`);
    };
    await scene.call();
    await scene.pass(1500);
    await scene.simulator.actOnCall(parent()?.sid ?? '', { action: 'digits', digits: '1' });
    await scene.pass(1000);
    assert.equal(scene.told('chosen')[0]?.['Digits'], '1');
    assert.deepEqual(lines(parent()).slice(1), [
      'other Speech: press one',
      'person Digits: 1',
      'other Speech: thank you',
    ]);
  });

  describe('of which one is an own number', () => {
    /** The first number dials the second one, whose flow has these verbs. Resolves with the first words. */
    const talk = async (verbs: string): Promise<void> => {
      scene.server.answer = ({ params, url }, response) => {
        const isSecond = params['To'] === british && params['Direction'] === 'inbound';
        const answer = url.endsWith('silence') ? '<Pause length="9"/>' : isSecond ? verbs : `<Dial>${british}</Dial>`;
        twiml(response, `<Response>${answer}</Response>`);
      };
      await scene.call();
      while (lines(parent()).length < 2) await scene.pass(50);
    };

    it('hear words and keys as often as loop says', async () => {
      await talk('<Say loop="2">press one</Say><Play digits="1w2" loop="2"/><Say>bye</Say>');
      await scene.pass(5000);
      assert.deepEqual(lines(parent()).slice(1), [
        'other Speech: press one',
        'other Speech: press one',
        'other Digits: 1',
        'other Digits: 2',
        'other Digits: 1',
        'other Digits: 2',
        'other Speech: bye',
      ]);
    });

    it('hear words of loop="0" until the call ends', async () => {
      await talk('<Say loop="0">hello</Say>');
      await scene.pass(400 * 5);
      assert.equal(lines(parent()).filter((line) => line === 'other Speech: hello').length, 6);
      await scene.simulator.actOnCall(parent()?.sid ?? '', { action: 'hangup' });
      await scene.simulator.settled();
      assert.equal(scene.clock.pending(), 0);
    });

    it('hear nothing more of words and keys that were interrupted', async () => {
      await talk('<Gather numDigits="1" action="silence"><Say loop="3">one</Say><Play digits="ww7ww8"/></Gather>');
      // Three words, a pause of a second and the key 7.
      await scene.pass(400 * 3 + 1250);
      const before = lines(parent()).slice(1);
      assert.deepEqual(before, [...Array(3).fill('other Speech: one'), 'other Digits: 7']);
      await scene.simulator.actOnCall(parent()?.sid ?? '', { action: 'digits', digits: '5' });
      await scene.pass(5000);
      assert.deepEqual(lines(parent()).slice(1), [...before, 'person Digits: 5']);
    });
  });

  it('are called one after the other when the Dial is sequential', async () => {
    scene.flow({
      call: `<Dial action="done" sequential="true"><Number>+15005550486</Number><Number>${callee}</Number></Dial>`,
    });
    await scene.call();
    await scene.pass(1000);
    assert.equal(calls().length, 2, 'the second phone does not ring yet');
    await scene.pass(14_000);
    assert.deepEqual([leg(0)?.status, leg(1)?.status], ['busy', 'completed']);
    assert.deepEqual([done()['DialCallStatus'], done()['DialCallSid']], ['completed', leg(1)?.sid]);
  });

  it('are ten at most', async () => {
    const numbers = Array.from({ length: 11 }, (_, index) => `<Number>+121255501${String(10 + index)}</Number>`);
    scene.flow({ call: `<Dial>${numbers.join('')}</Dial>` });
    await scene.call();
    assert.equal(calls().length, 11, 'the caller and ten others');
    assert.match(scene.errors()[0] ?? '', /more than 10 parties/);
  });

  it('are not called from a caller ID that the account may not use', async () => {
    scene.flow({ call: `<Dial action="done" callerId="+14155559999">${callee}</Dial>` });
    await scene.call();
    await scene.simulator.settled();
    assert.equal(done()['DialCallStatus'], 'failed');
    assert.match(scene.errors().join(), /13214: Dial: Invalid callerId/);
    scene.flow({ call: '<Dial callerId="client:bob"><Client>alice</Client></Dial>' });
    await scene.call();
    assert.equal(calls().at(-1)?.from, 'client:bob');
    for (const callerId of [person, own, british, '+14155550190']) {
      scene.flow({ call: `<Dial callerId="${callerId}">${callee}</Dial>` });
      await scene.call();
      assert.equal(calls().at(-1)?.from, callerId);
    }
  });

  it('have a place only when they are numbers', async () => {
    scene.flow({ call: '<Dial><Client statusCallback="leg" statusCallbackEvent="initiated">alice</Client></Dial>' });
    await scene.call();
    await scene.pass(1000);
    const told = scene.told('leg')[0] ?? {};
    assert.deepEqual([told['To'], told['ToCountry'], told['FromCountry']], ['client:alice', undefined, 'US']);
  });

  it('are recorded from the ringing on, on the track and the channels of the Dial', async () => {
    scene.flow({
      call: `<Dial record="record-from-ringing-dual" recordingTrack="inbound" recordingStatusCallback="recorded" recordingStatusCallbackEvent="in-progress completed"><Number statusCallback="leg">${callee}</Number></Dial>`,
    });
    await scene.call();
    await scene.pass(1000);
    assert.equal(scene.told('recorded')[0]?.['RecordingStatus'], 'in-progress');
    await scene.pass(14_000);
    const [recording] = scene.simulator.state().recordings;
    assert.deepEqual([recording?.channels, recording?.track, recording?.duration], [2, 'inbound', 12]);
    const { RecordingUrl, RecordingDuration } = scene.told('leg')[0] ?? {};
    assert.deepEqual([RecordingUrl, RecordingDuration], [recording?.url, '12']);
  });

  it('are checked for an answering machine, which the person on the phone can be', async () => {
    const number = `<Number machineDetection="Enable" amdStatusCallback="amd">${callee}</Number>`;
    scene.flow({ call: `<Dial>${number}</Dial>` });
    await scene.call();
    await scene.pass(1000);
    await on(0, { action: 'answer', answeredBy: 'machine' });
    await scene.pass(4000);
    const { AnsweredBy, CallSid, MachineDetectionDuration } = scene.told('amd')[0] ?? {};
    assert.deepEqual([AnsweredBy, CallSid, MachineDetectionDuration], ['machine_start', leg()?.sid, '3500']);
  });

  it('can be redirected with the REST API, which ends the Dial', async () => {
    const { client } = simulatedTwilio(scene.simulator);
    scene.flow({ call: `<Dial action="done">${callee}</Dial>`, done: '<Say>goodbye</Say>' });
    await scene.call();
    await scene.pass(3000);
    await client.calls(leg()?.sid ?? '').update({ twiml: '<Response><Say>elsewhere</Say></Response>' });
    await scene.simulator.settled();
    assert.deepEqual([done()['DialCallStatus'], done()['DialCallDuration']], ['completed', undefined]);
    assert.deepEqual([lines(leg()).at(-1), lines(parent()).at(-1)], ['flow Say: elsewhere', 'flow Say: goodbye']);
    await scene.pass(1000);
    assert.equal(leg()?.status, 'completed');
  });
});
