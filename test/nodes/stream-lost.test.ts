/** How a stream goes on after deployments and restarts. */
import assert from 'node:assert/strict';
import { useStore } from '../../lib/node-red/account-store';
import { removeHub } from '../../lib/node-red/step-hub';
import { MemoryStore } from '../../lib/store/memory-store';
import { mediaMessage, STREAM_SID } from '../support/call-socket';
import { LastingStore } from '../support/lasting-store';
import { say } from '../support/step-flows';
import { verbs } from './steps/call-of-test';
import { restart } from './restart-scene';
import { FRAME, isMark, isMedia, streamOf, twilioOf, useStream } from './stream-scene';

describe('stream, when it is interrupted,', () => {
  const scene = useStream();
  const { start, connect, openCall, give } = scene;

  it('goes on when a deployment has interrupted it', async () => {
    const { document, socket } = await openCall();
    await scene.loaded.redeploy(scene.flows);
    assert.equal((await socket.closed).code, 1001);
    const second = (await scene.call.comeBack(document)).text;
    assert.match(verbs(second), /^<Connect .*<Parameter name="n" value="2"\/>/);
    const again = await connect(second);
    assert.equal((await scene.loaded.arrival('events'))['payload'], 'start');
    again.send(mediaMessage(0, FRAME));
    assert.equal(twilioOf(await scene.loaded.arrival('audio'))['from'], '+14155550123');
    void again.close();
    void scene.call.comeBack(second);
    assert.equal((await scene.loaded.arrival('out'))['payload'], '+14155550123');
  });

  it('plays the audio and returns the marks that a deployment has interrupted', async () => {
    const { document, socket } = await openCall();
    give({ payload: Buffer.alloc(160 * 30, 1), mark: 'first' });
    give({ payload: Buffer.alloc(160, 2), mark: 'second' });
    await socket.next(isMedia);
    await scene.loaded.redeploy(scene.flows);
    await socket.closed;
    const sent = 1 + socket.received.filter(isMedia).length;
    assert.ok(sent < 30);
    give({ payload: Buffer.alloc(160, 3), mark: 'third' });
    const second = (await scene.call.comeBack(document)).text;
    const again = await connect(second);
    await again.next(({ event, mark }) => event === 'mark' && (mark as { name: string }).name === 'third');
    const played = again.received
      .filter(isMedia)
      .map(({ media }) => Buffer.from((media as { payload: string }).payload, 'base64')[0]);
    assert.deepEqual(played, [...Array.from({ length: 30 - sent }, () => 1), 2, 3]);
    const marks = again.received.filter(isMark).map(({ mark }) => (mark as { name: string }).name);
    assert.deepEqual(marks, ['first', 'second']);
  });

  it('goes on after a restart, with and without its message', async () => {
    for (const isKept of [true, false]) {
      useStore('account', new LastingStore());
      const document = await start({ frame: '40' });
      const socket = await connect(document);
      await scene.loaded.arrival('events');
      await restart(scene, isKept);
      await socket.closed;
      const second = (await scene.call.comeBack(document)).text;
      const again = await connect(second);
      const begun = await scene.loaded.arrival('events');
      assert.deepEqual([begun['payload'], streamOf(begun)['sid']], ['start', STREAM_SID]);
      await again.close();
      void scene.call.comeBack(second);
      const msg = await scene.loaded.arrival('out');
      assert.equal(twilioOf(msg)['from'], '+14155550123');
      assert.equal(msg['payload'], isKept ? '+14155550123' : undefined);
      removeHub('account');
      useStore('account', new MemoryStore());
      if (isKept) await scene.loaded.unload();
    }
  });

  it('continues after a listening stream when everything was lost with a restart', async () => {
    const document = await start({ direction: 'listen' }, say('bye'));
    await scene.loaded.arrival('out');
    const url = 'https://example.com/twilio/step?node=stream&amp;n=1';
    await restart(scene);
    assert.doesNotMatch(document, /<Redirect/);
    void scene.call.comeBack(`<Redirect>${url}</Redirect>`);
    assert.equal(twilioOf(await scene.loaded.arrival('out'))['from'], '+14155550123');
  });
});
