import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkPackage } from '../../scripts/user-dir';
import { action } from '../support/action-flows';
import { debug, real, REAL_CREDENTIALS, tab } from '../support/flows';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { callParams, callResource, injectNode, placedPath, TO, type RestRequest } from '../support/placed-call';
import { gather, say } from '../support/step-flows';
import { postEvent, sid } from '../support/twilio';

/** Twilio's REST API, as this test plays it. It lives longer than Node-RED. */
class FakeTwilio {
  callSid = sid('CA');
  readonly asked: RestRequest[] = [];
  status = 'in-progress';
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      this.asked.push(JSON.parse(body) as RestRequest);
      const call = callResource(this.callSid, this.status);
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(call));
    });
  });

  /** The URL that the call was placed with, without its origin. */
  get path(): string {
    return placedPath(this.asked);
  }

  /** Source text that lets the SDK in another process send its requests here. */
  async settings(): Promise<string> {
    if (!this.server.listening) await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    const client = JSON.stringify(require.resolve('twilio/lib/base/RequestClient'));
    return `functionGlobalContext: (() => {
      require(${client}).prototype.request = async ({ method, uri, data }) => {
        const sent = { method: 'POST', body: JSON.stringify({ method: method.toLowerCase(), uri, data }) };
        const answer = await fetch('http://127.0.0.1:${port}', sent);
        return { statusCode: method.toLowerCase() === 'post' ? 201 : 200, body: await answer.json(), headers: {} };
      };
      return {};
    })()`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const inject = injectNode([
  { p: 'payload', v: 'Hello', vt: 'str' },
  { p: 'to', v: TO, vt: 'str' },
  { p: 'order', v: '7', vt: 'num' },
]);

describe('make-call in a Node-RED that is killed', function () {
  // Each test starts Node-RED twice or three times.
  this.timeout(120_000);
  let userDir: string;
  let nodeRed: RealNodeRed | undefined;
  let twilio: FakeTwilio;
  beforeEach(async () => {
    twilio = new FakeTwilio();
    userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-call-'));
    await linkPackage(userDir);
  });
  afterEach(async () => {
    await nodeRed?.stop();
    await twilio.close();
    await rm(userDir, { recursive: true, force: true });
  });

  const start = async (fields: Record<string, unknown>): Promise<RealNodeRed> => {
    const steps = [say('say', ['gather']), gather('gather', [['out'], ['out']])];
    const flows = [tab, real(), action('make-call', fields), inject, debug(), debug('second'), ...steps];
    const extraSettings = await twilio.settings();
    nodeRed = await startNodeRed({ userDir, flows, credentials: REAL_CREDENTIALS, extraSettings });
    return nodeRed;
  };
  const place = async ({ admin }: RealNodeRed): Promise<void> => {
    await fetch(`${admin}/inject/inject`, { method: 'POST' });
  };
  const post = ({ url }: RealNodeRed, kind: string, params: Record<string, string>, at?: string) => {
    const call = { ...callParams(twilio.callSid), ...params };
    return postEvent(url, kind, call, at === undefined ? {} : { path: at });
  };

  /** Waits until the store on disk has something about the call. */
  const isKept = async (): Promise<void> => {
    const folder = path.join(userDir, 'twilio', 'account');
    const limit = Date.now() + 10_000;
    for (;;) {
      const names = await readdir(folder).catch(() => []);
      const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1').catch(() => '')));
      if (texts.some((text) => text.includes(twilio.callSid))) return;
      assert.ok(Date.now() < limit, 'The call is not in the store');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('sends the message when the call has ended while it was down, and never again', async () => {
    const fields = { wait: true };
    const first = await start(fields);
    await place(first);
    await isKept();
    await first.kill();
    twilio.status = 'completed';
    const second = await start(fields);
    const { payload, order } = (await second.debug('out')) as { payload: Record<string, unknown>; order: number };
    assert.deepEqual([payload['status'], payload['duration'], order], ['completed', 7, 7]);
    await second.kill();

    const ended = twilio.callSid;
    const before = twilio.asked.length;
    twilio.callSid = sid('CA');
    const third = await start(fields);
    await post(third, 'call-status', { CallStatus: 'completed', CallSid: ended });
    await place(third);
    await isKept();
    await post(third, 'call-status', { CallStatus: 'busy' });
    // The first message that leaves is that of the new call, and nobody asks about the old one.
    const next = (await third.debug('out')) as { payload: Record<string, unknown> };
    assert.deepEqual([next.payload['callSid'], next.payload['status']], [twilio.callSid, 'busy']);
    assert.ok(twilio.asked.slice(before).every(({ uri }) => !uri.includes(ended)));
  });

  it('goes on in the flow with its message when the call is answered after the restart', async () => {
    const fields = { answer: 'flow', outputs: 2, wires: [['out'], ['second', 'say']] };
    const first = await start(fields);
    await place(first);
    await first.debug('out');
    await first.kill();
    const second = await start(fields);
    const answer = await post(second, 'call', { CallStatus: 'in-progress' }, twilio.path);
    assert.match(answer.text, /<Say>Hello<\/Say><Gather [^>]*node=gather/);
    const { order, topic } = (await second.debug('second')) as { order: number; topic: string };
    assert.deepEqual([order, topic], [7, TO]);
    await second.kill();
    const third = await start(fields);
    const action = /action="https:\/\/example\.com([^"]*)"/.exec(answer.text)?.[1]?.replaceAll('&amp;', '&');
    await post(third, 'step', { CallStatus: 'in-progress', Digits: '42' }, action);
    const said = (await third.debug('out')) as { order: number; payload: string };
    assert.deepEqual([said.order, said.payload], [7, '42']);
  });
});
