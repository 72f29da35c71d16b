import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { RequestQueue } from '../../../lib/account/request-queue';
import type { Transport } from '../../../lib/account/transport';
import { accountSettings, tokenCredentials } from '../../support/account';

describe('the gate', () => {
  it('lets so many through at once, and the others in the order in which they came', async () => {
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

  it('lets what was turned away go first, in the order in which it came', async () => {
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

  it('keeps each sender to its pace, and lets no other wait for it', async () => {
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

  it('does not make up for the time in which it was closed', async () => {
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

  it('lets nothing out while it is closed', async () => {
    const gate = new RequestQueue(1);
    const before = performance.now();
    gate.pause(60);
    await gate.enter();
    assert.ok(performance.now() - before >= 55);
  });

  it('turns away all who wait when it ends, and whoever comes after', async () => {
    const gate = new RequestQueue(1);
    await gate.enter();
    const waiting = gate.enter();
    gate.close(new Error('stopped'));
    await assert.rejects(waiting, /stopped/);
    await assert.rejects(gate.enter(), /stopped/);
  });
});

describe('a storm of 429', () => {
  it('sends each of 1,000 messages exactly once, never more than ten at once', async () => {
    const sent = new Map<string, number>();
    let underWay = 0;
    let most = 0;
    let turnedAway = 0;
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
        turnedAway += 1;
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
    assert.ok(turnedAway > 0, 'there was no storm');
    assert.ok(most <= 10, `${most} at once`);
  });
});

describe("a sender's pace", () => {
  const paced = (sendRate: number, transport: Transport) =>
    new Account({ settings: { ...accountSettings, sendRate }, credentials: tokenCredentials, transport });
  const send = (account: Account, body: string, from = '+14155550100') =>
    account.request('SEND_MESSAGE_FAILED', (client) => client.messages.create({ to: '+14155550123', from, body }));

  it('is kept after a 429 too, and the order with it', async () => {
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

  it('is no concern of a message that cannot be sent at all', async () => {
    const account = new Account({
      settings: { ...accountSettings, sendRate: 0.1 },
      credentials: { ...tokenCredentials, authToken: '' },
    });
    for (let count = 0; count < 3; count += 1) await assert.rejects(send(account, 'x'), /auth token is missing/);
  });

  it('ends for those who wait when the flow is stopped', async () => {
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
