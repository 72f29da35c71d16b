/** The simulator's endpoints for the phone, in an Express app as in Node-RED, and with no parser in front of them. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import express = require('express');
import { createSimulator, type Simulator } from '../../simulator';
import { createSimulatorAdmin, type SimulatorAdmin } from '../../simulator/control/admin';
import { startServer, type TestServer } from './support';

/** What a test has. All of it is new for each test. */
export interface AdminScene {
  /** What gets the simulator's webhooks. */
  flow: TestServer;
  /** The simulator of the account `acc`. A test may replace it. */
  simulator: Simulator;
  admin: SimulatorAdmin;
  server: http.Server;
  /** The URL of the account's endpoints. */
  base: string;
  /** What the requests wait for, as they wait for a deployment. */
  waiting: Promise<void>;
  /** Posts JSON, or a text as it is. */
  post(endpoint: string, body: unknown): Promise<Response>;
  /** The sentence of a response that has nothing else. */
  errorOf(response: Response): Promise<string>;
}

/** Describes the endpoints twice: with a parser in front, and without one. */
export function describeEndpoints(define: (scene: AdminScene) => void): void {
  describe("the simulator's endpoints, with a JSON parser in front, as in Node-RED", () => {
    define(useAdmin([express.json(), express.urlencoded({ extended: true })]));
  });
  describe("the simulator's endpoints, with no parser in front", () => {
    define(useAdmin([]));
  });
}

/** Starts the endpoints before each test, and stops them after it. */
function useAdmin(parsers: express.RequestHandler[]): AdminScene {
  const scene = {
    post: (endpoint, body) =>
      fetch(`${scene.base}/${endpoint}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async errorOf(response) {
      const body: { error: string } = await response.json().then((json) => Object(json));
      assert.deepEqual(Object.keys(body), ['error']);
      return body.error;
    },
  } as AdminScene;
  let folder: string;

  beforeEach(async () => {
    folder = await phoneFolder();
    scene.flow = await startServer();
    const url = scene.flow.origin;
    scene.simulator = createSimulator({ webhooks: () => ({ message: { url }, call: { url } }) });
    scene.waiting = Promise.resolve();
    const find = (id: string) => (id === 'acc' ? scene.waiting.then(() => scene.simulator) : undefined);
    scene.admin = createSimulatorAdmin({ find, phonePage: () => folder });
    scene.server = http.createServer(appOf(scene.admin, parsers));
    await new Promise<void>((resolve) => scene.server.listen(0, '127.0.0.1', resolve));
    scene.base = `http://127.0.0.1:${String((scene.server.address() as AddressInfo).port)}/acc`;
  });
  afterEach(async () => {
    scene.admin.close();
    await scene.simulator.close();
    await scene.flow.close();
    const closed = new Promise((resolve) => scene.server.close(resolve));
    scene.server.closeAllConnections();
    await closed;
    await rm(folder, { recursive: true });
  });
  return scene;
}

/** A folder with a page and its script, and with a file that nobody may get. */
async function phoneFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'phone-'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Phone</title>');
  await writeFile(path.join(folder, 'phone.js'), '1;');
  await writeFile(path.join(folder, 'secret'), 'no');
  return folder;
}

function appOf(admin: SimulatorAdmin, parsers: express.RequestHandler[]): express.Express {
  const app = express();
  for (const parser of parsers) app.use(parser);
  app.get('/:id/state', admin.state);
  app.get('/:id/events', admin.events);
  app.post('/:id/messages', admin.messages);
  app.post('/:id/messages/:sid/read', admin.read);
  app.post('/:id/calls', admin.calls);
  app.get('/:id/calls/:sid/audio', admin.hear);
  app.post('/:id/calls/:sid/audio', admin.talk);
  app.post('/:id/calls/:sid/:action', admin.callAction);
  app.get('/:id/files/:sid', admin.file);
  app.post('/:id/faults', admin.faults);
  app.get('/:id/phone', admin.phone);
  app.get('/:id/phone/:file', admin.phoneFile);
  return app;
}
