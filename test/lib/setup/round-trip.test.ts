import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express = require('express');
import { checkRoundTrip } from '../../../lib/setup/checks/round-trip';
import type { Finding } from '../../../lib/setup/finding';
import type { CheckContext } from '../../../lib/setup/subject';
import type { PublicUrl } from '../../../lib/validation/public-url';
import { mountRouter } from '../../../lib/webhooks/mount';
import { PROBE, type Probe } from '../../../lib/webhooks/probes';
import { Router } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
import { startProxy, type Rewriting } from '../../support/rewriting-proxy';
import { endpointOptions, TOKEN } from '../../support/webhooks';

describe('a signed request out through the public URL and back', () => {
  let nodeRed: TestHttp;
  let router: Router;
  let proxy: TestHttp | undefined;
  let httpNodeRoot: string;
  let probe: Probe | undefined;

  /** Node-RED's two apps: the editor's with its parsers first, then the HTTP nodes'. */
  async function start(root = '', guard?: express.RequestHandler): Promise<void> {
    httpNodeRoot = root;
    const app = express().set('env', 'test');
    const node = express();
    const editor = express();
    editor.use(express.json(), express.urlencoded({ extended: true }));
    app.use('/', editor);
    if (guard !== undefined) node.use(guard);
    app.use(root === '' ? '/' : root, node);
    router = new Router({ hasHttpGuards: guard !== undefined });
    mountRouter(router, node);
    router.mount('account', endpointOptions());
    nodeRed = await startHttp(app);
  }
  afterEach(async () => {
    router.close();
    await proxy?.close();
    proxy = undefined;
    await nodeRed.close();
  });

  const check = async (publicUrl: PublicUrl, tokens = [TOKEN]): Promise<Finding | undefined> => {
    const subject = {
      account: { settings: { environment: 'twilio', path: '/twilio' }, accountSid: 'AC1', signingTokens: tokens },
      base: publicUrl.base,
      publicUrl,
      httpNodeRoot,
      webhookProblem: undefined,
      openProbe: () => (probe = router.probes.open()),
    };
    return checkRoundTrip(subject as unknown as CheckContext);
  };
  const through = async (rewriting: Rewriting, tail = ''): Promise<Finding | undefined> => {
    proxy = await startProxy(nodeRed.origin, rewriting);
    return check({ base: `${proxy.origin}${tail}` });
  };

  it('arrives unchanged without a proxy, for every httpNodeRoot', async () => {
    for (const root of ['', '/api']) {
      await start(root);
      const found = await check({ base: `${nodeRed.origin}${root}` });
      assert.deepEqual([found?.state, found?.text], ['ok', 'ok'], root);
      if (root === '') await nodeRed.close();
    }
  });

  it('works without an auth token, which another check finds', async () => {
    await start();
    assert.equal((await check({ base: nodeRed.origin }, []))?.text, 'ok');
  });

  it('is OK behind a proxy that rewrites scheme and host, which the finding names', async () => {
    await start();
    const found = await through({
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
    const found = await through(
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
    const found = await through({}, '/node-red');
    assert.equal(found?.text, 'path');
    assert.deepEqual(found.values, { arrived: '/node-red/twilio/doctor', expected: '/twilio/doctor' });
    assert.deepEqual(found.fix, { kind: 'field', field: 'publicUrl' });
  });

  it('is a problem behind a proxy that drops httpNodeRoot', async () => {
    await start('/api');
    const found = await through(
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
      const found = await through(rewriting);
      assert.deepEqual([found?.state, found?.text], ['problem', text]);
      if (text === 'redirect') assert.equal(found?.values?.['location'], 'https://www.example.com/twilio/doctor');
    });
  }

  it('finds that the header with the nonce is lost only through the nonce in the query', async () => {
    await start();
    const found = await through({
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
    const base = nodeRed.origin;
    assert.equal((await check({ base }))?.text, 'loginMissing');
    assert.equal((await check({ base, auth: 'twilio:wrong' }))?.text, 'loginWrong');
    assert.equal((await check({ base, auth: 'twilio:p%40ss' }))?.text, 'ok');
  });

  it('finds that no server listens, and that a host does not exist', async () => {
    await start();
    const gone = await startHttp(() => undefined);
    await gone.close();
    assert.equal((await check({ base: gone.origin }))?.text, 'unreachable');
    assert.equal((await check({ base: 'http://nowhere.invalid' }))?.text, 'noHost');
  });

  it('says nothing without a public URL', async () => {
    await start();
    const subject = { base: undefined, account: { settings: {} } };
    assert.equal(await checkRoundTrip(subject as unknown as CheckContext), undefined);
  });

  it('is answered only while the doctor waits for it, and only with its nonce', async () => {
    await start();
    const post = async (nonce: string) =>
      (await nodeRed.send({ path: `/twilio/${PROBE}`, headers: { 'I-Twilio-Idempotency-Token': nonce } })).status;
    const open = router.probes.open();
    assert.ok(open);
    assert.equal(await post('0'.repeat(32)), 404);
    assert.equal(await post(''), 404);
    assert.equal(await post(open.nonce), 200);
    open.close();
    assert.equal(await post(open.nonce), 404);
    await check({ base: nodeRed.origin });
    assert.equal(await post(probe?.nonce ?? ''), 404);
  });

  it('is one of a bounded number', async () => {
    await start();
    const open = Array.from({ length: 100 }, () => router.probes.open()).filter((one) => one !== undefined);
    assert.ok(open.length > 1 && open.length < 100);
    assert.equal((await check({ base: nodeRed.origin }))?.text, 'busy');
    for (const one of open) one.close();
    assert.equal((await check({ base: nodeRed.origin }))?.text, 'ok');
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
        const own = block.replace('127.0.0.1:1880', `127.0.0.1:${nodeRed.port}`);
        await writeFile(path.join(folder, 'config'), config(own, spare.port, folder));
        const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
        const server = spawn(name, args(folder), { env, stdio: 'ignore' });
        try {
          const base = `http://127.0.0.1:${spare.port}`;
          let found = await check({ base });
          // The server takes a moment until it listens.
          while (found?.text === 'unreachable' && server.exitCode === null) found = await check({ base });
          assert.equal(found?.state, 'ok', JSON.stringify(found));
        } finally {
          server.kill();
          await rm(folder, { recursive: true, force: true });
        }
      });
    }
  });
});
