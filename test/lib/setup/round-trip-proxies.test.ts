import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHttp } from '../../support/http';
import type { Rewriting } from '../../support/rewriting-proxy';
import { RoundTripScene } from './round-trip-scene';

describe('a signed request through proxies that change it', () => {
  let scene: RoundTripScene;
  const start = async (...options: Parameters<typeof RoundTripScene.start>) => {
    scene = await RoundTripScene.start(...options);
  };
  afterEach(() => scene.close());

  const changes: Record<string, Rewriting> = {
    query: {
      request: (passing) => {
        passing.path = passing.path.replace('%2F', '/');
      },
    },
    signatureRemoved: {
      request: ({ headers }) => {
        delete headers['x-twilio-signature'];
      },
    },
    signatureChanged: {
      request: ({ headers }) => {
        headers['x-twilio-signature'] = 'AAAA';
      },
    },
    type: {
      request: ({ headers }) => {
        headers['content-type'] = 'text/plain';
      },
    },
    body: {
      request: (passing) => {
        passing.body = Buffer.from(passing.body.toString().replace('plus', 'minus'));
      },
    },
    answer: { answer: '<html>Visit this site</html>' },
    redirect: { instead: { status: 301, headers: { Location: 'https://www.example.com/twilio/doctor?x=1' } } },
    loginMissing: { instead: { status: 401 } },
    gateway: { instead: { status: 502 } },
    elsewhere: { instead: { status: 404 } },
  };
  for (const [text, rewriting] of Object.entries(changes)) {
    it(`finds a proxy with "${text}"`, async () => {
      await start();
      const found = await scene.through(rewriting);
      assert.deepEqual([found?.state, found?.text], ['problem', text]);
      if (text === 'redirect') assert.equal(found?.values?.['location'], 'https://www.example.com/twilio/doctor');
    });
  }

  it('finds that the header with the nonce is lost only through the nonce in the query', async () => {
    await start();
    const found = await scene.through({
      request: ({ headers }) => {
        delete headers['i-twilio-idempotency-token'];
      },
    });
    assert.equal(found?.state, 'ok');
  });

  it('finds httpNodeAuth without a login or with a wrong one, and is OK with the right one', async () => {
    const right = `Basic ${Buffer.from('twilio:p@ss').toString('base64')}`;
    await start('', (request, response, next) => {
      if (request.headers.authorization === right) next();
      else response.status(401).end();
    });
    const base = scene.nodeRed.origin;
    assert.equal((await scene.check({ base }))?.text, 'loginMissing');
    assert.equal((await scene.check({ base, auth: 'twilio:wrong' }))?.text, 'loginWrong');
    assert.equal((await scene.check({ base, auth: 'twilio:p%40ss' }))?.text, 'ok');
  });

  describe('with the configurations of docs/public-url.md', () => {
    /** What runs a configuration: its arguments, and the block of the page as a whole configuration. */
    interface Server {
      args: (folder: string) => string[];
      config: (block: string, port: number, folder: string) => string;
    }
    const SERVERS: Record<string, Server> = {
      nginx: {
        args: (folder) => ['-p', folder, '-e', 'stderr', '-c', path.join(folder, 'config')],
        config: (block, port, folder) => `daemon off; pid ${folder}/pid; error_log stderr; events {}
http {
  access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server { listen 127.0.0.1:${port};
${block} }
}`,
      },
      caddy: {
        args: (folder) => ['run', '--adapter', 'caddyfile', '--config', path.join(folder, 'config')],
        config: (block, port) => `{
  admin off
}
${block.replace('example.com', `http://127.0.0.1:${port}`)}`,
      },
    };
    const BLOCKS: Record<string, RegExp> = { nginx: /```nginx\n([^]*?)```/, caddy: /```caddy\n([^]*?)```/ };

    for (const [name, { args, config }] of Object.entries(SERVERS)) {
      it(`is OK behind ${name}`, async function () {
        await start();
        if (spawnSync(name, ['version']).error !== undefined) {
          console.log(`      ${name} is not installed: "apt-get install ${name}" makes this test run`);
          this.skip();
        }
        const folder = await mkdtemp(path.join(tmpdir(), `node-red-twilio-${name}-`));
        const spare = await startHttp(() => undefined);
        await spare.close();
        const docs = await readFile(path.resolve(__dirname, '../../../docs/public-url.md'), 'utf8');
        const block = BLOCKS[name]?.exec(docs)?.[1] ?? '';
        assert.match(block, /127\.0\.0\.1:1880/);
        const own = block.replace('127.0.0.1:1880', `127.0.0.1:${scene.nodeRed.port}`);
        await writeFile(path.join(folder, 'config'), config(own, spare.port, folder));
        const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
        const server = spawn(name, args(folder), { env, stdio: 'ignore' });
        try {
          const base = `http://127.0.0.1:${spare.port}`;
          let found = await scene.check({ base });
          // The server takes a moment until it listens.
          while (found?.text === 'unreachable' && server.exitCode === null) found = await scene.check({ base });
          assert.equal(found?.state, 'ok', JSON.stringify(found));
        } finally {
          server.kill();
          await rm(folder, { recursive: true, force: true });
        }
      });
    }
  });
});
