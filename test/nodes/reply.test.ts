import assert from 'node:assert/strict';
import { catcher, CREDENTIALS, real, REAL_CREDENTIALS, reply, simulated, sink, smsIn, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postSigned } from '../support/twilio';

describe('reply', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
  });
  const incoming = (accountSid: string) => ({
    event: 'message',
    accountSid,
    messageSid: `SM${'0'.repeat(32)}`,
    from: '+14155550123',
    to: '+14155550100',
  });
  const accountSid = () => (loaded.node('account')['account'] as { accountSid: string }).accountSid;

  it('answers by REST when Twilio no longer waits, from the number that was texted', async () => {
    loaded = await load([tab, simulated(), reply(), sink()]);
    loaded.node('reply').receive({ payload: 'late', twilio: incoming(accountSid()) });
    const message = (await loaded.arrival('out'))['payload'] as Record<string, unknown>;
    assert.match(String(message['sid']), /^SM/);
    assert.equal(message['from'], '+14155550100');
    assert.equal(message['to'], '+14155550123');
    assert.equal(message['body'], 'late');
  });

  it('the first answer wins; a second one goes out as a message of its own', async () => {
    loaded = await load(
      [
        tab,
        real(),
        smsIn({ respond: 'flow', wires: [['reply', 'reply2']] }),
        reply(),
        reply({ id: 'reply2', body: 'again', bodyType: 'str' }),
        catcher,
        sink(),
        sink('caught'),
      ],
      REAL_CREDENTIALS,
    );
    const asked: string[] = [];
    const { account } = loaded.node('account') as unknown as { account: { options: { transport?: unknown } } };
    account.options.transport = ({ data }: { data: { Body: string } }) => {
      asked.push(data.Body);
      return Promise.resolve({ statusCode: 201, body: { sid: `SM${'2'.repeat(32)}`, body: data.Body } });
    };
    const { text } = await postSigned(loaded.url, { Body: 'first' });
    assert.match(text, /<Body>first<\/Body>/);
    await loaded.arrival('out');
    await loaded.arrival('out');
    assert.deepEqual(asked, ['again']);
  });

  it('a text gets one reply when a fixed answer and a flow compete', async () => {
    loaded = await load(
      [
        tab,
        real(),
        smsIn({ id: 'flow', respond: 'flow', wires: [['reply']] }),
        smsIn({ id: 'fixed', respond: 'text', replyText: 'We are closed', wires: [[]] }),
        reply(),
        catcher,
        sink('caught'),
      ],
      REAL_CREDENTIALS,
    );
    const asked: unknown[] = [];
    const { account } = loaded.node('account') as unknown as { account: { options: { transport?: unknown } } };
    account.options.transport = (request: unknown) => {
      asked.push(request);
      return Promise.resolve({ statusCode: 201, body: {} });
    };
    const { text } = await postSigned(loaded.url, { Body: 'hello' });
    assert.match(text, /We are closed/);
    const error = (await loaded.arrival('caught'))['error'] as Record<string, unknown>;
    assert.equal(error['code'], 'ALREADY_ANSWERED');
    assert.deepEqual(asked, []);
  });

  it('a repeated delivery gets the same reply and does not run the flow again', async () => {
    loaded = await load(
      [tab, real(), smsIn({ respond: 'flow', wires: [['reply', 'seen']] }), reply(), sink(), sink('seen')],
      REAL_CREDENTIALS,
    );
    const first = await postSigned(loaded.url, { Body: 'once', MessageSid: `SM${'7'.repeat(32)}` });
    const second = await postSigned(loaded.url, { Body: 'once', MessageSid: `SM${'7'.repeat(32)}` });
    assert.match(first.text, /<Body>once<\/Body>/);
    assert.equal(second.text, first.text);
    await postSigned(loaded.url, { Body: 'next' });
    assert.equal((await loaded.arrival('seen'))['payload'], 'once');
    assert.equal((await loaded.arrival('seen'))['payload'], 'next');
  });

  it('says what is missing when there is no message to answer', async () => {
    loaded = await load([tab, simulated(), reply(), catcher, sink(), sink('caught')]);
    for (const twilio of [undefined, null, 'x', {}, { event: 'message-status', messageSid: 'SM1' }]) {
      loaded.node('reply').receive({ payload: 'x', twilio });
      const error = (await loaded.arrival('caught'))['error'] as Record<string, unknown>;
      assert.equal(error['code'], 'INVALID_MESSAGE');
      assert.match(String(error['message']), /no incoming message/);
    }
  });

  it('reports that no account node has the account of the message', async () => {
    loaded = await load([tab, simulated(), reply(), catcher, sink(), sink('caught')]);
    loaded.node('reply').receive({ payload: 'x', twilio: incoming(`AC${'9'.repeat(32)}`) });
    const error = (await loaded.arrival('caught'))['error'] as Record<string, unknown>;
    assert.equal(error['code'], 'INVALID_CONNECTION_SETTINGS');
  });

  it('answers through an account node without an Account SID, while Twilio waits there', async () => {
    loaded = await load(
      [tab, real(), smsIn({ respond: 'flow', wires: [['reply']] }), reply({ account: '' }), catcher, sink('caught')],
      { account: { authToken: CREDENTIALS.authToken } },
    );
    const { text } = await postSigned(loaded.url, { Body: 'unknown' });
    assert.match(text, /<Body>unknown<\/Body>/);
  });

  it('waits while its account is redeployed, as webhooks do', async () => {
    // "Modified nodes": the reply node stays, and the account node is replaced.
    const flows = (name: string) => [
      tab,
      real({ name }),
      smsIn({ respond: 'flow', wires: [['out']] }),
      reply({ account: '', wires: [['replied']] }),
      catcher,
      sink(),
      sink('caught'),
      sink('replied'),
    ];
    loaded = await load(flows('before'), REAL_CREDENTIALS);
    const answer = postSigned(loaded.url, { Body: 'wait' });
    const msg = await loaded.arrival('out');
    const node = loaded.node('reply');
    loaded.onceStopping(() => {
      // The account node is closed by then, and its successor is not there yet.
      setImmediate(() => {
        node.receive({ ...msg, payload: 'after the deployment' });
      });
    });
    await loaded.redeploy(flows('after'), 'nodes');
    assert.match((await answer).text, /<Body>after the deployment<\/Body>/);
    await loaded.arrival('replied');
  });
});
