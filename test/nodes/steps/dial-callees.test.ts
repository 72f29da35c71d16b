/** Numbers that the node "dial" calls one after the other, and what a callee hears first. */
import assert from 'node:assert/strict';
import { sid } from '../../support/twilio';
import { testCall } from './call-of-test';
import { BOB, CAROL, COMPLETED, twilioOf, useDial } from './dial-scene';

describe('dial, for each callee,', () => {
  const scene = useDial();
  const { start, dialed, leg } = scene;

  it('dials in turn until one answers', async () => {
    await start({ to: `${BOB}, ${CAROL}, ${BOB}`, order: 'in-turn', timeout: '15', whisper: 'Hi' });
    const first = await scene.call.ring();
    assert.match(
      first.text,
      /<Dial timeout="15" [^>]*n=1" method="POST"><Number [^>]*>\+12125550188<\/Number><\/Dial>/,
    );
    const second = await scene.call.comeBack(first.text, { DialCallStatus: 'busy' });
    assert.match(
      second.text,
      /<Dial timeout="15" [^>]*n=2" method="POST"><Number [^>]*>\+12125550199<\/Number><\/Dial>/,
    );
    assert.doesNotMatch(second.text, /statusCallback/);
    void scene.call.comeBack(second.text, COMPLETED);
    const { dial: result } = twilioOf(await scene.loaded.arrival('out'));
    assert.equal((result as Record<string, unknown>)['answeredBy'], CAROL);
  });

  it('dials in turn: has the last status when none answers, and stops when the caller hangs up', async () => {
    await start({ to: `${BOB}, ${CAROL}`, order: 'in-turn', hungUp: true });
    const second = await scene.call.comeBack((await scene.call.ring()).text, { DialCallStatus: 'busy' });
    void scene.call.comeBack(second.text, { DialCallStatus: 'no-answer' });
    assert.equal((await scene.loaded.arrival('none'))['payload'], 'no-answer');
    scene.call = testCall(scene.loaded.url);
    const document = (await scene.call.ring()).text;
    await scene.call.comeBack(document, { DialCallStatus: 'canceled', CallStatus: 'completed' });
    assert.equal((await scene.loaded.arrival('gone'))['payload'], 'hung-up');
  });

  it('dials in turn: stops when the call was lost with a restart', async () => {
    await start({ to: `${BOB}, ${CAROL}`, order: 'in-turn' });
    const { text } = await scene.call.ring();
    void testCall(scene.loaded.url).comeBack(text, { DialCallStatus: 'busy' });
    const msg = await scene.loaded.arrival('none');
    assert.deepEqual([msg['payload'], twilioOf(msg)['dial']], ['busy', { status: 'busy' }]);
  });

  it('says a text of the message to the callee first', async () => {
    await start({ whisper: '"From " & payload & " <b>"', whisperType: 'jsonata' });
    const { text } = await scene.call.ring();
    assert.match(text, /<Number url="[^"]*n=1&amp;leg=whisper" method="POST">/);
    assert.equal(await leg(text, 'url'), '<Say>From +14155550123 &lt;b&gt;</Say>');
    void scene.call.comeBack(text, COMPLETED);
    assert.equal(
      (await scene.loaded.arrival('out'))['payload'],
      'completed',
      'the request of a leg does not move the call',
    );
  });

  it('connects a callee who must accept only after a key', async () => {
    await start({ whisper: 'Press any key', accept: true });
    const { text } = await scene.call.ring();
    const CallSid = sid('CA');
    assert.equal(
      await leg(text, 'url', { CallSid }),
      '<Gather input="dtmf" numDigits="1" finishOnKey="" timeout="10"><Say>Press any key</Say></Gather><Hangup/>',
    );
    // An empty document connects the parties.
    assert.equal(await leg(text, 'url', { CallSid, Digits: '#' }), '');
  });

  it('has a whisper and the key also for an unknown call', async () => {
    const unknown = { ParentCallSid: sid('CA') };
    await start({ whisper: 'Press any key', accept: true });
    assert.match(
      await leg((await scene.call.ring()).text, 'url', unknown),
      /^<Gather .*><Say>Press any key<.*<Hangup\/>$/,
    );
    await scene.loaded.unload();
    await start({ whisper: 'payload', whisperType: 'msg', accept: true });
    assert.match(await leg((await scene.call.ring()).text, 'url', unknown), /^<Gather [^>]*\/><Hangup\/>$/);
  });

  it('asks the callee for a key when the node has no text for it', async () => {
    await start({ accept: true });
    // The test has no catalogue, so the key of the sentence is said.
    const asked = /^<Gather [^>]*><Say>runtime\.prompt\.accept<\/Say><\/Gather><Hangup\/>$/;
    const { text } = await scene.call.ring();
    assert.match(await leg(text, 'url', { CallSid: sid('CA') }), asked);
    assert.match(await leg(text, 'url', { ParentCallSid: sid('CA') }), asked);
  });

  it('reports a clear error for what cannot be dialed', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `+121255501${String(index).padStart(2, '0')}`).join();
    for (const [fields, code, problem] of [
      [{ to: '' }, 'INVALID_RECIPIENT', /nobody to dial/],
      [{ to: ' , ' }, 'INVALID_RECIPIENT', /nobody to dial/],
      [{ to: '[]', toType: 'json' }, 'INVALID_RECIPIENT', /nobody to dial/],
      [{ to: `${BOB}, 911` }, 'INVALID_RECIPIENT', /"911" cannot be dialed/],
      [{ to: 'client:alice' }, 'INVALID_RECIPIENT', /"client:alice" cannot be dialed/],
      [{ to: '[{"a":1}]', toType: 'json' }, 'INVALID_RECIPIENT', /\{"a":1\} cannot be dialed/],
      [{ kind: 'client', to: 'al ice' }, 'INVALID_RECIPIENT', /cannot be dialed/],
      [{ kind: 'client', to: 'sip:alice@example.com' }, 'INVALID_RECIPIENT', /cannot be dialed/],
      [{ kind: 'sip', to: 'alice' }, 'INVALID_RECIPIENT', /cannot be dialed/],
      [{ to: many }, 'INVALID_RECIPIENT', /11 parties .* at most 10/],
      [{ kind: 'conference', to: '' }, 'INVALID_RECIPIENT', /conference must have 1 to 128/],
      [{ kind: 'conference', to: '["a","b"]', toType: 'json' }, 'INVALID_RECIPIENT', /conference must have/],
      [{ kind: 'queue', to: 'x'.repeat(65) }, 'INVALID_RECIPIENT', /queue must have 1 to 64/],
      [{ kind: 'conference', to: 'Room', whisper: 'Hi' }, 'INVALID_CALL', /no callee/],
      [{ kind: 'queue', to: 'support', whisper: 'Hi' }, 'INVALID_CALL', /no callee/],
      [{ callerId: 'client:bob' }, 'INVALID_SENDER', /not a valid caller ID/],
      [{ kind: 'client', to: 'alice', callerId: 'sip:a@example.com' }, 'INVALID_SENDER', /not a valid caller ID/],
      [{ callerId: '555' }, 'INVALID_SENDER', /"555"/],
      [{ timeout: '601' }, 'INVALID_CALL', /^timeout is/],
      [{ timeLimit: '0' }, 'INVALID_CALL', /^timeLimit is/],
      [{ record: 'always' }, 'INVALID_CALL', /^record is/],
    ] as const) {
      await start(fields);
      void scene.call.ring();
      const error = (await scene.loaded.arrival('caught'))['error'] as {
        code: string;
        message: string;
        cause: unknown;
      };
      assert.equal(error.code, code, error.message);
      assert.match(error.message, problem);
      assert.ok((error.cause as { hint: string }).hint);
      await scene.loaded.unload();
    }
    await start();
  });

  it('dials more than ten in turn', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `+121255501${String(index).padStart(2, '0')}`).join();
    assert.match(await dialed({ to: many, order: 'in-turn' }), /<Number>\+12125550100<\/Number><\/Dial>/);
  });
});
