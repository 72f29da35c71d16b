import assert from 'node:assert/strict';
import { once } from 'node:events';
import WebSocket from 'ws';
import { real, REAL_CREDENTIALS, tab, trigger } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const onTab = { z: 'tab', x: 0, y: 0 };

const flows: FlowNode[] = [
  tab,
  real(),
  trigger('call-in', { respond: 'flow', deadline: 10, wires: [[]] }),
  { id: 'listener', type: 'websocket-listener', path: '/echo', wholemsg: 'false' },
  { id: 'echo-in', type: 'websocket in', ...onTab, server: 'listener', client: '', wires: [['echo-out']] },
  { id: 'echo-out', type: 'websocket out', ...onTab, server: 'listener', client: '', wires: [] },
];

/** In milliseconds. */
const TIMEOUT_MS = 1000;

describe('upgrades to WebSockets, in a real Node-RED without the editor', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({
      flows,
      credentials: REAL_CREDENTIALS,
      settings: { httpAdminRoot: false, inboundWebSocketTimeout: TIMEOUT_MS },
    });
  });
  after(() => nodeRed.stop());
  const connect = (path: string) => new WebSocket(`${nodeRed.url.replace('http', 'ws')}${path}`);

  it('are closed by Node-RED on foreign paths, when no node answers them', async () => {
    for (const path of ['/somewhere/stream', '/twilio/message', '/echo/stream']) {
      const client = connect(path);
      const [error] = (await once(client, 'error')) as [Error];
      assert.match(error.message, /socket hang up/, path);
    }
  });

  it('are answered for the account, and by the WebSocket nodes of Node-RED', async () => {
    const forbidden = connect('/twilio/stream');
    forbidden.on('error', () => undefined);
    const [, response] = (await once(forbidden, 'unexpected-response')) as [unknown, { statusCode: number }];
    assert.equal(response.statusCode, 403);
    forbidden.terminate();
    const client = connect('/echo');
    await once(client, 'open');
    const heard = once(client, 'message');
    client.send('hello');
    assert.equal(String((await heard)[0]), 'hello');
    client.terminate();
  });
});
