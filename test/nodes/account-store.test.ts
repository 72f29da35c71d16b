import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { storeFolder, storeOf } from '../../lib/node-red/account-store';
import { DiskStore } from '../../lib/store/disk-store';
import { simulated, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';

const HOUR_MS = 3_600_000;

describe("an account's store", () => {
  let loaded: Loaded;
  let userDir: string;
  let count = 0;
  let id: string;
  beforeEach(async () => {
    userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-store-'));
    // A store stays open after a test, because Node-RED does not end.
    count += 1;
    id = `account${count}`;
  });
  afterEach(async () => {
    await loaded.redeploy([tab]);
    await loaded.unload();
    await rm(userDir, { recursive: true, force: true });
  });

  const start = async (more: Record<string, unknown> = {}): Promise<void> => {
    loaded = await load([tab, simulated({ id, ...more })], {}, { userDir });
  };
  const valueOf = async (key: string) => (await storeOf({ id }).get(key))?.value;
  const logged = () => loaded.logged().filter((entry) => entry.id === id);
  const folder = () => storeFolder(userDir, id);

  it('is on disk by default, in the user directory', async () => {
    await start();
    assert.ok(!existsSync(path.join(userDir, 'twilio')), 'nothing is created before it is needed');
    await storeOf({ id }).put('call/CA1', 'waits', HOUR_MS);
    assert.equal(folder(), path.join(userDir, 'twilio', id));
    assert.ok(existsSync(path.join(folder(), 'CURRENT')));
    assert.deepEqual(logged(), []);
  });

  it('is in memory when the account says so', async () => {
    await start({ store: 'memory' });
    await storeOf({ id }).put('call/CA1', 'waits', HOUR_MS);
    assert.equal(await valueOf('call/CA1'), 'waits');
    assert.deepEqual(await readdir(userDir), []);
    assert.deepEqual(logged(), []);
  });

  for (const store of ['disk', 'memory']) {
    it(`stays open during a deployment (${store})`, async () => {
      await start({ store });
      const before = storeOf({ id });
      await before.put('call/CA1', 'waits', HOUR_MS);
      await loaded.redeploy([tab, simulated({ id, store, name: 'changed' })]);
      assert.equal(storeOf({ id }), before);
      assert.equal(await valueOf('call/CA1'), 'waits');
    });
  }

  it('is removed from the disk with the account node', async () => {
    await start();
    await storeOf({ id }).put('call/CA1', 'waits', HOUR_MS);
    await loaded.redeploy([tab]);
    assert.deepEqual(await readdir(path.join(userDir, 'twilio')), []);
  });

  it('is removed from the disk with the account node, also when only an earlier Node-RED used it', async () => {
    const earlier = new DiskStore({ folder: folder(), report: assert.ifError });
    await earlier.put('call/CA1', 'waits', HOUR_MS);
    await earlier.close();
    await start();
    await loaded.redeploy([tab]);
    assert.deepEqual(await readdir(path.join(userDir, 'twilio')), []);
  });

  it('is empty when an account node with the same id is added again', async () => {
    await start();
    await storeOf({ id }).put('call/CA1', 'waits', HOUR_MS);
    await loaded.redeploy([tab]);
    await loaded.redeploy([tab, simulated({ id })]);
    assert.equal(await valueOf('call/CA1'), undefined);
    await storeOf({ id }).put('call/CA2', 'waits', HOUR_MS);
    assert.equal(await valueOf('call/CA2'), 'waits');
    assert.deepEqual(logged(), []);
  });

  it('is removed from the disk when the account now keeps it in memory, and back', async () => {
    await start();
    const onDisk = storeOf({ id });
    await onDisk.put('call/CA1', 'waits', HOUR_MS);
    await loaded.redeploy([tab, simulated({ id, store: 'memory' })]);
    await storeOf({ id }).put('call/CA2', 'waits', HOUR_MS);
    // What still uses the old store does not create the folder again.
    await onDisk.put('call/CA1', 'ended', HOUR_MS);
    await (onDisk as DiskStore).remove();
    assert.deepEqual(await readdir(path.join(userDir, 'twilio')), []);
    await loaded.redeploy([tab, simulated({ id, store: 'disk' })]);
    await storeOf({ id }).put('call/CA3', 'waits', HOUR_MS);
    assert.deepEqual(await readdir(path.join(userDir, 'twilio')), [id]);
    assert.deepEqual(logged(), []);
  });

  it('is inside of the user directory, for any id of the node', () => {
    for (const strange of ['../../etc', '.', '..', '', 'a/b', 'a\\b', 'CON:', 'A', 'x'.repeat(300), 'a.', 'ü']) {
      const name = path.relative(path.join(userDir, 'twilio'), storeFolder(userDir, strange));
      assert.match(name, /^[0-9a-f]{64}$/, strange);
    }
    const ids = ['a1b2c3.d4e5f6', '0123456789abcdef', 'twilio-account', 'my_account'];
    assert.deepEqual(
      ids.map((safe) => path.basename(storeFolder(userDir, safe))),
      ids,
    );
    assert.notEqual(storeFolder(userDir, 'A'), storeFolder(userDir, 'B'));
    return start();
  });

  it('is in memory with a warning when another Node-RED has the same user directory', async () => {
    const other = new DiskStore({ folder: folder(), report: assert.ifError });
    await other.put('call/CA1', 'of the other', HOUR_MS);
    await start();
    await storeOf({ id }).put('call/CA2', 'waits', HOUR_MS);
    assert.equal(await valueOf('call/CA1'), undefined);
    assert.equal(await valueOf('call/CA2'), 'waits');
    const [warning, ...more] = logged();
    assert.deepEqual(more, []);
    assert.equal(warning?.level, 'warn');
    assert.match(warning.msg, /Another Node-RED uses the store in .*lost when Node-RED restarts.*own user directory/);
    await loaded.redeploy([tab]);
    assert.equal((await other.get('call/CA1'))?.value, 'of the other', 'the other one keeps its files');
    await other.close();
  });

  it('is in memory with a warning when this Node-RED has no user directory', async () => {
    loaded = await load([tab, simulated({ id })]);
    await storeOf({ id }).put('call/CA1', 'waits', HOUR_MS);
    assert.equal(await valueOf('call/CA1'), 'waits');
    assert.match(
      logged()
        .map(({ msg }) => msg)
        .join('\n'),
      /no user directory.*lost when Node-RED restarts/,
    );
  });
});
