import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';

import { HELLO, PendingScene, textOf } from './pending-scene';

describe('pending responses', () => {
  let scene: PendingScene;

  beforeEach(async () => {
    scene = await PendingScene.start();
  });
  afterEach(() => scene.close());

  it('sends the response of the flow, once', async () => {
    const call = await scene.claim(['message SM1'], 'SM1');
    assert.equal(call.first, true);
    assert.equal(scene.pending.isOpen('SM1'), true);
    assert.equal(scene.pending.answer('SM1', HELLO), true);
    assert.equal(scene.pending.isOpen('SM1'), false);
    assert.equal(scene.pending.answer('SM1', '<Response>again</Response>'), false);
    assert.equal(await textOf(call), HELLO);
  });

  it('finds no response for other SIDs', async () => {
    await scene.claim(['message SM1'], 'SM1');
    assert.equal(scene.pending.isOpen('SM2'), false);
    assert.equal(scene.pending.answer('SM2', HELLO), false);
    scene.pending.keepOpen('SM2', 1);
    assert.equal(scene.pending.openAnswers, 1);
  });

  it('responds at once to a webhook that only informs', async () => {
    const call = await scene.claim(['status SM1 sent']);
    assert.equal(call.first, true);
    assert.equal(await textOf(call), EMPTY_TWIML);
    assert.equal(scene.pending.openAnswers, 0);
  });

  it('claims a delivery once when two requests arrive at the same time, and both get the same response', async () => {
    const [one, two] = await Promise.all([scene.pairs.open(), scene.pairs.open()]);
    const claims = [one, two].map(({ response }) => scene.pending.claim(['message SM1', 'token T'], 'SM1', response));
    assert.deepEqual(claims, [true, false]);
    assert.equal(scene.pending.answer('SM1', HELLO), true);
    assert.deepEqual(await Promise.all([textOf(one), textOf(two)]), [HELLO, HELLO]);
  });

  it('sends the same response to a retry that comes while it is open', async () => {
    const first = await scene.claim(['message SM1', 'token T'], 'SM1');
    const retry = await scene.claim(['message SM1', 'token T'], 'SM1');
    assert.equal(retry.first, false);
    scene.pending.answer('SM1', HELLO);
    assert.deepEqual(await Promise.all([textOf(first), textOf(retry)]), [HELLO, HELLO]);
  });

  it('sends the same response to a later retry', async () => {
    await scene.claim(['message SM1', 'token T'], 'SM1');
    scene.pending.answer('SM1', HELLO);
    const retry = await scene.claim(['message SM1', 'token T'], 'SM1');
    assert.equal(retry.first, false);
    assert.equal(await textOf(retry), HELLO);
    assert.equal(scene.pending.openAnswers, 0);
  });

  it('recognizes a duplicate by any of its keys', async () => {
    await scene.claim(['message SM1', 'token T'], 'SM1');
    assert.equal((await scene.claim(['message SM1', 'token other'], 'SM1')).first, false);
    assert.equal((await scene.claim(['message SM1'], 'SM1')).first, false);
    assert.equal((await scene.claim(['message SM2', 'token T'], 'SM2')).first, false);
    // The other token was learnt with the duplicate.
    assert.equal((await scene.claim(['message SM3', 'token other'], 'SM3')).first, false);
    assert.equal((await scene.claim(['message SM4', 'token new'], 'SM4')).first, true);
  });

  it('answers the retry when the first request has disconnected', async () => {
    const first = await scene.claim(['message SM1'], 'SM1');
    const retry = await scene.claim(['message SM1'], 'SM1');
    await first.hangUp();
    assert.equal(scene.pending.isOpen('SM1'), true);
    assert.equal(scene.pending.answer('SM1', HELLO), true);
    assert.equal(await textOf(retry), HELLO);
  });

  it('reports that no request is left to answer, and does not send the answer to a later retry', async () => {
    const first = await scene.claim(['message SM1'], 'SM1');
    await first.hangUp();
    assert.equal(scene.pending.isOpen('SM1'), false);
    assert.equal(scene.pending.answer('SM1', HELLO), false);
    assert.equal(await textOf(await scene.claim(['message SM1'], 'SM1')), EMPTY_TWIML);
  });

  it('keeps a response for a retry when it is not sent in another way', async () => {
    const first = await scene.claim(['message SM1'], 'SM1');
    await first.hangUp();
    assert.equal(scene.pending.answer('SM1', HELLO, true), false);
    assert.equal(await textOf(await scene.claim(['message SM1'], 'SM1')), HELLO);
  });

  it('does not wait for a request that had disconnected before', async () => {
    const pair = await scene.pairs.open();
    await pair.hangUp();
    assert.equal(scene.pending.claim(['message SM1'], 'SM1', pair.response), true);
    assert.equal(scene.pending.isOpen('SM1'), false);
    assert.equal(scene.pending.answer('SM1', HELLO), false);
  });

  it('ends the earlier response when Twilio sends a new request about the same SID', async () => {
    const before = await scene.claim([], 'CA1');
    mock.timers.enable({ apis: ['setTimeout'] });
    scene.pending.keepOpen('CA1', 10);
    const after = await scene.claim([], 'CA1');
    assert.deepEqual([before.first, after.first], [true, true]);
    mock.timers.tick(10_000);
    assert.equal(scene.pending.answer('CA1', HELLO), true);
    assert.equal(await textOf(before), EMPTY_TWIML);
    assert.equal(await textOf(after), HELLO);
    assert.equal(scene.pending.remembered, 0);
  });
});
