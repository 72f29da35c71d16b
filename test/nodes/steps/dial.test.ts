/** The document of the node "dial", and the output that a message leaves by. */
import assert from 'node:assert/strict';
import { trigger } from '../../support/flows';
import { BOB, CAROL, COMPLETED, twilioOf, useDial } from './dial-scene';

describe('dial', () => {
  const scene = useDial();
  const { start, dialed, leg } = scene;

  it('dials a number, and Twilio comes back at the end', async () => {
    assert.equal(
      await dialed({ to: '+1 (212) 555-0188' }),
      `<Dial action="n=1" method="POST"><Number>${BOB}</Number></Dial>`,
    );
  });

  it('has the attributes of the node', async () => {
    const more = {
      callerId: '+14155550100',
      timeout: '20',
      timeLimit: '3600',
      record: 'record-from-answer-dual',
      ringUntilAnswered: true,
    };
    assert.equal(
      await dialed(more),
      '<Dial callerId="+14155550100" answerOnBridge="true" timeout="20" timeLimit="3600" ' +
        `record="record-from-answer-dual" action="n=1" method="POST"><Number>${BOB}</Number></Dial>`,
    );
  });

  it('dials several at once, with commas or as a list, and reports which has answered', async () => {
    for (const more of [
      { to: `${BOB}, ${CAROL}` },
      { to: JSON.stringify([BOB, CAROL]), toType: 'json' },
      { to: `["${BOB}", "${CAROL}"]`, toType: 'jsonata' },
    ]) {
      const callback =
        'statusCallback="n=1&amp;leg=answered" statusCallbackMethod="POST" statusCallbackEvent="answered"';
      assert.equal(
        await dialed(more),
        '<Dial action="n=1" method="POST">' +
          `<Number ${callback}>${BOB}</Number><Number ${callback}>${CAROL}</Number></Dial>`,
      );
      await scene.loaded.unload();
    }
    await start({ to: `${BOB}, ${CAROL}` });
    const { text } = await scene.call.ring();
    await leg(text, 'statusCallback', { CallSid: COMPLETED.DialCallSid, To: CAROL });
    void scene.call.comeBack(text, COMPLETED);
    const { dial: result } = twilioOf(await scene.loaded.arrival('out'));
    assert.equal((result as Record<string, unknown>)['answeredBy'], CAROL);
  });

  it('dials clients and SIP addresses', async () => {
    assert.match(
      await dialed({ kind: 'client', to: 'alice', callerId: 'client:bob' }),
      /callerId="client:bob".*<Client>alice</,
    );
    await scene.loaded.unload();
    assert.match(await dialed({ kind: 'client', to: 'client:al_1' }), /<Client>al_1</);
    await scene.loaded.unload();
    const to = 'sip:alice@example.com?x-a=1&x-b=2';
    assert.match(
      await dialed({ kind: 'sip', to, callerId: 'front-desk' }),
      /callerId="front-desk".*<Sip>sip:alice@example\.com\?x-a=1&amp;x-b=2</,
    );
  });

  it('dials a conference. Its own attribute records it', async () => {
    assert.equal(
      await dialed({ kind: 'conference', to: 'Room & more, 1', timeout: '5', timeLimit: '60', callerId: 'x' }),
      '<Dial timeLimit="60" action="n=1" method="POST"><Conference>Room &amp; more, 1</Conference></Dial>',
    );
    await scene.loaded.unload();
    assert.match(
      await dialed({ kind: 'conference', to: 'Room', record: 'record-from-ringing' }),
      /^<Dial action="n=1" method="POST"><Conference record="record-from-start">Room</,
    );
  });

  it('dials the first call in a queue, and says how long it has waited', async () => {
    await start({ kind: 'queue', to: 'support', timeout: '5' });
    const { text } = await scene.call.ring();
    assert.match(text, /<Dial timeout="5" action="[^"]*" method="POST"><Queue>support<\/Queue><\/Dial>/);
    const QueueSid = `QU${'3'.repeat(32)}`;
    void scene.call.comeBack(text, { ...COMPLETED, QueueSid, QueueTime: '30', DequeingCallSid: scene.call.sid });
    const { queue, dial: result } = twilioOf(await scene.loaded.arrival('out'));
    assert.deepEqual(queue, { sid: QueueSid, time: 30 });
    assert.deepEqual(result, { status: 'completed', callSid: COMPLETED.DialCallSid, duration: 12 });
  });

  it('reports the recording to “recording in” when there is such a node, and has it in the message', async () => {
    const recordings = trigger('recording-in', { id: 'recordings', wires: [[]] });
    await start({ record: 'record-from-answer' }, recordings);
    const { text } = await scene.call.ring();
    assert.match(text, / recordingStatusCallback="https:\/\/example\.com\/twilio\/recording" /);
    const [RecordingUrl, RecordingSid] = ['https://api.twilio.com/RE1', `RE${'1'.repeat(32)}`];
    void scene.call.comeBack(text, { ...COMPLETED, RecordingUrl, RecordingSid, RecordingDuration: '11' });
    const { recording } = twilioOf(await scene.loaded.arrival('out'));
    assert.deepEqual(recording, { url: RecordingUrl, sid: RecordingSid, duration: 11 });
    await scene.loaded.unload();
    await start({ kind: 'conference', to: 'Room', record: 'record-from-answer' }, recordings);
    assert.match(
      (await scene.call.ring()).text,
      /<Conference record="record-from-start" recordingStatusCallback="[^"]*"/,
    );
  });

  it('sends the message by the first output after an answer, also when the caller has hung up', async () => {
    for (const [status, hungUp] of [
      ['in-progress', undefined],
      ['completed', true],
    ] as const) {
      await start({ hungUp: true });
      await scene.call.comeBack((await scene.call.ring()).text, { ...COMPLETED, CallStatus: status });
      const msg = await scene.loaded.arrival('out');
      const { event, dial: result, ...twilio } = twilioOf(msg);
      assert.deepEqual(
        [msg['payload'], event, result, twilio['hungUp']],
        [
          'completed',
          'dial',
          { status: 'completed', callSid: COMPLETED.DialCallSid, duration: 12, answeredBy: BOB },
          hungUp,
        ],
      );
      await scene.loaded.unload();
    }
    await start({ kind: 'conference', to: 'Room' });
    void scene.call.comeBack((await scene.call.ring()).text, { DialCallStatus: 'answered', DialBridged: 'true' });
    assert.deepEqual(twilioOf(await scene.loaded.arrival('out'))['dial'], { status: 'answered' });
  });

  it('sends the message by the second output when nobody has answered', async () => {
    for (const [params, status] of [
      [{ DialCallStatus: 'busy', DialBridged: 'false' }, 'busy'],
      [{ DialCallStatus: 'no-answer' }, 'no-answer'],
      [{ DialCallStatus: 'failed' }, 'failed'],
      [{ DialCallStatus: 'canceled' }, 'canceled'],
      // Answered, but no key was pressed.
      [{ DialCallStatus: 'completed', DialBridged: 'false' }, 'no-answer'],
      // Twilio has gone on with the verb behind <Dial>.
      [{}, 'failed'],
    ] as const) {
      await start();
      void scene.call.comeBack((await scene.call.ring()).text, params);
      const msg = await scene.loaded.arrival('none');
      assert.deepEqual([msg['payload'], twilioOf(msg)['dial']], [status, { status }]);
      await scene.loaded.unload();
    }
    await start();
  });

  it('leaves by “hung up” when the caller hangs up while it rings', async () => {
    await start({ hungUp: true });
    await scene.call.comeBack((await scene.call.ring()).text, { DialCallStatus: 'canceled', CallStatus: 'completed' });
    const msg = await scene.loaded.arrival('gone');
    assert.deepEqual([msg['payload'], twilioOf(msg)['hungUp']], ['hung-up', true]);
  });

  it('uses the number of the account when a client calls a number, because Twilio has no default then', async () => {
    const from = { From: 'client:alice' };
    assert.match(await dialed({}, from), /^<Dial callerId="\+14155550100"/);
    await scene.loaded.unload();
    assert.doesNotMatch(await dialed({ kind: 'client', to: 'bob' }, from), /callerId/);
    await scene.loaded.unload();
    assert.doesNotMatch(await dialed(), /callerId/);
  });
});
