import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import { Gate } from '../../../lib/account/gate';
import type { Transport } from '../../../lib/account/transport';
import { accountSettings, tokenCredentials } from '../../support/account';

describe('the gate', () => {
  it('lets so many through at once, and the others in the order in which they came', async () => {
    const gate = new Gate(2);
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

  it('lets what was turned away go first', async () => {
    const gate = new Gate(1);
    await gate.enter();
    const entered: string[] = [];
    const later = gate.enter().then(() => entered.push('later'));
    const again = gate.enter(true).then(() => entered.push('again'));
    gate.leave();
    await again;
    gate.leave();
    await later;
    assert.deepEqual(entered, ['again', 'later']);
  });

  it('lets nothing out while it is closed', async () => {
    const gate = new Gate(1);
    const before = performance.now();
    gate.close(60);
    await gate.enter();
    assert.ok(performance.now() - before >= 55);
  });

  it('turns away all who wait when it ends, and whoever comes after', async () => {
    const gate = new Gate(1);
    await gate.enter();
    const waiting = gate.enter();
    gate.end(new Error('stopped'));
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
      retry: { retries: 20, longestWait: 1000, firstWait: 5 },
    });
    const bodies = Array.from({ length: 1000 }, (_, index) => `message ${index}`);
    await Promise.all(
      bodies.map((body) =>
        account.call('SEND_MESSAGE_FAILED', (client) =>
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

describe("a sender's turn", () => {
  const account = (sendRate: number) =>
    new Account({ settings: { ...accountSettings, sendRate }, credentials: tokenCredentials });

  it('comes so many times a second, in order, for each sender by itself', async () => {
    const paced = account(100);
    const order: string[] = [];
    const before = performance.now();
    const turns = ['a1', 'b1', 'a2', 'b2', 'a3', 'a4', 'a5'].map(async (name) => {
      await paced.turnOf(name.charAt(0));
      order.push(name);
    });
    await Promise.all(turns);
    assert.ok(performance.now() - before >= 38, 'four more turns take 40 ms');
    assert.deepEqual(
      order.filter((name) => name.startsWith('a')),
      ['a1', 'a2', 'a3', 'a4', 'a5'],
    );
    assert.ok(order.indexOf('b2') < order.indexOf('a4'), 'one sender does not hold up another');
  });

  it('is at once when the account has no pace', async () => {
    const free = account(0);
    await Promise.all(Array.from({ length: 1000 }, () => free.turnOf('a')));
    assert.equal(free.waiting, 0);
  });

  it('is given up when the flow is stopped', async () => {
    const slow = account(0.1);
    await slow.turnOf('a');
    const second = slow.turnOf('a');
    assert.equal(slow.waiting, 1);
    slow.close();
    await assert.rejects(second, /flow was stopped/);
  });
});
