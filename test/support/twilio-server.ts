import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express = require('express');
import { certificate } from '../../bench/tls';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator';
import { createSimulatorAdmin } from '../../simulator/control/admin';
import { real } from './flows';
import type { FlowNode } from './node-red';

/** Every host of the REST API, such as `api.twilio.com` and `messaging.twilio.com`. */
const API_HOSTS = '*.twilio.com';

/** The public URL of the flows. Webhooks for it go to {@link TwilioServer.tunnelTo}, as through a tunnel. */
export const PUBLIC_URL = 'https://flows.example.com';

/** The account node of flows that use a {@link TwilioServer}: a real account, as far as its Node-RED can tell. */
export const outsideAccount = (more: Record<string, unknown> = {}): FlowNode =>
  real({ publicUrl: PUBLIC_URL, ...more });

/**
 * Twilio outside of the tested Node-RED, in the test's own process, so that calls go on when Node-RED is killed. It is the
 * simulator behind the two doors that Twilio has: webhooks over HTTP, and the REST API over TLS. Nothing in Node-RED is
 * replaced. Its SDK reaches the API by a proxy, and trusts a certificate that is made for this run.
 */
export interface TwilioServer {
  simulator: Simulator;
  /** The page of the phone. Its calls are in the test's process too. */
  phone: string;
  /** For `startNodeRed`. */
  env: Record<string, string>;
  credentials: Record<string, Record<string, string>>;
  /** The requests to the REST API so far, such as `POST /2010-04-01/Accounts/AC…/Calls/CA….json`. */
  requests: string[];
  /** Where webhooks go from now on, such as `http://127.0.0.1:1880`. */
  tunnelTo(origin: string): void;
  close(): Promise<void>;
}

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Answers the REST requests of the SDK. */
function restServer(simulator: Simulator, requests: string[], tls: { key: Buffer; cert: Buffer }): https.Server {
  return https.createServer(tls, (request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = 'GET', url = '/', headers } = request;
      requests.push(`${method} ${url}`);
      const [username = '', password = ''] = Buffer.from(headers.authorization?.split(' ')[1] ?? '', 'base64')
        .toString()
        .split(':');
      const uri = `https://${headers.host ?? ''}${url}`;
      const data = Buffer.concat(chunks).toString();
      const form = data === '' ? {} : { data };
      const answer = await simulator.request({ method, uri, ...form, username, password });
      response.writeHead(answer.statusCode, { 'Content-Type': 'application/json' });
      response.end(answer.body === '' ? '' : JSON.stringify(answer.body));
    })().catch(() => {
      response.destroy();
    });
  });
}

/** A proxy that connects to the REST server, whatever it is asked for. */
function proxyTo(port: number): http.Server {
  const sockets = new Set<{ destroy(): void }>();
  const server = http.createServer((_request, response) => response.writeHead(404).end());
  server.on('connect', (_request, client) => {
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => upstream.destroy() && client.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
  });
  server.on('close', () => {
    for (const socket of sockets) socket.destroy();
  });
  return server;
}

/** Serves the page of the phone, and what it requests. */
function phoneServer(simulator: Simulator): http.Server {
  const phonePage = path.resolve(__dirname, '../../dist/phone');
  const admin = createSimulatorAdmin({ find: () => simulator, phonePage: () => phonePage });
  const app = express();
  app.use(express.json());
  app.get('/:id/state', admin.state);
  app.get('/:id/events', admin.events);
  app.post('/:id/messages', admin.messages);
  app.post('/:id/calls', admin.calls);
  app.post('/:id/calls/:sid/:action', admin.callAction);
  app.get('/:id/files/:sid', admin.file);
  app.get('/:id/phone', admin.phone);
  app.get('/:id/phone/:file', admin.phoneFile);
  return http.createServer(app).on('close', () => {
    admin.close();
  });
}

/** Starts Twilio. @throws when there is no `openssl` */
export async function startTwilio(options: SimulatorOptions = {}): Promise<TwilioServer> {
  let origin = 'http://127.0.0.1:9';
  const webhooks = () => ({
    call: { url: `${PUBLIC_URL}/twilio/call`, connect: origin },
    callStatus: { url: `${PUBLIC_URL}/twilio/call-status`, connect: origin },
    message: { url: `${PUBLIC_URL}/twilio/message`, connect: origin },
  });
  const simulator = createSimulator({ webhooks, ...options });
  const folder = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-tls-'));
  const files = await certificate(folder, API_HOSTS);
  if (files === undefined) throw new Error('These tests need the command openssl.');
  const requests: string[] = [];
  const tls = { key: await readFile(files.key), cert: await readFile(files.cert) };
  const rest = restServer(simulator, requests, tls);
  const proxy = proxyTo(await listen(rest));
  const phone = phoneServer(simulator);
  const env = {
    HTTP_PROXY: `http://127.0.0.1:${await listen(proxy)}`,
    NODE_EXTRA_CA_CERTS: files.cert,
  };
  const { accountSid, authToken } = simulator;
  return {
    simulator,
    phone: `http://127.0.0.1:${await listen(phone)}/twilio/phone`,
    env,
    credentials: { account: { accountSid, authToken } },
    requests,
    tunnelTo(next) {
      origin = next;
    },
    async close() {
      await simulator.close();
      for (const server of [phone, proxy, rest]) {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        await closed;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
