import assert from 'node:assert/strict';
import { sink, real, REAL_CREDENTIALS, reply, simulated, smsIn, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postSigned, sid } from '../support/twilio';

describe('sms-in', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
  });

  const start = async (...nodes: Parameters<typeof load>[0]) => {
    loaded = await load([tab, real(), sink(), ...nodes], REAL_CREDENTIALS);
  };

  it('makes a message of a text: the text, its sender and the whole event', async () => {
    await start(smsIn());
    const answer = await postSigned(loaded.url, {
      Body: 'Hallo',
      From: '+14155550123',
      To: '+14155550100',
      NumSegments: '1',
    });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/xml/);
    assert.match(answer.text, /<Response\/>/);
    const { payload, topic, twilio } = await loaded.arrival('out');
    assert.equal(payload, 'Hallo');
    assert.equal(topic, '+14155550123');
    assert.deepEqual(twilio, {
      event: 'message',
      accountSid: answer.sent['AccountSid'],
      messageSid: answer.sent['MessageSid'],
      from: '+14155550123',
      to: '+14155550100',
      channel: 'sms',
      body: 'Hallo',
      numSegments: 1,
      raw: answer.sent,
    });
  });

  it('leaves WhatsApp to whatsapp-in', async () => {
    await start(smsIn());
    const answer = await postSigned(loaded.url, {
      Body: 'a',
      From: 'whatsapp:+14155550123',
      To: 'whatsapp:+14155550100',
    });
    assert.match(answer.text, /<Response\/>/);
    await postSigned(loaded.url, { Body: 'b' });
    assert.equal((await loaded.arrival('out'))['payload'], 'b');
  });

  it('shows that it listens, what came last, and nothing once it is closed', async () => {
    await start(smsIn());
    assert.deepEqual(loaded.statuses('in'), ['runtime.status.listening']);
    await postSigned(loaded.url, { Body: 'x' });
    await loaded.arrival('out');
    await loaded.statusOf('in', 'runtime.status.last');
    await loaded.redeploy([tab, real(), sink()]);
    assert.equal(loaded.statuses('in').at(-1), '');
  });

  it('does not say that it listens when Twilio cannot reach it, because its account has no public URL', async () => {
    loaded = await load([tab, real({ publicUrl: '' }), smsIn(), sink()], REAL_CREDENTIALS);
    await loaded.statusOf('in', 'runtime.problem.noPublicUrl', 'yellow');
    assert.deepEqual(loaded.statuses('in'), ['runtime.problem.noPublicUrl']);
    await loaded.unload();
    loaded = await load([tab, simulated({ publicUrl: '' }), smsIn(), sink()]);
    assert.deepEqual(loaded.statuses('in'), ['runtime.status.listening'], 'the simulator needs none');
  });

  describe('filters', () => {
    const cases: { fields: Record<string, unknown>; passes: Record<string, string>; stays: Record<string, string> }[] =
      [
        {
          fields: { filterFrom: '+1415*, +442071838750' },
          passes: { From: '+442071838750' },
          stays: { From: '+442071838751' },
        },
        { fields: { filterTo: '+1 (415) 555-0100' }, passes: { To: '+14155550100' }, stays: { To: '+14155550101' } },
        { fields: { filterBody: 'help' }, passes: { Body: 'I need HELP now' }, stays: { Body: 'hel p' } },
        {
          fields: { filterBody: 'stop', filterBodyMatch: 'equals' },
          passes: { Body: ' Stop ' },
          stays: { Body: 'stop it' },
        },
        {
          fields: { filterBody: 'order', filterBodyMatch: 'starts' },
          passes: { Body: 'Order 7' },
          stays: { Body: 'my order' },
        },
        {
          fields: { filterBody: '^\\d{4}$', filterBodyMatch: 'regex' },
          passes: { Body: '1234' },
          stays: { Body: '12345' },
        },
        {
          fields: { filterMedia: 'with' },
          passes: { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/x', MediaContentType0: 'image/png' },
          stays: { NumMedia: '0' },
        },
        {
          fields: { filterMedia: 'without' },
          passes: { NumMedia: '0' },
          stays: { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/x', MediaContentType0: 'image/png' },
        },
      ];
    for (const { fields, passes, stays } of cases) {
      it(`${JSON.stringify(fields)} passes ${JSON.stringify(passes)} and turns ${JSON.stringify(stays)} away`, async () => {
        await start(smsIn({ ...fields, rejected: true, wires: [['out'], ['other']] }), sink('other'));
        const passing = await postSigned(loaded.url, passes);
        const staying = await postSigned(loaded.url, stays);
        const sidOf = (msg: Record<string, unknown>) => (msg['twilio'] as { messageSid: string }).messageSid;
        assert.equal(sidOf(await loaded.arrival('out')), passing.sent['MessageSid']);
        assert.equal(sidOf(await loaded.arrival('other')), staying.sent['MessageSid']);
      });
    }

    it('that are invalid cause a red status and an error that names the field, and accept nothing', async () => {
      await start(smsIn({ filterBody: '(', filterBodyMatch: 'regex' }));
      assert.deepEqual(loaded.statuses('in'), ['runtime.problem.filter']);
      assert.match(loaded.logged().find(({ id }) => id === 'in')?.msg ?? '', /Invalid regular expression/);
      assert.match((await postSigned(loaded.url, { Body: '(' })).text, /<Response\/>/);
    });

    it('that were slow for texts made for them decide every text, and stay at work after many', async () => {
      await start(
        smsIn({ filterBody: '^(a+)+$', filterBodyMatch: 'regex', rejected: true, wires: [['out'], ['rest']] }),
        sink('rest'),
      );
      for (let n = 1; n <= 6; n += 1) {
        await postSigned(loaded.url, { MessageSid: sid('SM'), Body: `${'a'.repeat(1000)}!` });
        assert.equal((await loaded.arrival('rest'))['topic'], '+14155550123');
      }
      await postSigned(loaded.url, { MessageSid: sid('SM'), Body: 'aaa' });
      assert.equal((await loaded.arrival('out'))['payload'], 'aaa');
    });
  });

  describe('answers', () => {
    it('with a fixed text and media, escaped', async () => {
      await start(
        smsIn({ respond: 'text', replyText: 'Fish & <chips>', replyMedia: 'https://example.com/a.png?x=1&y=2' }),
      );
      const { text } = await postSigned(loaded.url, { Body: 'x' });
      assert.match(
        text,
        /<Body>Fish &amp; &lt;chips&gt;<\/Body><Media>https:\/\/example.com\/a.png\?x=1&amp;y=2<\/Media>/,
      );
    });

    it('with what the flow replies while Twilio waits', async () => {
      await start(smsIn({ respond: 'flow', wires: [['reply']] }), reply({ wires: [['out']] }));
      const { text } = await postSigned(loaded.url, { Body: 'echo <me>' });
      assert.match(text, /<Message><Body>echo &lt;me&gt;<\/Body><\/Message>/);
      const { payload } = await loaded.arrival('out');
      assert.equal((payload as Record<string, unknown>)['direction'], 'outbound-reply');
    });

    it('empty when the flow says nothing until the deadline', async () => {
      await start(smsIn({ respond: 'flow', deadline: 1 }));
      const { text } = await postSigned(loaded.url, { Body: 'x' });
      assert.match(text, /<Response\/>/);
    });

    it('an invalid fixed text causes a red status when it is deployed, not with the first message', async () => {
      await start(smsIn({ respond: 'text', replyText: '' }));
      assert.deepEqual(loaded.statuses('in'), ['runtime.problem.answer']);
      assert.match(loaded.logged().find(({ id }) => id === 'in')?.msg ?? '', /message is empty/);
    });
  });

  it('sends every trigger its own copy, so that one flow cannot change the message of another', async () => {
    await start(smsIn(), smsIn({ id: 'in2', wires: [['other']] }), sink('other'));
    await postSigned(loaded.url, { Body: 'one' });
    const first = await loaded.arrival('out');
    (first['twilio'] as { raw: Record<string, string> }).raw['Body'] = 'changed';
    const second = await loaded.arrival('other');
    assert.equal((second['twilio'] as { raw: Record<string, string> }).raw['Body'], 'one');
  });

  it('says in red that its account is missing', async () => {
    loaded = await load([tab, smsIn({ account: 'nowhere' }), sink()]);
    assert.deepEqual(loaded.statuses('in'), ['runtime.problem.noAccount']);
  });

  it('says in red that its account is disabled', async () => {
    loaded = await load([tab, real({ d: true }), smsIn(), sink()], REAL_CREDENTIALS);
    assert.deepEqual(loaded.statuses('in'), ['runtime.problem.noAccount']);
  });

  it('shows in red that a request was unauthorized, and why', async () => {
    await start(smsIn());
    const answer = await postSigned(loaded.url, { Body: 'x' }, { token: 'wrong' });
    assert.equal(answer.status, 403);
    await loaded.statusOf('in', 'runtime.status.unauthorized');
  });
});
