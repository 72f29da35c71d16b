import assert from 'node:assert/strict';
import { checkRoundTrip } from '../../../lib/setup/checks/round-trip';
import type { CheckContext } from '../../../lib/setup/subject';
import { PROBE } from '../../../lib/webhooks/probes';
import { startHttp } from '../../support/http';
import { RoundTripScene } from './round-trip-scene';

describe('a signed request out through the public URL and back', () => {
  let scene: RoundTripScene;
  const start = async (...options: Parameters<typeof RoundTripScene.start>) => {
    scene = await RoundTripScene.start(...options);
  };
  afterEach(() => scene.close());

  it('arrives unchanged without a proxy, for every httpNodeRoot', async () => {
    for (const root of ['', '/api']) {
      await start(root);
      const found = await scene.check({ base: `${scene.nodeRed.origin}${root}` });
      assert.deepEqual([found?.state, found?.text], ['ok', 'ok'], root);
      if (root === '') await scene.nodeRed.close();
    }
  });

  it('works without an auth token, which another check finds', async () => {
    await start();
    assert.equal((await scene.check({ base: scene.nodeRed.origin }, []))?.text, 'ok');
  });

  it('is OK behind a proxy that rewrites scheme and host, which the finding names', async () => {
    await start();
    const found = await scene.through({
      request: ({ headers }) => {
        headers.host = 'node-red.internal:1880';
        headers['x-forwarded-proto'] = 'https';
      },
    });
    assert.deepEqual([found?.state, found?.text], ['ok', 'okRewritten']);
    assert.deepEqual([found?.values?.['host'], found?.values?.['scheme']], ['node-red.internal:1880', 'https']);
  });

  it('is OK behind a proxy that removes a prefix that the public URL has', async () => {
    await start();
    const found = await scene.through(
      {
        request: (passing) => {
          passing.path = passing.path.replace(/^\/node-red/, '');
        },
      },
      '/node-red',
    );
    assert.equal(found?.state, 'ok');
  });

  it('is a problem behind a proxy that does not remove the prefix, and both paths are named', async () => {
    await start();
    const found = await scene.through({}, '/node-red');
    assert.equal(found?.text, 'path');
    assert.deepEqual(found.values, { arrived: '/node-red/twilio/doctor', expected: '/twilio/doctor' });
    assert.deepEqual(found.fix, { kind: 'field', field: 'publicUrl' });
  });

  it('is a problem behind a proxy that drops httpNodeRoot', async () => {
    await start('/api');
    const found = await scene.through(
      {
        request: (passing) => {
          passing.path = passing.path.replace(/^\/api/, '');
        },
      },
      '/api',
    );
    assert.equal(found?.text, 'path');
    assert.equal(found.values?.['arrived'], '/twilio/doctor');
  });

  it('finds that no server listens, and that a host does not exist', async () => {
    await start();
    const gone = await startHttp(() => undefined);
    await gone.close();
    assert.equal((await scene.check({ base: gone.origin }))?.text, 'unreachable');
    assert.equal((await scene.check({ base: 'http://nowhere.invalid' }))?.text, 'noHost');
  });

  it('says nothing without a public URL', async () => {
    await start();
    const subject = { base: undefined, account: { settings: {} } };
    assert.equal(await checkRoundTrip(subject as unknown as CheckContext), undefined);
  });

  it('is answered only while the doctor waits for it, and only with its nonce', async () => {
    await start();
    const post = async (nonce: string) =>
      (await scene.nodeRed.send({ path: `/twilio/${PROBE}`, headers: { 'I-Twilio-Idempotency-Token': nonce } })).status;
    const open = scene.router.probes.open();
    assert.ok(open);
    assert.equal(await post('0'.repeat(32)), 404);
    assert.equal(await post(''), 404);
    assert.equal(await post(open.nonce), 200);
    open.close();
    assert.equal(await post(open.nonce), 404);
    await scene.check({ base: scene.nodeRed.origin });
    assert.equal(await post(scene.probe?.nonce ?? ''), 404);
  });

  it('is one of a bounded number', async () => {
    await start();
    const open = Array.from({ length: 100 }, () => scene.router.probes.open()).filter((one) => one !== undefined);
    assert.ok(open.length > 1 && open.length < 100);
    assert.equal((await scene.check({ base: scene.nodeRed.origin }))?.text, 'busy');
    for (const one of open) one.close();
    assert.equal((await scene.check({ base: scene.nodeRed.origin }))?.text, 'ok');
  });
});
