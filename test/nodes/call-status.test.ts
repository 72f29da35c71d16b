/** The node "call status": the statuses of calls, their order, and its filters. */
import assert from 'node:assert/strict';
import { sink, trigger } from '../support/flows';
import { postEvent, sid } from '../support/twilio';
import { useCallTriggers } from './call-triggers-scene';

describe('call-status', () => {
  const scene = useCallTriggers();
  const { start } = scene;

  const CallSid = sid('CA');
  const status = (CallStatus: string, more: Record<string, string> = {}) =>
    postEvent(scene.loaded.url, 'call-status', {
      CallSid,
      CallStatus,
      From: '+14155550100',
      To: '+14155550123',
      Direction: 'outbound-api',
      ...more,
    });

  it('sends initiated, ringing, answered and completed, with the duration in seconds', async () => {
    await start(trigger('call-status'));
    const steps = [
      ['initiated', { SequenceNumber: '0' }],
      ['ringing', { SequenceNumber: '1' }],
      ['in-progress', { SequenceNumber: '2' }],
      ['completed', { SequenceNumber: '3', CallDuration: '65', Duration: '2', SipResponseCode: '200' }],
    ] as const;
    for (const [step, more] of steps) await status(step, more);
    for (const [step] of steps) {
      const { payload, topic, twilio } = await scene.loaded.arrival('out');
      assert.equal(payload, step);
      assert.equal(topic, '+14155550123');
      if (step === 'completed') {
        const event = twilio as Record<string, unknown>;
        assert.deepEqual([event['duration'], event['sequence'], event['sipResponseCode']], [65, 3, 200]);
        assert.equal((event['raw'] as Record<string, unknown>)['Duration'], '2');
      }
    }
  });

  it('sends the result of asynchronous answering machine detection', async () => {
    await start(trigger('call-status'));
    await postEvent(scene.loaded.url, 'call-status', {
      CallSid,
      AnsweredBy: 'machine_end_beep',
      MachineDetectionDuration: '4200',
    });
    const { payload, twilio } = await scene.loaded.arrival('out');
    assert.equal(payload, 'in-progress');
    const event = twilio as Record<string, unknown>;
    assert.deepEqual([event['answeredBy'], event['machineDetectionDuration']], ['machine_end_beep', 4200]);
  });

  const filters: [Record<string, unknown>, Record<string, string>, Record<string, string>][] = [
    [{ filterStatus: ['busy'] }, { CallStatus: 'busy' }, { CallStatus: 'completed' }],
    [{ filterDirection: 'inbound' }, { Direction: 'inbound' }, { Direction: 'outbound-dial' }],
    [{ filterDirection: 'outbound' }, { Direction: 'outbound-api' }, { Direction: 'inbound' }],
    [{ filterMinDuration: 10 }, { CallDuration: '10' }, { CallDuration: '9' }],
    [{ filterMaxDuration: '10' }, { CallDuration: '10' }, { CallDuration: '11' }],
    [{ filterMinDuration: 1 }, { CallDuration: '1' }, {}],
    [{ filterFrom: '+1415*', filterTo: '+14155550123' }, {}, { To: '+14155550124' }],
  ];
  for (const [fields, passing, staying] of filters) {
    it(`${JSON.stringify(fields)} passes ${JSON.stringify(passing)} and turns ${JSON.stringify(staying)} away`, async () => {
      await start(trigger('call-status', { ...fields, rejected: true, wires: [['out'], ['other']] }), sink('other'));
      const [first, second] = [sid('CA'), sid('CA')];
      await status('completed', { CallSid: first, ...passing });
      await status('completed', { CallSid: second, ...staying });
      const sidOf = (msg: Record<string, unknown>) => (msg['twilio'] as Record<string, unknown>)['callSid'];
      assert.equal(sidOf(await scene.loaded.arrival('out')), first);
      assert.equal(sidOf(await scene.loaded.arrival('other')), second);
    });
  }

  it('counts the result of a detection, which has no direction, to the calls that go out', async () => {
    await start(trigger('call-status', { filterDirection: 'outbound', rejected: false }));
    const CallSid = sid('CA');
    await postEvent(scene.loaded.url, 'call-status', {
      CallSid,
      AnsweredBy: 'human',
      MachineDetectionDuration: '2500',
    });
    assert.equal(((await scene.loaded.arrival('out'))['twilio'] as { callSid: string }).callSid, CallSid);
  });

  it('has the price and the error code as numbers', async () => {
    await start(trigger('call-status'));
    await postEvent(scene.loaded.url, 'call-status', {
      CallSid: sid('CA'),
      CallStatus: 'failed',
      Price: '-0.0140',
      PriceUnit: 'USD',
      ErrorCode: '13224',
    });
    const { price, priceUnit, errorCode } = (await scene.loaded.arrival('out'))['twilio'] as Record<string, unknown>;
    assert.deepEqual([price, priceUnit, errorCode], [-0.014, 'USD', 13_224]);
  });

  const part = (params: Record<string, string>, kind = 'call-status') =>
    postEvent(scene.loaded.url, kind, { CallSid: sid('CA'), ...params });

  it('sends each status of a stream, a conference and a SIPREC session, with its own event', async () => {
    await start(trigger('call-status'));
    const sent: [Record<string, string>, string, string][] = [
      [{ StreamSid: sid('MZ'), StreamEvent: 'stream-started' }, 'stream-status', 'stream-started'],
      [{ StreamSid: sid('MZ'), StreamEvent: 'stream-stopped' }, 'stream-status', 'stream-stopped'],
      [{ SiprecSid: sid('SR'), SiprecEvent: 'siprec-started' }, 'siprec-status', 'siprec-started'],
      [{ SiprecSid: sid('SR'), SiprecEvent: 'siprec-stopped' }, 'siprec-status', 'siprec-stopped'],
      // The start of a conference has no CallSid.
      [
        { ConferenceSid: sid('CF'), StatusCallbackEvent: 'conference-start', CallSid: '' },
        'conference-status',
        'conference-start',
      ],
      [{ ConferenceSid: sid('CF'), StatusCallbackEvent: 'participant-join' }, 'conference-status', 'participant-join'],
    ];
    for (const [params, event, status] of sent) {
      const response = await part(params);
      assert.equal(response.status, 200, status);
      const { payload, twilio } = await scene.loaded.arrival('out');
      assert.deepEqual([payload, (twilio as Record<string, unknown>)['event']], [status, event]);
    }
    assert.equal((await part({ StreamSid: sid('MZ'), StreamEvent: 'stream-error' }, 'stream-status')).status, 200);
    assert.equal((await scene.loaded.arrival('out')).payload, 'stream-error');
  });

  it('sends only calls, when it is set so', async () => {
    await start(
      trigger('call-status', { filterKind: 'call', rejected: true, wires: [['out'], ['rest']] }),
      sink('rest'),
    );
    await part({ StreamSid: sid('MZ'), StreamEvent: 'stream-started' });
    assert.equal((await scene.loaded.arrival('rest')).payload, 'stream-started');
    await part({ CallStatus: 'completed', From: '+14155550123', To: '+14155550100' });
    assert.equal((await scene.loaded.arrival('out')).payload, 'completed');
  });

  it('in order: drops ringing after in-progress', async () => {
    await start(trigger('call-status', { inOrder: true, rejected: true, wires: [['out'], ['late']] }), sink('late'));
    for (const step of ['initiated', 'in-progress', 'ringing', 'completed']) await status(step);
    for (const step of ['initiated', 'in-progress', 'completed'])
      assert.equal((await scene.loaded.arrival('out'))['payload'], step);
    assert.equal((await scene.loaded.arrival('late'))['payload'], 'ringing');
  });

  it('in order: a detection that ends after the call is no status out of order', async () => {
    await start(trigger('call-status', { inOrder: true }));
    const CallSid = sid('CA');
    await status('completed', { CallSid });
    await postEvent(scene.loaded.url, 'call-status', {
      CallSid,
      AnsweredBy: 'human',
      MachineDetectionDuration: '2500',
    });
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'completed');
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'in-progress');
  });

  it('bounds that contradict each other are a red status', async () => {
    await start(trigger('call-status', { filterMinDuration: 10, filterMaxDuration: 5 }));
    assert.deepEqual(scene.loaded.statuses('in'), ['runtime.problem.filter']);
  });
});
