import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import { PendingResponses } from '../../../lib/webhooks/pending-responses';
import { startPairs, type Pair } from '../../support/http';

const HELLO = '<Response><Message>Hello</Message></Response>';

describe('pending responses', () => {
  let pending: PendingResponses;
  let pairs: Awaited<ReturnType<typeof startPairs>>;

  beforeEach(async () => {
    pending = new PendingResponses();
    pairs = await startPairs();
  });
  afterEach(async () => {
    mock.timers.reset();
    pending.close();
    await pairs.close();
  });

  /** A request that is claimed as it comes in. */
  async function claim(keys: string[], sid?: string): Promise<Pair & { first: boolean }> {
    const pair = await pairs.open();
    return { ...pair, first: pending.claim(keys, sid, pair.response) };
  }

  const textOf = async ({ answer }: Pair): Promise<string> => {
    const { status, text, headers } = await answer;
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/xml');
    return text;
  };

  it('sends the response of the flow, once', async () => {
    const call = await claim(['message SM1'], 'SM1');
    assert.equal(call.first, true);
    assert.equal(pending.isOpen('SM1'), true);
    assert.equal(pending.answer('SM1', HELLO), true);
    assert.equal(pending.isOpen('SM1'), false);
    assert.equal(pending.answer('SM1', '<Response>again</Response>'), false);
    assert.equal(await textOf(call), HELLO);
  });

  it('finds no response for other SIDs', async () => {
    await claim(['message SM1'], 'SM1');
    assert.equal(pending.isOpen('SM2'), false);
    assert.equal(pending.answer('SM2', HELLO), false);
    pending.keepOpen('SM2', 1);
    assert.equal(pending.openAnswers, 1);
  });

  it('responds at once to a webhook that only informs', async () => {
    const call = await claim(['status SM1 sent']);
    assert.equal(call.first, true);
    assert.equal(await textOf(call), EMPTY_TWIML);
    assert.equal(pending.openAnswers, 0);
  });

  it('claims a delivery once when two requests arrive at the same time, and both get the same response', async () => {
    const [one, two] = await Promise.all([pairs.open(), pairs.open()]);
    const claims = [one, two].map(({ response }) => pending.claim(['message SM1', 'token T'], 'SM1', response));
    assert.deepEqual(claims, [true, false]);
    assert.equal(pending.answer('SM1', HELLO), true);
    assert.deepEqual(await Promise.all([textOf(one), textOf(two)]), [HELLO, HELLO]);
  });

  it('sends the same response to a retry that comes while it is open', async () => {
    const first = await claim(['message SM1', 'token T'], 'SM1');
    const retry = await claim(['message SM1', 'token T'], 'SM1');
    assert.equal(retry.first, false);
    pending.answer('SM1', HELLO);
    assert.deepEqual(await Promise.all([textOf(first), textOf(retry)]), [HELLO, HELLO]);
  });

  it('sends the same response to a later retry', async () => {
    await claim(['message SM1', 'token T'], 'SM1');
    pending.answer('SM1', HELLO);
    const retry = await claim(['message SM1', 'token T'], 'SM1');
    assert.equal(retry.first, false);
    assert.equal(await textOf(retry), HELLO);
    assert.equal(pending.openAnswers, 0);
  });

  it('recognizes a duplicate by any of its keys', async () => {
    await claim(['message SM1', 'token T'], 'SM1');
    assert.equal((await claim(['message SM1', 'token other'], 'SM1')).first, false);
    assert.equal((await claim(['message SM1'], 'SM1')).first, false);
    assert.equal((await claim(['message SM2', 'token T'], 'SM2')).first, false);
    // The other token was learnt with the duplicate.
    assert.equal((await claim(['message SM3', 'token other'], 'SM3')).first, false);
    assert.equal((await claim(['message SM4', 'token new'], 'SM4')).first, true);
  });

  it('answers the retry when the first request has disconnected', async () => {
    const first = await claim(['message SM1'], 'SM1');
    const retry = await claim(['message SM1'], 'SM1');
    await first.hangUp();
    assert.equal(pending.isOpen('SM1'), true);
    assert.equal(pending.answer('SM1', HELLO), true);
    assert.equal(await textOf(retry), HELLO);
  });

  it('reports that no request is left to answer, and does not send the answer to a later retry', async () => {
    const first = await claim(['message SM1'], 'SM1');
    await first.hangUp();
    assert.equal(pending.isOpen('SM1'), false);
    assert.equal(pending.answer('SM1', HELLO), false);
    assert.equal(await textOf(await claim(['message SM1'], 'SM1')), EMPTY_TWIML);
  });

  it('keeps a response for a retry when it is not sent in another way', async () => {
    const first = await claim(['message SM1'], 'SM1');
    await first.hangUp();
    assert.equal(pending.answer('SM1', HELLO, true), false);
    assert.equal(await textOf(await claim(['message SM1'], 'SM1')), HELLO);
  });

  it('does not wait for a request that had disconnected before', async () => {
    const pair = await pairs.open();
    await pair.hangUp();
    assert.equal(pending.claim(['message SM1'], 'SM1', pair.response), true);
    assert.equal(pending.isOpen('SM1'), false);
    assert.equal(pending.answer('SM1', HELLO), false);
  });

  it('ends the earlier response when Twilio sends a new request about the same SID', async () => {
    const before = await claim([], 'CA1');
    mock.timers.enable({ apis: ['setTimeout'] });
    pending.keepOpen('CA1', 10);
    const after = await claim([], 'CA1');
    assert.deepEqual([before.first, after.first], [true, true]);
    mock.timers.tick(10_000);
    assert.equal(pending.answer('CA1', HELLO), true);
    assert.equal(await textOf(before), EMPTY_TWIML);
    assert.equal(await textOf(after), HELLO);
    assert.equal(pending.remembered, 0);
  });

  it('sends an empty response at the deadline and not before', async () => {
    const call = await claim(['message SM1'], 'SM1');
    mock.timers.enable({ apis: ['setTimeout'] });
    pending.keepOpen('SM1', 10);
    mock.timers.tick(9999);
    assert.equal(pending.isOpen('SM1'), true);
    mock.timers.tick(1);
    assert.equal(pending.isOpen('SM1'), false);
    assert.equal(pending.answer('SM1', HELLO), false);
    assert.equal(await textOf(call), EMPTY_TWIML);
  });

  it('has one deadline, the last that was set', async () => {
    const call = await claim(['message SM1'], 'SM1');
    mock.timers.enable({ apis: ['setTimeout'] });
    pending.keepOpen('SM1', 1);
    pending.keepOpen('SM1', 10);
    mock.timers.tick(5000);
    assert.equal(pending.answer('SM1', HELLO), true);
    mock.timers.tick(60_000);
    assert.equal(await textOf(call), HELLO);
    assert.equal(await textOf(await claim(['message SM1'], 'SM1')), HELLO);
  });

  it('remembers deliveries up to a number of bytes, and drops the oldest', async () => {
    pending = new PendingResponses({ bytes: 10_000, lifetimeMs: 60_000 });
    const { response } = await pairs.open();
    for (let n = 0; n < 1000; n += 1) {
      assert.equal(pending.claim([`status ${n}`, `token ${n}`], undefined, response), true);
      assert.ok(pending.remembered <= 10_000 / 200);
    }
    assert.equal(pending.claim(['status 999'], undefined, response), false);
    assert.equal(pending.claim(['status 0'], undefined, response), true);
  });

  it('counts the bytes of the responses too', async () => {
    const rememberedWith = async (answer: string) => {
      pending = new PendingResponses({ bytes: 100_000, lifetimeMs: 60_000 });
      for (let n = 0; n < 100; n += 1) {
        const { response } = await pairs.open();
        pending.claim([`message ${n}`], `SM${n}`, response);
        pending.answer(`SM${n}`, answer);
      }
      return pending.remembered;
    };
    assert.equal(await rememberedWith(HELLO), 100);
    const few = await rememberedWith('a'.repeat(10_000));
    assert.ok(few > 0 && few <= 5, String(few));
  });

  it('uses no more memory than its limit', async () => {
    setFlagsFromString('--expose_gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const { response } = await pairs.open();
    // The response is answered, and must not be closed with each claim.
    response.setMaxListeners(0);
    const bytes = 8 * 1024 * 1024;
    const hex = (n: number) => n.toString(16).padStart(32, '0');
    // Twice, because the first one only finds what earlier tests have left in weak references.
    collectGarbage();
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    pending = new PendingResponses({ bytes, lifetimeMs: 60 * 60 * 1000 });
    for (let n = 0; n < 60_000; n += 1) {
      // As they come from a request: texts of their own, and not parts of a longer one.
      const key = Buffer.from(`message-status SM${hex(n)} delivered`).toString('latin1');
      const token = Buffer.from(`token ${hex(n)}`).toString('latin1');
      pending.claim([key, token], undefined, response);
    }
    collectGarbage();
    const grown = process.memoryUsage().heapUsed - before;
    assert.ok(pending.remembered > 10_000, `${pending.remembered} keys`);
    assert.ok(grown <= bytes, `${grown} bytes for ${pending.remembered} keys`);
  });

  it('drops a delivery after its lifetime, but not while its response is open', async () => {
    pending = new PendingResponses({ bytes: 100_000, lifetimeMs: 1000 });
    const { response } = await pairs.open();
    mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
    pending.claim(['message SM1'], 'SM1', response);
    mock.timers.tick(1001);
    assert.equal(pending.claim(['message SM1'], 'SM1', response), false);
    pending.answer('SM1', HELLO);
    assert.equal(pending.claim(['message SM1'], 'SM1', response), true);
  });

  it('sends every open response empty when it closes, and drops everything', async () => {
    const calls = await Promise.all([claim(['message SM1'], 'SM1'), claim(['message SM2'], 'SM2')]);
    pending.keepOpen('SM1', 10);
    pending.close();
    assert.deepEqual(await Promise.all(calls.map(textOf)), [EMPTY_TWIML, EMPTY_TWIML]);
    assert.equal(pending.openAnswers, 0);
    assert.equal(pending.remembered, 0);
  });
});
