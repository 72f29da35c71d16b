import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { StoreFolder } from './disk-support';

describe('a store on disk whose process is killed', function () {
  // A process is started and killed in each run.
  this.timeout(60_000);
  let files: StoreFolder;
  beforeEach(async () => {
    files = await StoreFolder.create();
  });
  afterEach(async () => {
    await files.remove();
  });

  /** Starts a process that writes, kills it after some lines, and returns what it said of each key. */
  async function writeAndKill(lines: number): Promise<Map<string, string>> {
    const said = new Map<string, string>();
    const script = path.join(__dirname, 'disk-writer.ts');
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', script, files.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    let count = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const [what = '', key = ''] = line.split(' ');
      // The lines of a pipe come in the order in which they were written, and "deleted" is the last about a key.
      said.set(key, what);
      count += 1;
      if (count === lines) child.kill('SIGKILL');
    }
    await closed;
    assert.equal(child.signalCode, 'SIGKILL');
    return said;
  }

  for (const lines of [1, 100, 3000]) {
    it(`has everything whose promise had resolved, after ${lines} lines`, async () => {
      const said = await writeAndKill(lines);
      assert.ok(said.size > 0);
      const store = files.open();
      const found = new Set<string>();
      for await (const [key] of store.list('call/')) found.add(key);
      for (const [key, what] of said) {
        const index = Number(key.split('-')[1]);
        // A key with an odd number may have been deleted just before the process could say so.
        if (what === 'deleted') assert.ok(!found.has(key), `${key} was deleted`);
        else if (index % 2 === 0) assert.ok(found.has(key), `${key} was put`);
      }
      assert.deepEqual(files.problems, []);
    });
  }
});
