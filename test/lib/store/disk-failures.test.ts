import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { diskFull, FailingDisk, HOUR_MS, StoreFolder } from './disk-support';

const execFileAsync = promisify(execFile);

/** The id of a user who owns nothing. */
const NOBODY = 65_534;

describe('a store on disk that cannot be used', () => {
  let files: StoreFolder;
  beforeEach(async () => {
    files = await StoreFolder.create();
  });
  afterEach(async () => {
    await files.remove();
  });

  it('continues in memory when another Node-RED uses the folder, and logs it', async () => {
    const first = files.open();
    await first.put('a', 1, HOUR_MS);
    const second = files.open();
    assert.equal(await second.get('a'), undefined);
    await second.put('b', 2, HOUR_MS);
    assert.equal((await second.get('b'))?.value, 2);
    assert.equal((await first.get('a'))?.value, 1);
    assert.equal(await first.get('b'), undefined);
    files.assertOnlyProblem(/Another Node-RED uses the store/, /lost when Node-RED restarts.*own user directory/);
  });

  it('continues in memory when the library cannot be loaded, and logs what is lost', async () => {
    const error = Object.assign(new Error("Cannot find module 'classic-level'"), { code: 'MODULE_NOT_FOUND' });
    const store = files.open({ openDatabase: () => Promise.reject(error) });
    await store.put('a', 1, HOUR_MS);
    assert.equal((await store.get('a'))?.value, 1);
    const version = (await store.get('a'))?.version;
    assert.equal(await store.replace('a', version, undefined, HOUR_MS), true);
    assert.equal(await store.get('a'), undefined);
    files.assertOnlyProblem(
      /cannot be loaded on this machine/,
      /kept in memory, and are lost when Node-RED restarts.*C\+\+ compiler.*again\. Or choose "In memory"/,
    );
  });

  it('continues in memory when the binary of the library is for another machine, as on Alpine Linux on ARM', async () => {
    const arch = process.arch === 'arm64' ? 'x64' : 'arm64';
    const env = { ...process.env, npm_config_platform: 'linux', npm_config_arch: arch, LIBC: 'musl' };
    const run = async (code: string): Promise<string[]> => {
      const { stdout } = await execFileAsync(process.execPath, ['--require', 'tsx/cjs', '--eval', code], { env });
      return stdout.trim().split('\n');
    };
    // What node-gyp-build takes: the binary for glibc, because there is none for musl.
    const library = JSON.stringify(path.dirname(require.resolve('classic-level/package.json')));
    const [binary = ''] = await run(`console.log(require('node-gyp-build').path(${library}))`);
    if (arch === 'arm64') assert.match(binary, /linux-arm64.classic-level\.armv8\.node$/);
    const [problem, value] = await run(`
      const { DiskStore } = require(${JSON.stringify(path.join(__dirname, '../../../lib/store/disk-store.ts'))});
      const report = ({ message, cause }) => console.log(message + ' | ' + cause.hint);
      const store = new DiskStore({ folder: ${JSON.stringify(files.folder)}, report });
      store.put('a', 1, 60_000).then(() => store.get('a')).then(({ value }) => console.log(value));`);
    assert.match(
      problem ?? '',
      /^The library of the store on disk cannot be loaded on this machine: .* \| Calls in progress/,
    );
    assert.equal(value, '1');
  });

  it('goes on in memory when its folder cannot be created', async () => {
    await writeFile(files.folder, 'a file');
    const store = files.open();
    await store.put('a', 1, HOUR_MS);
    assert.equal((await store.get('a'))?.value, 1);
    files.assertOnlyProblem(/cannot be opened/, /permissions/);
  });

  it('says when a value cannot be read', async () => {
    const disk = new FailingDisk();
    const store = files.open({ openDatabase: disk.open });
    await store.put('a', 1, HOUR_MS);
    disk.readError = new Error('IO error: Input/output error');
    await assert.rejects(store.get('a'), { code: 'STORE_FAILED', message: /cannot be read: .*Input\/output error/ });
    disk.readError = undefined;
    assert.equal((await store.get('a'))?.value, 1);
  });

  describe('because the disk is full', () => {
    it('continues in memory, and logs it once', async () => {
      const disk = new FailingDisk();
      const store = files.open({ openDatabase: disk.open });
      await store.put('before', 1, HOUR_MS);
      disk.writeError = diskFull();
      await Promise.all([store.put('a', 1, HOUR_MS), store.put('b', 1, HOUR_MS), store.delete('before')]);
      await store.put('a', 2, HOUR_MS);
      assert.equal((await store.get('a'))?.value, 2);
      assert.equal(await store.get('before'), undefined);
      const version = (await store.get('b'))?.version;
      assert.equal(await store.replace('b', version, 2, HOUR_MS), true);
      assert.equal(await store.replace('b', version, 3, HOUR_MS), false);
      files.assertOnlyProblem(/cannot be written: .*No space left/, /free space/);
    });

    it('writes everything to the disk when there is space again, and deletes what was deleted', async () => {
      let now = Date.now();
      const disk = new FailingDisk();
      const store = files.open({ openDatabase: disk.open, now: () => now });
      await store.put('deleted', 1, HOUR_MS);
      await store.put('changed', 1, HOUR_MS);
      disk.writeError = diskFull();
      await store.put('changed', 2, HOUR_MS);
      await store.delete('deleted');
      await store.put('created', 1, HOUR_MS);
      disk.writeError = undefined;
      await store.put('soon', 1, HOUR_MS);
      assert.equal(disk.openings, 1, 'not tried again at once');
      now += 60_000;
      await store.put('later', 1, HOUR_MS);
      assert.equal(disk.openings, 2);
      await store.close();
      const next = files.open();
      const found: unknown[] = [];
      for await (const [key, { value }] of next.list('')) found.push([key, value]);
      assert.deepEqual(found, [
        ['changed', 2],
        ['created', 1],
        ['later', 1],
        ['soon', 1],
      ]);
    });

    it('loses nothing when the database cannot be opened again at first', async () => {
      let now = Date.now();
      const disk = new FailingDisk();
      const store = files.open({ openDatabase: disk.open, now: () => now });
      await store.put('before', 1, HOUR_MS);
      disk.writeError = diskFull();
      await store.put('a', 1, HOUR_MS);
      disk.openError = diskFull();
      now += 60_000;
      await store.put('b', 1, HOUR_MS);
      await assert.rejects(store.get('before'), { code: 'STORE_FAILED' });
      assert.equal((await store.get('a'))?.value, 1);
      Object.assign(disk, { writeError: undefined, openError: undefined });
      now += 60_000;
      await store.put('c', 1, HOUR_MS);
      for (const key of ['before', 'a', 'b', 'c']) assert.equal((await store.get(key))?.value, 1, key);
    });

    it('tries once more when it is closed', async () => {
      const disk = new FailingDisk();
      const store = files.open({ openDatabase: disk.open });
      disk.writeError = diskFull();
      await store.put('a', 1, HOUR_MS);
      disk.writeError = undefined;
      await store.close();
      assert.equal((await files.open().get('a'))?.value, 1);
    });

    it('keeps its bounds in memory', async () => {
      const disk = new FailingDisk();
      const store = files.open({ openDatabase: disk.open, bounds: { maxEntries: 2, maxBytes: 1_000_000 } });
      disk.writeError = diskFull();
      await store.put('a', 1, HOUR_MS);
      await store.put('b', 1, HOUR_MS);
      await assert.rejects(store.put('c', 1, HOUR_MS), { code: 'STORE_FULL' });
    });
  });

  it('goes on in memory when the user may not write to the folder', async function () {
    // Windows has no such modes.
    if (process.platform === 'win32') return this.skip();
    // The library is loaded before: root may write everywhere, so it becomes another user, who may not read the packages.
    await files.open({ folder: path.join(files.parent, 'other') }).get('a');
    await chmod(files.parent, 0o500);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      const store = files.open();
      await store.put('a', 1, HOUR_MS);
      assert.equal((await store.get('a'))?.value, 1);
      files.assertOnlyProblem(/cannot be opened.*(EACCES|permission)/i, /permissions/);
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(files.parent, 0o700);
    }
  });

  it('goes on in memory when a part of its path is a file', async () => {
    await writeFile(path.join(files.parent, 'file'), '');
    const store = files.open({ folder: path.join(files.parent, 'file', 'account') });
    await store.put('a', 1, HOUR_MS);
    assert.equal((await store.get('a'))?.value, 1);
    files.assertOnlyProblem(/cannot be opened/, /permissions/);
  });

  it('says nothing of a value in a problem', async () => {
    const disk = new FailingDisk();
    const store = files.open({ openDatabase: disk.open });
    disk.writeError = diskFull();
    await store.put('call/CA1', { digits: '4711' }, HOUR_MS);
    for (const problem of files.problems) assert.doesNotMatch(`${problem.message} ${problem.cause.hint}`, /4711/);
  });
});
