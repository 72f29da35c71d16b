import assert from 'node:assert/strict';
import { endSimulator } from '../../lib/node-red/simulator';
import { catcher, real, REAL_CREDENTIALS, sendSms, simulated, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';

const ADA = '+14155550123';
const GRACE = '+14155550124';

interface Part {
  id: string;
  type: string;
  len: number;
  count: number;
  index: number;
  parts?: unknown;
}

interface Result {
  ok: boolean;
  to: string;
  sid?: string;
  error?: { code: string; message: string; hint: string };
}

describe('the results of a message to several recipients', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
    await endSimulator('account');
  });

  const start = async (results: string, more: FlowNode[] = [], wires = [['out']]) => {
    loaded = await load([tab, simulated(), sendSms({ results, wires }), catcher, sink(), sink('caught'), ...more]);
  };
  const send = (msg: Record<string, unknown>) => {
    loaded.node('send').receive({ payload: 'x', ...msg });
  };
  const arrival = async () => {
    const msg = await loaded.arrival('out');
    return { msg, parts: msg['parts'] as Part | undefined, result: msg['payload'] as Result };
  };
  /** Nothing else has arrived when a message that was sent later is the next one. */
  const nothingElse = async () => {
    send({ to: GRACE, last: true });
    assert.equal((await loaded.arrival('out'))['last'], true);
  };

  describe('as a message for each recipient', () => {
    it('are a sequence, with the rejected recipients in it', async () => {
      await start('each');
      send({ to: [ADA, 'nobody', GRACE], kept: 'yes' });
      const all = [await arrival(), await arrival(), await arrival()];
      assert.deepEqual(
        all.map(({ result, msg }) => [result.ok, result.to, result.error?.code, msg['kept']]),
        [
          [true, ADA, undefined, 'yes'],
          [false, 'nobody', 'INVALID_RECIPIENT', 'yes'],
          [true, GRACE, undefined, 'yes'],
        ],
      );
      const [, rejected] = all;
      assert.match(rejected?.result.error?.message ?? '', /not a phone number/);
      assert.match(rejected?.result.error?.hint ?? '', /E\.164|country code/);
      const id = all[0]?.parts?.id;
      assert.deepEqual(
        all.map(({ parts }) => parts),
        [0, 1, 2].map((index) => ({ id, type: 'array', len: 1, count: 3, index })),
      );
      await loaded.statusOf('send', 'runtime.status.sentMany', 'yellow');
      await nothingElse();
    });

    it('become one array in a join node', async () => {
      const join: FlowNode = {
        ...{ id: 'join', type: 'join', z: 'tab', x: 0, y: 0, name: '' },
        ...{ mode: 'auto', build: 'object', property: 'payload', propertyType: 'msg', key: 'topic', wires: [['out']] },
      };
      await start('each', [join], [['join']]);
      send({ to: [ADA, 'nobody'] });
      const { payload, parts } = await loaded.arrival('out');
      assert.deepEqual(
        (payload as Result[]).map(({ to, ok }) => [to, ok]),
        [
          [ADA, true],
          ['nobody', false],
        ],
      );
      assert.equal(parts, undefined);
    });

    it('keep the sequence that the message was part of', async () => {
      await start('each');
      const outer = { id: 'outer', index: 0, count: 1 };
      send({ to: [ADA, GRACE], parts: outer });
      assert.deepEqual((await arrival()).parts?.parts, outer);
      assert.deepEqual((await arrival()).parts?.parts, outer);
    });

    it('are a sequence of one for a single recipient', async () => {
      await start('each');
      for (const [to, ok] of [
        [ADA, true],
        ['nobody', false],
      ] as const) {
        send({ to });
        const { parts, result } = await arrival();
        assert.deepEqual([parts?.count, parts?.index, result.ok, result.to], [1, 0, ok, to]);
      }
    });

    it('have the error of the account each, and no second one goes to Catch', async () => {
      loaded = await load(
        [tab, real({ from: '' }), sendSms({ results: 'each' }), catcher, sink(), sink('caught')],
        REAL_CREDENTIALS,
      );
      send({ to: [ADA, GRACE] });
      for (const to of [ADA, GRACE]) {
        const { result } = await arrival();
        assert.deepEqual([result.to, result.error?.code], [to, 'MISSING_FROM_NUMBER']);
      }
      await loaded.statusOf('send', 'runtime.status.sentMany', 'red');
      assert.deepEqual(
        loaded.logged().filter(({ id }) => id === 'send'),
        [],
      );
    });

    it('are an error for Catch when the list is empty', async () => {
      await start('each');
      for (const to of [undefined, '', []]) {
        send({ to });
        const { code } = (await loaded.arrival('caught'))['error'] as { code: string };
        assert.equal(code, 'INVALID_RECIPIENT');
      }
    });
  });

  it('in both ways are a sequence, and then a message with counts and without parts', async () => {
    await start('both');
    send({ to: [ADA, 'nobody'], parts: { id: 'outer', index: 0, count: 1 } });
    assert.deepEqual([(await arrival()).parts?.index, (await arrival()).parts?.index], [0, 1]);
    const { msg } = await arrival();
    assert.deepEqual(msg['payload'], { total: 2, sent: 1, failed: 1 });
    assert.deepEqual(
      (msg['failed'] as Result[]).map(({ to, error }) => [to, error?.code]),
      [['nobody', 'INVALID_RECIPIENT']],
    );
    assert.ok(!('parts' in msg));
  });

  it('are together by default', async () => {
    for (const results of ['together', '', 'unknown']) {
      await start(results);
      send({ to: [ADA, GRACE] });
      const { msg } = await arrival();
      assert.equal((msg['payload'] as Result[]).length, 2);
      assert.equal(msg['parts'], undefined);
      await loaded.unload();
      await endSimulator('account');
    }
    await start('together');
  });
});
