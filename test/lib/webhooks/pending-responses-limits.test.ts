import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import { PendingResponses } from '../../../lib/webhooks/pending-responses';

import { HELLO, PendingScene, textOf } from './pending-scene';

describe('the limits of pending responses', () => {
  let scene: PendingScene;

  beforeEach(async () => {
    scene = await PendingScene.start();
  });
  afterEach(() => scene.close());

  it('sends an empty response at the deadline and not before', async () => {
    const call = await scene.claim(['message SM1'], 'SM1');
    mock.timers.enable({ apis: ['setTimeout'] });
    scene.pending.keepOpen('SM1', 10);
    mock.timers.tick(9999);
    assert.equal(scene.pending.isOpen('SM1'), true);
    mock.timers.tick(1);
    assert.equal(scene.pending.isOpen('SM1'), false);
    assert.equal(scene.pending.answer('SM1', HELLO), false);
    assert.equal(await textOf(call), EMPTY_TWIML);
  });

  it('has one deadline, the last that was set', async () => {
    const call = await scene.claim(['message SM1'], 'SM1');
    mock.timers.enable({ apis: ['setTimeout'] });
    scene.pending.keepOpen('SM1', 1);
    scene.pending.keepOpen('SM1', 10);
    mock.timers.tick(5000);
    assert.equal(scene.pending.answer('SM1', HELLO), true);
    mock.timers.tick(60_000);
    assert.equal(await textOf(call), HELLO);
    assert.equal(await textOf(await scene.claim(['message SM1'], 'SM1')), HELLO);
  });

  it('remembers deliveries up to a number of bytes, and drops the oldest', async () => {
    scene.pending = new PendingResponses({ bytes: 10_000, lifetimeMs: 60_000 });
    const { response } = await scene.pairs.open();
    for (let n = 0; n < 1000; n += 1) {
      assert.equal(scene.pending.claim([`status ${n}`, `token ${n}`], undefined, response), true);
      assert.ok(scene.pending.remembered <= 10_000 / 200);
    }
    assert.equal(scene.pending.claim(['status 999'], undefined, response), false);
    assert.equal(scene.pending.claim(['status 0'], undefined, response), true);
  });

  it('counts the bytes of the responses too', async () => {
    const rememberedWith = async (answer: string) => {
      scene.pending = new PendingResponses({ bytes: 100_000, lifetimeMs: 60_000 });
      for (let n = 0; n < 100; n += 1) {
        const { response } = await scene.pairs.open();
        scene.pending.claim([`message ${n}`], `SM${n}`, response);
        scene.pending.answer(`SM${n}`, answer);
      }
      return scene.pending.remembered;
    };
    assert.equal(await rememberedWith(HELLO), 100);
    const few = await rememberedWith('a'.repeat(10_000));
    assert.ok(few > 0 && few <= 5, String(few));
  });

  it('uses no more memory than its limit', async () => {
    setFlagsFromString('--expose_gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const { response } = await scene.pairs.open();
    // The response is answered, and must not be closed with each claim.
    response.setMaxListeners(0);
    const bytes = 8 * 1024 * 1024;
    const hex = (n: number) => n.toString(16).padStart(32, '0');
    // Twice, because the first one only finds what earlier tests have left in weak references.
    collectGarbage();
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    scene.pending = new PendingResponses({ bytes, lifetimeMs: 60 * 60 * 1000 });
    for (let n = 0; n < 60_000; n += 1) {
      // As they come from a request: texts of their own, and not parts of a longer one.
      const key = Buffer.from(`message-status SM${hex(n)} delivered`).toString('latin1');
      const token = Buffer.from(`token ${hex(n)}`).toString('latin1');
      scene.pending.claim([key, token], undefined, response);
    }
    collectGarbage();
    const grown = process.memoryUsage().heapUsed - before;
    assert.ok(scene.pending.remembered > 10_000, `${scene.pending.remembered} keys`);
    assert.ok(grown <= bytes, `${grown} bytes for ${scene.pending.remembered} keys`);
  });

  it('drops a delivery after its lifetime, but not while its response is open', async () => {
    scene.pending = new PendingResponses({ bytes: 100_000, lifetimeMs: 1000 });
    const { response } = await scene.pairs.open();
    mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
    scene.pending.claim(['message SM1'], 'SM1', response);
    mock.timers.tick(1001);
    assert.equal(scene.pending.claim(['message SM1'], 'SM1', response), false);
    scene.pending.answer('SM1', HELLO);
    assert.equal(scene.pending.claim(['message SM1'], 'SM1', response), true);
  });

  it('sends every open response empty when it closes, and drops everything', async () => {
    const calls = await Promise.all([scene.claim(['message SM1'], 'SM1'), scene.claim(['message SM2'], 'SM2')]);
    scene.pending.keepOpen('SM1', 10);
    scene.pending.close();
    assert.deepEqual(await Promise.all(calls.map(textOf)), [EMPTY_TWIML, EMPTY_TWIML]);
    assert.equal(scene.pending.openAnswers, 0);
    assert.equal(scene.pending.remembered, 0);
  });
});
