import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeRedVersion } from '../support/versions';

const root = path.resolve(__dirname, '../..');

/** What `npm run dev` reads. It runs on a copy, because a build of this checkout would disturb the other tests. */
const SOURCES = [
  'editor',
  'examples',
  'icons',
  'lib',
  'locales',
  'nodes',
  'package.json',
  'phone',
  'sidebar',
  'scripts',
  'simulator',
  'tsconfig.json',
];

async function copyOfSources(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-dev-'));
  for (const name of SOURCES) await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits for a text in what a process prints. @throws when the process ends before */
function printed(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = pattern.exec(output);
      if (found === null) return;
      child.off('exit', fail);
      resolve(found);
    };
    const fail = () => {
      reject(new Error(`${String(pattern)} was not printed, but:\n${output}`));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', fail);
  });
}

// It always starts Node-RED 5. On Windows a program cannot send Ctrl-C to another one.
if (nodeRedVersion === '5' && process.platform !== 'win32') {
  describe('npm run dev', function () {
    this.timeout(120_000);
    let folder: string;
    let dev: ChildProcess;
    let exit: Promise<unknown[]>;
    before(async () => {
      folder = await copyOfSources();
      const args = ['--require', 'tsx/cjs', path.join('scripts', 'dev.ts'), '--user-dir', path.join(folder, 'user')];
      dev = spawn(process.execPath, args, {
        cwd: folder,
        env: { ...process.env, PORT: String(await unusedPort()) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      exit = once(dev, 'exit');
    });
    after(async () => {
      if (dev.exitCode === null && dev.signalCode === null) dev.kill('SIGTERM');
      await exit;
      await rm(folder, { recursive: true, force: true });
    });

    it('serves the editor, builds what changes, restarts Node-RED if needed, and stops on Ctrl-C', async () => {
      const started = await printed(dev, /Editor {2}(\S+)[^]*Phone {3}(\S+)[^]*Ctrl-C stops it/);
      const [, editor = '', phone = ''] = started;
      assert.equal((await fetch(editor)).status, 200);

      const built = printed(dev, /(Built|Restarted) in [\d.]+ s: (.+) has changed/);
      await appendFile(path.join(folder, 'phone', 'phone.css'), '.changed-by-a-test { color: red; }\n');
      assert.deepEqual((await built).slice(1), ['Built', 'phone/phone.css']);
      assert.match(await (await fetch(`${phone}/phone.css`)).text(), /changed-by-a-test/);

      const file = path.join(folder, 'nodes', 'sms-in', 'sms-in.editor.ts');
      const source = await readFile(file, 'utf8');
      const failed = printed(dev, /This change does not run/);
      await writeFile(file, `${source}const ;\n`);
      await failed;
      assert.equal((await fetch(editor)).status, 200);

      const restarted = printed(dev, /(Built|Restarted) in [\d.]+ s: (.+) has changed/);
      await writeFile(file, `${source}RED.notify('changed by a test', {});\n`);
      assert.deepEqual((await restarted).slice(1), ['Restarted', 'nodes/sms-in/sms-in.editor.ts']);
      const nodes = await fetch(`${editor}nodes`, { headers: { Accept: 'text/html' } });
      assert.match(await nodes.text(), /changed by a test/);

      dev.kill('SIGINT');
      const [code, signal] = await exit;
      assert.deepEqual([code, signal], [0, null]);
      await assert.rejects(fetch(editor));
    });
  });
}
