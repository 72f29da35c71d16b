import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import type { AccountNode } from '../../../lib/node-red/account-node';
import { serveAdmin } from '../../../lib/admin/serve';
import type { Red } from '../../../lib/node-red/red';
import { endSimulator, startSimulator } from '../../../lib/node-red/simulator';

describe('requests of the editor and the phone while flows are deployed', () => {
  const id = 'just-deployed';
  let events: EventEmitter;
  let server: Server;
  let red: Red;
  let url: string;

  beforeEach(async () => {
    events = new EventEmitter();
    const app = express();
    app.use((_request, _response, next) => {
      next();
      events.emit('arrived');
    });
    server = createServer(app);
    const pass: RequestHandler = (_request, _response, next) => {
      next();
    };
    red = { events, httpAdmin: app, server, settings: {}, auth: { needsPermission: () => pass } } as unknown as Red;
    serveAdmin(red);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/twilio/simulator/${id}/state`;
  });
  afterEach(async () => {
    await endSimulator(id);
    server.closeAllConnections();
    server.close();
  });

  it('waits for the nodes that are being started', async () => {
    events.emit('flows:stopping');
    const arrived = new Promise((resolve) => events.once('arrived', resolve));
    const answer = fetch(url);
    await arrived;
    const node = { id, account: { settings: { path: '/twilio' } } } as unknown as AccountNode;
    node.simulator = startSimulator(red, node, { from: '', messagingServiceSid: '', verifyServiceSid: '' } as never);
    events.emit('flows:started');
    assert.equal((await answer).status, 200);
  });

  it('is answered at once when none is, also that there is no such simulator', async () => {
    const answer = await fetch(url);
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /account is not deployed/);
  });
});

describe("the audio of the simulator's phone", () => {
  it('needs the permissions of the editor', async () => {
    const app = express();
    const red = {
      events: new EventEmitter(),
      httpAdmin: app,
      settings: {},
      auth: {
        needsPermission: (name: string): RequestHandler => {
          return (_request, response) => {
            response.status(401).send(name);
          };
        },
      },
    };
    serveAdmin(red as unknown as Red);
    red.events.emit('flows:started');
    const server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/twilio/simulator/x/calls/CA1/audio`;
    const [hear, talk] = await Promise.all([fetch(url), fetch(url, { method: 'POST', body: 'x' })]);
    assert.deepEqual([hear.status, await hear.text()], [401, 'flows.read']);
    assert.deepEqual([talk.status, await talk.text()], [401, 'flows.write']);
    server.closeAllConnections();
    server.close();
  });
});
