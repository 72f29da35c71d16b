import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Red } from '../../../lib/node-red/red';
import { waitForFlows } from '../../../lib/node-red/start';

/** As much of a Node-RED as the wait for its flows needs. */
function nodeRed() {
  const events = new EventEmitter();
  const app = express();
  const server = createServer(app);
  const logged: string[] = [];
  const log = { warn: (text: string) => logged.push(text) };
  const red = { events, httpNode: app, server, log } as unknown as Red;
  const listen = async (): Promise<string> => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/twilio/message`;
  };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { red, events, app, logged, listen, close };
}

const signed = { headers: { 'X-Twilio-Signature': 'any' } };

describe('while Node-RED starts', () => {
  it('a request of Twilio waits for the flows, and finds what they mounted', async () => {
    const { red, events, app, listen, close } = nodeRed();
    waitForFlows(red);
    const url = await listen();
    const answer = fetch(url, signed);
    // Every other request goes on at once, and so tells that the first one has come before it.
    assert.equal((await fetch(url)).status, 404);
    app.use((_, response) => {
      response.send('from the flow');
    });
    events.emit('flows:started');
    assert.equal(await (await answer).text(), 'from the flow');
    assert.equal(await (await fetch(url, signed)).text(), 'from the flow');
    close();
  });

  it('a request of Twilio gets 503 at once, with the reason, when node types are missing', async () => {
    const { red, events, app, logged, listen, close } = nodeRed();
    waitForFlows(red);
    const url = await listen();
    const waiting = fetch(url, signed);
    assert.equal((await fetch(url)).status, 404);
    const payload = { state: 'stop', error: 'missing-types', types: ['some-node'] };
    events.emit('runtime-event', { id: 'runtime-state', payload, retain: true });
    for (const answer of [await waiting, await fetch(url, signed)]) {
      assert.equal(answer.status, 503);
      assert.match(await answer.text(), /some node types are missing.*some-node/);
    }
    assert.equal(logged.length, 1, logged.join());
    assert.match(logged[0] ?? '', /some-node/);
    // The missing module was installed.
    events.emit('flows:starting');
    const second = fetch(url, signed);
    assert.equal((await fetch(url)).status, 404);
    app.use((_, response) => {
      response.send('from the flow');
    });
    events.emit('flows:started');
    assert.equal(await (await second).text(), 'from the flow');
    close();
  });

  it('nothing waits once it runs: the package was installed meanwhile', async () => {
    const { red, listen, close } = nodeRed();
    const url = await listen();
    waitForFlows(red);
    assert.equal((await fetch(url, signed)).status, 404);
    close();
  });
});
