import assert from 'node:assert/strict';
import { endSimulator } from '../../lib/node-red/simulator';
import { catcher, real, REAL_CREDENTIALS, sendSms, simulated, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';

describe('send-sms', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
    await endSimulator('account');
  });

  const start = async (fields: Record<string, unknown> = {}, account = simulated(), credentials = {}) => {
    loaded = await load([tab, account, sendSms(fields), catcher, sink(), sink('caught')], credentials);
  };
  const send = async (msg: Record<string, unknown>) => {
    loaded.node('send').receive(msg);
    return loaded.arrival('out');
  };
  const fail = async (msg: Record<string, unknown>) => {
    loaded.node('send').receive(msg);
    return (await loaded.arrival('caught'))['error'] as {
      message: string;
      code: string;
      cause: Record<string, unknown>;
    };
  };

  it('sends, and puts the Message resource as plain JSON on the payload; the rest of the message stays', async () => {
    await start();
    const { payload, kept } = await send({ to: '+1 (415) 555-0123', payload: 'Grüße 👋', kept: 'yes' });
    assert.equal(kept, 'yes');
    const message = payload as Record<string, unknown>;
    assert.deepEqual(JSON.parse(JSON.stringify(message)), message);
    assert.match(String(message['sid']), /^SM[0-9a-f]{32}$/);
    assert.equal(message['to'], '+14155550123');
    assert.equal(message['from'], '+14155550100');
    assert.equal(message['body'], 'Grüße 👋');
    assert.equal(message['status'], 'queued');
    assert.equal(message['encoding'], 'UCS-2');
    assert.equal(message['segments'], 1);
  });

  it('sends from the first number of a new simulator account, which has no default sender', async () => {
    await start({}, simulated({ from: '' }));
    const { payload } = await send({ to: '+14155550123', payload: 'Hello' });
    assert.equal((payload as Record<string, unknown>)['from'], '+14155550100');
  });

  it('counts the segments of a long text', async () => {
    await start();
    const { payload } = await send({ to: '+14155550123', payload: 'x'.repeat(161) });
    assert.deepEqual(
      { encoding: 'GSM-7', segments: 2 },
      {
        encoding: (payload as Record<string, unknown>)['encoding'],
        segments: (payload as Record<string, unknown>)['segments'],
      },
    );
  });

  it('reads every TypedInput: text, message, environment, expression', async () => {
    await start({
      to: '+14155550123',
      toType: 'str',
      from: 'TEST_FROM',
      fromType: 'env',
      body: '"Hello " & name',
      bodyType: 'jsonata',
    });
    process.env['TEST_FROM'] = '+442079460100';
    try {
      const { payload } = await send({ name: 'Ada' });
      assert.equal((payload as Record<string, unknown>)['body'], 'Hello Ada');
      assert.equal((payload as Record<string, unknown>)['from'], '+442079460100');
    } finally {
      delete process.env['TEST_FROM'];
    }
  });

  it('merges msg.options over its own', async () => {
    await start({ options: '{"validityPeriod": 600, "smartEncoded": true}' });
    const error = await fail({ to: '+14155550123', payload: 'x', options: { validityPeriod: 99999 } });
    assert.equal(error.code, 'INVALID_MESSAGE');
    assert.match(error.message, /validityPeriod is 99999; it must be a whole number from 1 to 36000/);
  });

  it('accepts an option that Twilio ignores, and warns about it once', async () => {
    await start({ options: '{"maxPrice": 0.05}' });
    for (let times = 0; times < 2; times += 1) await send({ to: '+14155550123', payload: 'x' });
    const warnings = loaded.logged().filter(({ id }) => id === 'send');
    assert.deepEqual(warnings, [{ id: 'send', msg: 'runtime.problem.obsolete', level: 'warn' }]);
  });

  it('shows that it sent, and in red why it did not', async () => {
    await start();
    await send({ to: '+14155550123', payload: 'x' });
    await loaded.statusOf('send', 'runtime.status.sent');
    await fail({ to: 'nobody', payload: 'x' });
    await loaded.statusOf('send', '"nobody" is not a phone number in E.164…');
  });

  describe('rejects before it sends a request', () => {
    const cases: [string, Record<string, unknown>, Record<string, unknown>, string, RegExp][] = [
      ['no recipient', {}, { payload: 'x' }, 'INVALID_RECIPIENT', /recipient is missing/],
      ['a national number', {}, { to: '0171 1234567', payload: 'x' }, 'INVALID_RECIPIENT', /E\.164/],
      ['a number with a leading zero', {}, { to: '+0123456', payload: 'x' }, 'INVALID_RECIPIENT', /E\.164/],
      ['a number that is too long', {}, { to: '+1234567890123456', payload: 'x' }, 'INVALID_RECIPIENT', /E\.164/],
      ['a WhatsApp address', {}, { to: 'whatsapp:+14155550123', payload: 'x' }, 'INVALID_RECIPIENT', /WhatsApp/],
      ['an object as recipient', {}, { to: {}, payload: 'x' }, 'INVALID_RECIPIENT', /recipient is missing/],
      ['an empty text', {}, { to: '+14155550123', payload: ' ' }, 'INVALID_MESSAGE', /empty/],
      ['an object as text', {}, { to: '+14155550123', payload: { a: 1 } }, 'INVALID_MESSAGE', /object/],
      [
        '1,601 characters',
        {},
        { to: '+14155550123', payload: '€'.repeat(1601) },
        'MESSAGE_TOO_LARGE',
        /1601 characters/,
      ],
      [
        'a sender that is none',
        { from: '???' },
        { to: '+14155550123', payload: 'x' },
        'INVALID_SENDER',
        /not a valid sender/,
      ],
      [
        'no Messaging Service',
        { sender: 'service' },
        { to: '+14155550123', payload: 'x' },
        'MISSING_FROM_NUMBER',
        /Messaging Service/,
      ],
      [
        '11 media',
        { media: 'media', mediaType: 'msg' },
        { to: '+14155550123', payload: 'x', media: Array<string>(11).fill('https://example.com/a.png') },
        'INVALID_MESSAGE',
        /11 media/,
      ],
      [
        'media that is no address',
        { media: 'file:///etc/passwd' },
        { to: '+14155550123', payload: 'x' },
        'INVALID_MESSAGE',
        /not a valid URL/,
      ],
      [
        'an unknown option',
        {},
        { to: '+14155550123', payload: 'x', options: { colour: 'red' } },
        'INVALID_MESSAGE',
        /no parameter "colour"/,
      ],
      [
        'a broken expression',
        { body: '$$$(', bodyType: 'jsonata' },
        { to: '+14155550123' },
        'INVALID_PARAMETER',
        /"body" cannot be read/,
      ],
    ];
    for (const [what, fields, msg, code, message] of cases) {
      it(what, async () => {
        await start(fields, real(), REAL_CREDENTIALS);
        const error = await fail(msg);
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.equal(typeof error.cause['hint'], 'string');
        assert.equal(error.cause['status'], undefined);
      });
    }

    it('no sender at all', async () => {
      await start({}, real({ from: '' }), REAL_CREDENTIALS);
      assert.equal((await fail({ to: '+14155550123', payload: 'x' })).code, 'MISSING_FROM_NUMBER');
    });

    it('missing credentials, also named in its status', async () => {
      await start({}, real());
      assert.deepEqual(loaded.statuses('send'), ['The Account SID is missing']);
      const error = await fail({ to: '+14155550123', payload: 'x' });
      assert.equal(error.code, 'INVALID_CONNECTION_SETTINGS');
      assert.equal(error.message, 'The Account SID is missing');
    });

    it('a missing account', async () => {
      await start({ account: 'nowhere' });
      assert.deepEqual(loaded.statuses('send'), ['runtime.problem.noAccount']);
      assert.equal((await fail({ to: '+14155550123', payload: 'x' })).code, 'INVALID_CONNECTION_SETTINGS');
    });
  });

  it('reports an error of Twilio, with its code, status, link and a hint', async () => {
    await start({ from: '+14155559999' });
    const error = await fail({ to: '+14155550123', payload: 'x' });
    assert.equal(error.code, 'INVALID_SENDER');
    assert.equal(error.cause['twilioCode'], 21606);
    assert.equal(error.cause['status'], 400);
    assert.match(String(error.cause['moreInfo']), /21606/);
    assert.match(String(error.cause['hint']), /number of this account/);
  });

  it('reports an error in an expression in one sentence, without a stack', async () => {
    await start({ body: '$number(payload)', bodyType: 'jsonata' });
    const error = await fail({ to: '+14155550123', payload: 'x' });
    assert.match(error.message, /^"body" cannot be read: Unable to cast value to a number/);
    assert.ok(error.message.length < 120, error.message);
  });

  it('lets msg.options set what has a field too', async () => {
    await start();
    const options = { from: '+442079460100', body: 'from the options', mediaUrl: ['https://example.com/a.png'] };
    const { payload } = await send({ to: '+14155550123', payload: 'x', options });
    const { from, body, numMedia } = payload as Record<string, unknown>;
    assert.deepEqual([from, body, numMedia], ['+442079460100', 'from the options', '1']);
  });

  it('sends from every kind of sender', async () => {
    const service = `MG${'a'.repeat(32)}`;
    const account = simulated({ messagingServiceSid: service });
    for (const fields of [{ from: '+442079460100' }, { from: 'Ringflow' }, { from: '54321' }, { sender: 'service' }]) {
      await start(fields, account);
      const { payload } = await send({ to: '+447700900123', payload: 'hello' });
      const { from, messagingServiceSid, status } = payload as Record<string, unknown>;
      assert.deepEqual(
        'from' in fields ? from : messagingServiceSid,
        'from' in fields ? fields.from : service,
        String(status),
      );
      await loaded.unload();
    }
    await start({}, account);
  });

  it('ignores a field that its form hides', async () => {
    const service = `MG${'a'.repeat(32)}`;
    await start({ sender: 'service', from: '???' }, simulated({ messagingServiceSid: service }));
    const { payload } = await send({ to: '+14155550123', payload: 'x' });
    assert.equal((payload as Record<string, unknown>)['messagingServiceSid'], service);
    await loaded.unload();
    await endSimulator('account');
    await start({ messagingServiceSid: '$$$(', messagingServiceSidType: 'jsonata' });
    assert.equal(((await send({ to: '+14155550123', payload: 'x' }))['payload'] as { to: string }).to, '+14155550123');
  });

  it('is yellow with counts when a recipient of a list was rejected, and msg.failed lists them', async () => {
    await start();
    const { failed } = await send({ to: ['nobody', '+14155550123'], payload: 'x' });
    await loaded.statusOf('send', 'runtime.status.sentMany', 'yellow');
    assert.deepEqual(
      (failed as { to: string; error: { code: string } }[]).map(({ to, error }) => [to, error.code]),
      [['nobody', 'INVALID_RECIPIENT']],
    );
    assert.deepEqual((await send({ to: ['+14155550122', '+14155550123'], payload: 'x' }))['failed'], []);
  });

  it('has a red status when no recipient of a list got it', async () => {
    await start();
    await send({ to: ['nobody', 'nowhere'], payload: 'x' });
    await loaded.statusOf('send', 'runtime.status.sentMany', 'red');
  });

  it('warns that it cannot track the delivery without a public URL, in its status too', async () => {
    await start({ track: true }, real({ publicUrl: '' }), REAL_CREDENTIALS);
    await loaded.statusOf('send', 'runtime.problem.deliveryNotTracked', 'yellow');
    const warnings = loaded.logged().filter(({ id }) => id === 'send');
    assert.deepEqual(warnings, [{ id: 'send', msg: 'runtime.problem.notTracked', level: 'warn' }]);
    await loaded.unload();
    for (const [fields, account] of [
      [{ track: false }, real({ publicUrl: '' })],
      [{ track: true }, real()],
    ] as const) {
      await start(fields, account, REAL_CREDENTIALS);
      assert.deepEqual(loaded.statuses('send'), []);
      await loaded.unload();
    }
    await start({ track: true });
    assert.deepEqual(loaded.statuses('send'), []);
  });
});
