import assert from 'node:assert/strict';
import { real, REAL_CREDENTIALS, sink, tab, trigger, twiml, catcher } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postEvent, sid } from '../support/twilio';

let loaded: Loaded;
const start = async (...nodes: Parameters<typeof load>[0]) => {
  loaded = await load([tab, real(), sink(), ...nodes], REAL_CREDENTIALS);
};
const call = (params: Record<string, string> = {}) =>
  postEvent(loaded.url, 'call', {
    CallSid: sid('CA'),
    From: '+14155550123',
    To: '+14155550100',
    CallStatus: 'ringing',
    Direction: 'inbound',
    ...params,
  });

describe('call-in', () => {
  afterEach(() => loaded.unload());

  it('makes a message of a call: the caller and the whole event', async () => {
    await start(trigger('call-in', { respond: 'reject' }));
    await call({ CallerName: 'ADA', StirVerstat: 'TN-Validation-Passed-A' });
    const { payload, topic, twilio } = await loaded.arrival('out');
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
      await loaded.unload();
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
      assert.deepEqual(loaded.statuses('in'), ['runtime.problem.answer']);
      assert.match(loaded.logged().find(({ id }) => id === 'in')?.msg ?? '', problem);
      await loaded.unload();
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
    assert.match(String(((await loaded.arrival('out'))['payload'] as Record<string, unknown>)['sid']), /^CA/);
  });

  it('takes the same digits of a call again when it comes back with another token', async () => {
    await start(trigger('call-in', { respond: 'empty' }));
    const CallSid = sid('CA');
    for (const token of ['one', 'two', 'two']) {
      await postEvent(
        loaded.url,
        'call',
        { CallSid, From: '+14155550123', To: '+14155550100', CallStatus: 'in-progress', Digits: '1' },
        { headers: { 'I-Twilio-Idempotency-Token': token } },
      );
    }
    await call({ From: '+14155550199' });
    const topics = [await loaded.arrival('out'), await loaded.arrival('out'), await loaded.arrival('out')].map(
      (msg) => msg['topic'],
    );
    assert.deepEqual(topics, ['+14155550123', '+14155550123', '+14155550199']);
  });
});

describe('a partial speech result', () => {
  afterEach(() => loaded.unload());

  for (const kind of ['step-partial', 'call']) {
    it(`sent to "${kind}" is acknowledged at once, and leaves the call that waits open`, async () => {
      await start(trigger('call-in', { respond: 'flow', wires: [['out']] }), twiml({ wires: [[]] }));
      const answer = call({ CallStatus: 'in-progress' });
      const msg = await loaded.arrival('out');
      const partial = await postEvent(loaded.url, kind, {
        CallSid: sid('CA'),
        CallStatus: 'in-progress',
        UnstableSpeechResult: 'I would like',
        SequenceNumber: '0',
      });
      assert.equal(partial.status, 200);
      loaded.node('twiml').receive({ ...msg, payload: '<Response><Say>Hello</Say></Response>' });
      assert.match((await answer).text, /Hello/);
    });
  }
});

describe('call-status', () => {
  afterEach(() => loaded.unload());
  const CallSid = sid('CA');
  const status = (CallStatus: string, more: Record<string, string> = {}) =>
    postEvent(loaded.url, 'call-status', {
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
      const { payload, topic, twilio } = await loaded.arrival('out');
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
    await postEvent(loaded.url, 'call-status', {
      CallSid,
      AnsweredBy: 'machine_end_beep',
      MachineDetectionDuration: '4200',
    });
    const { payload, twilio } = await loaded.arrival('out');
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
      assert.equal(sidOf(await loaded.arrival('out')), first);
      assert.equal(sidOf(await loaded.arrival('other')), second);
    });
  }

  it('counts the result of a detection, which has no direction, to the calls that go out', async () => {
    await start(trigger('call-status', { filterDirection: 'outbound', rejected: false }));
    const CallSid = sid('CA');
    await postEvent(loaded.url, 'call-status', { CallSid, AnsweredBy: 'human', MachineDetectionDuration: '2500' });
    assert.equal(((await loaded.arrival('out'))['twilio'] as { callSid: string }).callSid, CallSid);
  });

  it('has the price and the error code as numbers', async () => {
    await start(trigger('call-status'));
    await postEvent(loaded.url, 'call-status', {
      CallSid: sid('CA'),
      CallStatus: 'failed',
      Price: '-0.0140',
      PriceUnit: 'USD',
      ErrorCode: '13224',
    });
    const { price, priceUnit, errorCode } = (await loaded.arrival('out'))['twilio'] as Record<string, unknown>;
    assert.deepEqual([price, priceUnit, errorCode], [-0.014, 'USD', 13_224]);
  });

  const part = (params: Record<string, string>, kind = 'call-status') =>
    postEvent(loaded.url, kind, { CallSid: sid('CA'), ...params });

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
      const { payload, twilio } = await loaded.arrival('out');
      assert.deepEqual([payload, (twilio as Record<string, unknown>)['event']], [status, event]);
    }
    assert.equal((await part({ StreamSid: sid('MZ'), StreamEvent: 'stream-error' }, 'stream-status')).status, 200);
    assert.equal((await loaded.arrival('out')).payload, 'stream-error');
  });

  it('sends only calls, when it is set so', async () => {
    await start(
      trigger('call-status', { filterKind: 'call', rejected: true, wires: [['out'], ['rest']] }),
      sink('rest'),
    );
    await part({ StreamSid: sid('MZ'), StreamEvent: 'stream-started' });
    assert.equal((await loaded.arrival('rest')).payload, 'stream-started');
    await part({ CallStatus: 'completed', From: '+14155550123', To: '+14155550100' });
    assert.equal((await loaded.arrival('out')).payload, 'completed');
  });

  it('in order: drops ringing after in-progress', async () => {
    await start(trigger('call-status', { inOrder: true, rejected: true, wires: [['out'], ['late']] }), sink('late'));
    for (const step of ['initiated', 'in-progress', 'ringing', 'completed']) await status(step);
    for (const step of ['initiated', 'in-progress', 'completed'])
      assert.equal((await loaded.arrival('out'))['payload'], step);
    assert.equal((await loaded.arrival('late'))['payload'], 'ringing');
  });

  it('in order: a detection that ends after the call is no status out of order', async () => {
    await start(trigger('call-status', { inOrder: true }));
    const CallSid = sid('CA');
    await status('completed', { CallSid });
    await postEvent(loaded.url, 'call-status', { CallSid, AnsweredBy: 'human', MachineDetectionDuration: '2500' });
    assert.equal((await loaded.arrival('out'))['payload'], 'completed');
    assert.equal((await loaded.arrival('out'))['payload'], 'in-progress');
  });

  it('bounds that contradict each other are a red status', async () => {
    await start(trigger('call-status', { filterMinDuration: 10, filterMaxDuration: 5 }));
    assert.deepEqual(loaded.statuses('in'), ['runtime.problem.filter']);
  });
});

