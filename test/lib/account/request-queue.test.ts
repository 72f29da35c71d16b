import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { RequestQueue } from '../../../lib/account/request-queue';
import type { Transport } from '../../../lib/account/transport';
import { accountSettings, tokenCredentials } from '../../support/account';

describe('the request queue', () => {
  it('runs only so many requests at the same time, in their order', async () => {
    const gate = new RequestQueue(2);
    const entered: number[] = [];
    const enter = (n: number) => gate.enter().then(() => entered.push(n));
    const all = [1, 2, 3, 4].map(enter);
    await Promise.all(all.slice(0, 2));
    assert.deepEqual(entered, [1, 2]);
    assert.equal(gate.waiting, 2);
    gate.leave();
    await all[2];
    gate.leave();
    await all[3];
    assert.deepEqual(entered, [1, 2, 3, 4]);
  });

  it('starts repeated requests first, in their order', async () => {
    const gate = new RequestQueue(1);
    const [one, two] = [gate.queuePosition(), gate.queuePosition()];
    await gate.enter();
    const entered: string[] = [];
    const enter = (name: string, ticket?: number) => gate.enter(ticket).then(() => entered.push(name));
    const all = [enter('later'), enter('two', two), enter('one', one)];
    for (const waiting of [all[2], all[1], all[0]]) {
      gate.leave();
      await waiting;
    }
    assert.deepEqual(entered, ['one', 'two', 'later']);
  });

  it('limits the rate of each sender, without delaying other senders', async () => {
    const gate = new RequestQueue(10);
    const entered: string[] = [];
    const before = performance.now();
    const enter = async (name: string) => {
      await gate.enter(gate.queuePosition(), { key: name.charAt(0), intervalMs: 10 });
      entered.push(name);
      gate.leave();
    };
    await Promise.all(['a1', 'b1', 'a2', 'b2', 'a3', 'a4', 'a5'].map(enter));
    assert.ok(performance.now() - before >= 38, 'four more turns take 40 ms');
    const [as, bs] = ['a', 'b'].map((key) => entered.filter((name) => name.startsWith(key)));
    assert.deepEqual(
      [as, bs],
      [
        ['a1', 'a2', 'a3', 'a4', 'a5'],
        ['b1', 'b2'],
      ],
    );
    assert.ok(entered.indexOf('b2') < entered.indexOf('a4'), 'one sender does not hold up another');
  });

  it('does not catch up after a pause', async () => {
    const gate = new RequestQueue(10);
    gate.pause(60);
    const times: number[] = [];
    const enter = async () => {
      await gate.enter(gate.queuePosition(), { key: 'a', intervalMs: 20 });
      times.push(performance.now());
      gate.leave();
    };
    await Promise.all([enter(), enter(), enter()]);
    const [first = 0, , last = 0] = times;
    assert.ok(last - first >= 38, 'two more turns take 40 ms');
  });

  it('starts nothing during a pause', async () => {
    const gate = new RequestQueue(1);
    const before = performance.now();
    gate.pause(60);
    await gate.enter();
    assert.ok(performance.now() - before >= 55);
  });

  it('rejects all waiting and all later requests when it is closed', async () => {
    const gate = new RequestQueue(1);
    await gate.enter();
    const waiting = gate.enter();
    gate.close(new Error('stopped'));
    await assert.rejects(waiting, /stopped/);
    await assert.rejects(gate.enter(), /stopped/);
  });
});

describe('many responses with 429', () => {
  it('send each of 1,000 messages exactly once, at most ten at the same time', async () => {
    const sent = new Map<string, number>();
    let underWay = 0;
    let most = 0;
    let rejected = 0;
    let room = 50;
    const refill = setInterval(() => {
      room = 50;
    }, 10);
    const transport: Transport = async ({ data }) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      if (room === 0) {
        rejected += 1;
        return { statusCode: 429, body: { code: 20429, message: 'Too Many Requests', status: 429 } };
      }
      room -= 1;
      const body = (data as Record<string, string>)['Body'] ?? '';
      sent.set(body, (sent.get(body) ?? 0) + 1);
      return { statusCode: 201, body: { sid: 'SM1', body } };
    };
    const account = new Account({
      settings: accountSettings,
      credentials: tokenCredentials,
      transport,
      retry: { retries: 20, maxWaitMs: 1000, firstWaitMs: 5 },
    });
    const bodies = Array.from({ length: 1000 }, (_, index) => `message ${index}`);
    await Promise.all(
      bodies.map((body) =>
        account.request('SEND_MESSAGE_FAILED', (client) =>
          client.messages.create({ to: '+14155550123', from: '+14155550100', body }),
        ),
      ),
    );
    clearInterval(refill);
    assert.deepEqual([...sent.keys()].sort(), [...bodies].sort());
    assert.ok([...sent.values()].every((count) => count === 1));
    assert.ok(rejected > 0, 'there was no storm');
    assert.ok(most <= 10, `${most} at once`);
  });
});

describe('the rate limit of a sender', () => {
  const paced = (sendRate: number, transport: Transport) =>
    new Account({ settings: { ...accountSettings, sendRate }, credentials: tokenCredentials, transport });
  const send = (account: Account, body: string, from = '+14155550100') =>
    account.request('SEND_MESSAGE_FAILED', (client) => client.messages.create({ to: '+14155550123', from, body }));

  it('still applies after a 429, in the same order', async () => {
    const sent: { body: string; at: number }[] = [];
    let room = 0;
    const account = paced(100, async ({ data }) => {
      await new Promise(setImmediate);
      room += 1;
      if (room <= 3) return { statusCode: 429, body: { code: 20429 }, headers: { 'Retry-After': '1' } };
      sent.push({ body: (data as Record<string, string>)['Body'] ?? '', at: performance.now() });
      return { statusCode: 201, body: { sid: 'SM1' } };
    });
    const bodies = ['0', '1', '2', '3', '4', '5'];
    await Promise.all(bodies.map((body) => send(account, body)));
    assert.deepEqual(
      sent.map(({ body }) => body),
      bodies,
    );
    const [first, last] = [sent[0]?.at ?? 0, sent.at(-1)?.at ?? 0];
    assert.ok(last - first >= 45, `six messages in ${String(last - first)} ms`);
  });

  it('does not delay the error of an invalid message', async () => {
    const account = new Account({
      settings: { ...accountSettings, sendRate: 0.1 },
      credentials: { ...tokenCredentials, authToken: '' },
    });
    for (let count = 0; count < 3; count += 1) await assert.rejects(send(account, 'x'), /auth token is missing/);
  });

  it('ends with an error when the flow is stopped', async () => {
    const account = paced(0.1, () => Promise.resolve({ statusCode: 201, body: { sid: 'SM1' } }));
    await send(account, 'first');
    const second = send(account, 'second');
    const other = send(account, 'another sender', '+442079460100');
    await other;
    assert.equal(account.waiting, 1);
    account.close();
    await assert.rejects(second, /flow was stopped/);
  });
});
