/** Answering machine detection in a call that the account makes. */
import assert from 'node:assert/strict';
import { assertAllDescribed } from '../support/openapi';
import { person } from './support';
import { flow, useOutboundCalls } from './outbound-scene';

describe('the detection in a call that the account makes: it', () => {
  const { scene, twilio, create } = useOutboundCalls();

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

  it('has no answering machine detection when keys are sent', async () => {
    await create({ machineDetection: 'Enable', sendDigits: '1w2' });
    await scene.pass(3000);
    assert.deepEqual([scene.told('answered').length, scene.told('answered')[0]?.['AnsweredBy']], [1, undefined]);
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
});
