/** The node "call in": the message of a call, its answers, and partial results of speech. */
import assert from 'node:assert/strict';
import { trigger, twiml } from '../support/flows';
import { postEvent, sid } from '../support/twilio';
import { useCallTriggers } from './call-triggers-scene';

describe('call-in', () => {
  const scene = useCallTriggers();
  const { start, call } = scene;

  it('makes a message of a call: the caller and the whole event', async () => {
    await start(trigger('call-in', { respond: 'reject' }));
    await call({ CallerName: 'ADA', StirVerstat: 'TN-Validation-Passed-A' });
    const { payload, topic, twilio } = await scene.loaded.arrival('out');
    assert.equal(payload, '+14155550123');
    assert.equal(topic, '+14155550123');
    const event = twilio as Record<string, unknown>;
    assert.deepEqual(
      [event['event'], event['direction'], event['status'], event['callerName'], event['stirVerstat']],
      ['call', 'inbound', 'ringing', 'ADA', 'TN-Validation-Passed-A'],
    );
  });

  it('answers with its document, rejects, or has nothing to say', async () => {
    const document = '<Response><Say>Hello &amp; goodbye</Say></Response>';
    for (const [fields, expected] of [
      [{ respond: 'twiml', twiml: document }, document],
      [{ respond: 'reject' }, '<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>'],
      [{ respond: 'empty' }, '<?xml version="1.0" encoding="UTF-8"?><Response/>'],
    ] as const) {
      await start(trigger('call-in', fields));
      const answer = await call();
      assert.equal(answer.text, expected);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/xml/);
      await scene.loaded.unload();
    }
    await start();
  });

  it('rejects an invalid document when it is deployed, not with the first call', async () => {
    for (const [document, problem] of [
      ['<Response><Say>', /not well-formed/],
      ['<Response><Sing/></Response>', /no verb <Sing>/],
      ['<Reply/>', /root element must be <Response>/],
      ['', /empty/],
    ] as const) {
      await start(trigger('call-in', { respond: 'twiml', twiml: document }));
      assert.deepEqual(scene.loaded.statuses('in'), ['runtime.problem.answer']);
      assert.match(scene.loaded.logged().find(({ id }) => id === 'in')?.msg ?? '', problem);
      await scene.loaded.unload();
    }
    await start();
  });

  it('rejects a call that no trigger matches', async () => {
    await start(trigger('call-in', { respond: 'flow', filterTo: '+442079460100' }));
    assert.match((await call()).text, /<Response><Reject\/><\/Response>/);
  });

  it('never rejects a call in progress, or one that goes out, when no trigger matches it', async () => {
    await start(trigger('call-in', { filterFrom: '+441*' }));
    const empty = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
    assert.equal((await call({ CallStatus: 'in-progress', Digits: '1' })).text, empty);
    assert.equal((await call({ CallSid: sid('CA'), Direction: 'outbound-api' })).text, empty);
    assert.match((await call({ CallSid: sid('CA') })).text, /<Reject\/>/);
  });

  it('waits for the flow, whose "twiml" node answers', async () => {
    await start(
      trigger('call-in', { respond: 'flow', wires: [['twiml']] }),
      twiml({ twiml: '<Response><Say>Hi</Say></Response>', twimlType: 'str' }),
    );
    assert.equal((await call()).text, '<Response><Say>Hi</Say></Response>');
    assert.match(String(((await scene.loaded.arrival('out'))['payload'] as Record<string, unknown>)['sid']), /^CA/);
  });

  it('takes the same digits of a call again when it comes back with another token', async () => {
    await start(trigger('call-in', { respond: 'empty' }));
    const CallSid = sid('CA');
    for (const token of ['one', 'two', 'two']) {
      await postEvent(
        scene.loaded.url,
        'call',
        { CallSid, From: '+14155550123', To: '+14155550100', CallStatus: 'in-progress', Digits: '1' },
        { headers: { 'I-Twilio-Idempotency-Token': token } },
      );
    }
    await call({ From: '+14155550199' });
    const topics = [
      await scene.loaded.arrival('out'),
      await scene.loaded.arrival('out'),
      await scene.loaded.arrival('out'),
    ].map((msg) => msg['topic']);
    assert.deepEqual(topics, ['+14155550123', '+14155550123', '+14155550199']);
  });
});

describe('a partial speech result', () => {
  const scene = useCallTriggers();
  const { start, call } = scene;

  for (const kind of ['step-partial', 'call']) {
    it(`sent to "${kind}" is acknowledged at once, and leaves the call that waits open`, async () => {
      await start(trigger('call-in', { respond: 'flow', wires: [['out']] }), twiml({ wires: [[]] }));
      const answer = call({ CallStatus: 'in-progress' });
      const msg = await scene.loaded.arrival('out');
      const partial = await postEvent(scene.loaded.url, kind, {
        CallSid: sid('CA'),
        CallStatus: 'in-progress',
        UnstableSpeechResult: 'I would like',
        SequenceNumber: '0',
      });
      assert.equal(partial.status, 200);
      scene.loaded.node('twiml').receive({ ...msg, payload: '<Response><Say>Hello</Say></Response>' });
      assert.match((await answer).text, /Hello/);
    });
  }
});