describe('twiml', () => {
  afterEach(() => loaded.unload());
  const answer = async (msg: Record<string, unknown>) => {
    loaded.node('twiml').receive(msg);
    return loaded.arrival('caught');
  };

  it('does not change an answered live call, unless it is set to replace it', async () => {
    await start(twiml(), catcher, sink('caught'));
    const { accountSid } = (loaded.node('account') as unknown as { account: { accountSid: string } }).account;
    const { error } = await answer({ payload: '<Response/>', twilio: { callSid: sid('CA'), accountSid } });
    assert.equal((error as Record<string, unknown>)['code'], 'ALREADY_ANSWERED');
  });

  it('updates a live call by REST when no webhook is open, and it is set so', async () => {
    await start(twiml({ replaceLiveCall: true }));
    const asked: Record<string, unknown>[] = [];
    const { account } = loaded.node('account') as unknown as {
      account: { accountSid: string; options: Record<string, unknown> };
    };
    account.options['transport'] = (request: Record<string, unknown>) => {
      asked.push(request);
      return Promise.resolve({ statusCode: 200, body: { sid: 'CA1', status: 'in-progress' } });
    };
    const document = '<Response><Hangup/></Response>';
    loaded.node('twiml').receive({ payload: document, twilio: { callSid: sid('CA'), accountSid: account.accountSid } });
    const { payload } = await loaded.arrival('out');
    assert.equal((payload as Record<string, unknown>)['status'], 'in-progress');
    assert.deepEqual(asked[0]?.['data'], { Twiml: document });
  });

  it('waits while its account is redeployed, as webhooks do', async () => {
    // "Modified nodes": the twiml node stays, and the account node is replaced.
    const flows = (name: string) => [
      tab,
      real({ name }),
      trigger('call-in', { respond: 'flow' }),
      twiml({ wires: [['answered']] }),
      sink(),
      sink('answered'),
    ];
    loaded = await load(flows('before'), REAL_CREDENTIALS);
    const call = { CallSid: sid('CA'), CallStatus: 'ringing', Direction: 'inbound', From: '+14155550123', To: '+1415' };
    const response = postEvent(loaded.url, 'call', call);
    const msg = await loaded.arrival('out');
    const node = loaded.node('twiml');
    loaded.onceStopping(() => {
      // The account node is closed by then, and its successor is not there yet.
      setImmediate(() => {
        node.receive({ ...msg, payload: '<Response><Say>after the deployment</Say></Response>' });
      });
    });
    await loaded.redeploy(flows('after'), 'nodes');
    assert.match((await response).text, /<Say>after the deployment<\/Say>/);
    await loaded.arrival('answered');
  });

  it('reports a missing message, a missing document, a verb of the other kind, and a late answer to a message', async () => {
    await start(twiml(), catcher, sink('caught'));
    const { accountSid } = (loaded.node('account') as unknown as { account: { accountSid: string } }).account;
    const message = { messageSid: sid('SM'), accountSid };
    for (const [msg, code] of [
      [{ payload: '<Response/>' }, 'INVALID_MESSAGE'],
      [{ payload: '', twilio: message }, 'INVALID_TWIML'],
      [{ payload: { a: 1 }, twilio: message }, 'INVALID_TWIML'],
      [{ payload: '<Response><Say/></Response>', twilio: message }, 'INVALID_TWIML'],
      [{ payload: '<Response/>', twilio: message }, 'TIMEOUT'],
      [{ payload: '<Response/>', twilio: { ...message, accountSid: 'AC0' } }, 'INVALID_CONNECTION_SETTINGS'],
    ] as const) {
      const { error } = await answer(msg);
      assert.equal((error as Record<string, unknown>)['code'], code, JSON.stringify(msg));
    }
  });
});
