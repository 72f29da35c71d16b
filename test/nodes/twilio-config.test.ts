import assert from 'node:assert/strict';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import type { Endpoint } from '../../lib/webhooks/endpoint';
import { CREDENTIALS, real, REAL_CREDENTIALS, sendSms, simulated, sink, smsIn, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postSigned } from '../support/twilio';

describe('twilio-config', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
  });
  const endpoint = (id = 'account') => loaded.node(id)['endpoint'] as Endpoint;
  const warnings = (id = 'account') => loaded.logged().filter((entry) => entry.id === id);

  describe('takes a public URL', () => {
    for (const [publicUrl, signed] of [
      ['https://example.com', 'https://example.com'],
      ['https://example.com/', 'https://example.com'],
      ['https://example.com/node-red/', 'https://example.com/node-red'],
      ['https://example.com:8443', 'https://example.com:8443'],
      ['example.com', 'https://example.com'],
      ['https://user:pass@example.com', 'https://example.com'],
      ['https://example.com/#rc=2', 'https://example.com'],
    ] as const) {
      it(`"${publicUrl}"`, async () => {
        loaded = await load([tab, real({ publicUrl }), smsIn(), sink()], REAL_CREDENTIALS);
        const answer = await postSigned(loaded.url, { Body: 'x' }, { publicUrl: signed });
        assert.equal(answer.status, 200, answer.text);
      });
    }

    it('that is none: the triggers say so in red, and nothing gets in', async () => {
      for (const publicUrl of ['https://', 'ftp://example.com', 'https://exa mple.com', 'https://example.com/?a=1']) {
        loaded = await load([tab, real({ publicUrl }), smsIn(), sink()], REAL_CREDENTIALS);
        assert.deepEqual(loaded.statuses('in'), ['runtime.problem.publicUrl'], publicUrl);
        assert.equal((await postSigned(loaded.url, {})).status, 404);
        await loaded.unload();
      }
      loaded = await load([tab]);
    });
  });

  describe('with the user and password of the public URL as credentials', () => {
    const LOGIN = { publicUser: 'twilio', publicPassword: 'p@ss/word' };
    const account = () => loaded.node('account') as unknown as AccountNode;

    it('sends Twilio URLs that contain them, encoded', async () => {
      loaded = await load([tab, real()], { account: { ...CREDENTIALS, ...LOGIN } });
      assert.equal(webhookUrl(account(), 'message'), 'https://twilio:p%40ss%2Fword@example.com/twilio/message');
    });

    it('uses them instead of those in the public URL', async () => {
      loaded = await load([tab, real({ publicUrl: 'https://old:secret@example.com' })], {
        account: { ...CREDENTIALS, ...LOGIN },
      });
      assert.equal(webhookUrl(account(), 'message'), 'https://twilio:p%40ss%2Fword@example.com/twilio/message');
    });

    it('still uses those in the public URL when there are no credentials for it', async () => {
      loaded = await load([tab, real({ publicUrl: 'https://old:secret@example.com' })], REAL_CREDENTIALS);
      assert.equal(webhookUrl(account(), 'message'), 'https://old:secret@example.com/twilio/message');
    });

    it('checks signatures over the URL without them', async () => {
      loaded = await load([tab, real(), smsIn(), sink()], { account: { ...CREDENTIALS, ...LOGIN } });
      assert.equal((await postSigned(loaded.url, { Body: 'x' })).status, 200);
    });

    it('removes them from errors and logs', async () => {
      loaded = await load([tab, real()], { account: { ...CREDENTIALS, ...LOGIN } });
      const clean = account().account.redact(
        'p@ss/word p%40ss%2Fword https://twilio:p%40ss%2Fword@example.com/twilio/message',
      );
      assert.doesNotMatch(clean, /ss.{1,3}word/);
    });
  });

  it('rejects a path that no request can have: the triggers say so in red', async () => {
    for (const path of ['/twi?lio', '/twilio#1']) {
      loaded = await load([tab, real({ path }), smsIn(), sink()], REAL_CREDENTIALS);
      assert.deepEqual(loaded.statuses('in'), ['runtime.problem.path'], path);
      await loaded.unload();
    }
    loaded = await load([tab]);
  });

  it('rejects requests without a token, and its triggers show that from the start', async () => {
    loaded = await load([tab, real(), smsIn(), sink()], { account: { accountSid: CREDENTIALS.accountSid } });
    assert.deepEqual(loaded.statuses('in'), ['runtime.problem.noToken']);
    const answer = await postSigned(loaded.url, { Body: 'x' });
    assert.equal(answer.status, 403);
    assert.match(answer.text, /no auth token/);
  });

  it('takes both tokens while they are rotated', async () => {
    loaded = await load([tab, real(), smsIn(), sink()], {
      account: { ...CREDENTIALS, secondaryAuthToken: 'the-next-token' },
    });
    for (const token of [CREDENTIALS.authToken, 'the-next-token']) {
      assert.equal((await postSigned(loaded.url, { Body: 'x' }, { token })).status, 200);
    }
    assert.equal((await postSigned(loaded.url, { Body: 'x' }, { token: 'the-one-before' })).status, 403);
  });

  it('counts unauthorized requests and warns once, with the URL that was checked and what to do', async () => {
    loaded = await load([tab, real(), smsIn(), sink()], REAL_CREDENTIALS);
    for (let i = 0; i < 5; i += 1) await postSigned(loaded.url, { Body: 'x' }, { token: 'forged' });
    assert.equal(endpoint().rejected.count, 5);
    assert.equal(endpoint().rejected.last?.url, 'https://example.com/twilio/message');
    const [warning, ...more] = warnings();
    assert.deepEqual(more, []);
    assert.match(
      warning?.msg ?? '',
      /https:\/\/example\.com\/twilio\/message: the signature does not match\..*Public URL/,
    );
    for (const { msg } of loaded.logged()) assert.doesNotMatch(msg, new RegExp(CREDENTIALS.authToken));
  });

  it('says which public URL would have been right', async () => {
    loaded = await load([tab, real({ publicUrl: 'https://old.example.com' }), smsIn(), sink()], REAL_CREDENTIALS);
    const answer = await postSigned(
      loaded.url,
      { Body: 'x' },
      {
        publicUrl: 'https://new.example.com',
        headers: { 'X-Forwarded-Host': 'new.example.com', 'X-Forwarded-Proto': 'https' },
      },
    );
    assert.equal(answer.status, 403);
    assert.match(endpoint().rejected.last?.hint ?? '', /Twilio called https:\/\/new\.example\.com\/twilio\/message/);
  });

  it('rejects requests of another account', async () => {
    loaded = await load([tab, real(), smsIn(), sink()], REAL_CREDENTIALS);
    const answer = await postSigned(loaded.url, { Body: 'x', AccountSid: `AC${'2'.repeat(32)}` });
    assert.equal(answer.status, 403);
    assert.match(answer.text, /another Twilio account/);
  });

  it('does not share its path: the triggers of the second account show that in red', async () => {
    loaded = await load(
      [
        tab,
        real(),
        real({ id: 'second', name: 'the other one' }),
        smsIn(),
        smsIn({ id: 'in2', account: 'second' }),
        sink(),
      ],
      { ...REAL_CREDENTIALS, second: CREDENTIALS },
    );
    assert.deepEqual(loaded.statuses('in'), ['runtime.status.listening']);
    assert.deepEqual(loaded.statuses('in2'), ['runtime.problem.pathTaken']);
    assert.match(warnings('second')[0]?.msg ?? '', /\/twilio belongs to another account node/);
  });

  it('with signatures switched off takes unsigned requests, and warns that anyone can send them', async () => {
    loaded = await load([tab, real({ validateSignatures: false }), smsIn(), sink()], REAL_CREDENTIALS);
    assert.match(warnings()[0]?.msg ?? '', /unchecked/);
    assert.equal((await postSigned(loaded.url, { Body: 'x' }, { token: 'any' })).status, 200);
    assert.equal((await postSigned(loaded.url, { AccountSid: 'AC0' }, { token: 'any' })).status, 403);
  });

  it('is usable by several accounts at once, each on its own path', async () => {
    const second = { accountSid: `AC${'2'.repeat(32)}`, authToken: 'token-of-the-second' };
    loaded = await load(
      [
        tab,
        real(),
        real({ id: 'second', path: '/two' }),
        smsIn(),
        smsIn({ id: 'in2', account: 'second', wires: [['other']] }),
        sink(),
        sink('other'),
      ],
      { ...REAL_CREDENTIALS, second },
    );
    await postSigned(loaded.url, { Body: 'one' });
    await postSigned(
      loaded.url,
      { Body: 'two', AccountSid: second.accountSid },
      { path: '/two/message', token: second.authToken },
    );
    assert.equal((await loaded.arrival('out'))['payload'], 'one');
    assert.equal((await loaded.arrival('other'))['payload'], 'two');
  });

  it('on the simulator needs no credentials, and its messages contain no token', async () => {
    loaded = await load([tab, simulated(), sendSms(), sink()]);
    loaded.node('send').receive({ to: '+14155550123', payload: 'x' });
    const msg = await loaded.arrival('out');
    const { simulator } = loaded.node('account') as unknown as { simulator: { authToken: string } };
    assert.ok(simulator.authToken.length >= 32);
    assert.ok(!JSON.stringify(msg).includes(simulator.authToken));
  });
});
