import assert from 'node:assert/strict';
import { useStore } from '../../../lib/node-red/account-store';
import { removeHub } from '../../../lib/node-red/step-hub';
import { LastingStore } from '../../support/lasting-store';
import { real, sink, tab, trigger } from '../../support/flows';
import type { FlowNode } from '../../support/node-red';
import { enqueue, menu } from '../../support/step-flows';
import { verbs } from './call-of-test';
import { useRestarts } from './restart-scene';

describe('menu and enqueue during a restart', () => {
  const scene = useRestarts();
  const { restart } = scene;

  /** Starts a step behind "call in". @returns the document of a call */
  const start = async (step: FlowNode): Promise<string> => {
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [[step.id]] });
    await scene.begin([tab, real(), sink(), sink('none'), callIn, step]);
    return (await scene.call.ring()).text;
  };

  it('menu: asks again with what is in the store, and still counts the tries', async () => {
    const first = await start(menu('menu', [['out'], [], ['none']], { tries: '2', nothingPrompt: 'Hello?' }));
    await restart();
    const second = await scene.call.comeBack(first, { Digits: '' });
    assert.match(verbs(second.text), /hints="sales, support, help me" .*<Say>Hello\?<\/Say>/);
    await restart();
    void scene.call.comeBack(second.text, { Digits: '9' });
    assert.equal((await scene.loaded.arrival('none'))['payload'], '');
  });

  it('menu: still has its choices when nothing is in the store, but does not ask again', async () => {
    for (const [digits, output, payload] of [
      ['1', 'out', 'Sales'],
      ['9', 'none', ''],
    ] as const) {
      const document = await start(menu('menu', [['out'], [], ['none']]));
      useStore('account', new LastingStore());
      await restart();
      void scene.call.comeBack(document, { Digits: digits });
      assert.equal((await scene.loaded.arrival(output))['payload'], payload);
      await scene.loaded.unload();
      removeHub('account');
    }
    await start(menu('menu'));
  });

  it('enqueue: goes on with the hold text of the message', async () => {
    const step = enqueue('queue', [['out'], []], {
      hold: 'text',
      holdText: '"Wait, " & payload',
      holdTextType: 'jsonata',
    });
    const document = await start(step);
    const [, url = ''] = /waitUrl="([^"]*)"/.exec(document) ?? [];
    await restart();
    const hold = await scene.call.comeBack(`<Redirect>${url}</Redirect>`);
    assert.equal(verbs(hold.text), '<Say>Wait, +14155550123</Say><Pause length="10"/>');
    void scene.call.comeBack(document, { QueueResult: 'bridged' });
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'bridged');
  });
});
