import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Endpoint } from '../../../../lib/webhooks/endpoint';
import { Router } from '../../../../lib/webhooks/router';
import type { CallSocket, SocketClose } from '../../../../lib/webhooks/sockets/call-socket';
import { MAX_BURST, MAX_MESSAGE_BYTES } from '../../../../lib/webhooks/sockets/limits';
import { mountUpgrades } from '../../../../lib/webhooks/sockets/upgrades';
import type { UnauthorizedRequest } from '../../../../lib/webhooks/unauthorized';
import { sign } from '../../../support/sign';
import { endpointOptions, PUBLIC_BASE, TOKEN } from '../../../support/webhooks';

const WSS = PUBLIC_BASE.replace('https:', 'wss:');

describe('upgrades to WebSockets', () => {
  let router: Router;
  let endpoint: Endpoint;
  let server: Server;
  let others: WebSocketServer;
  let raws: Set<Duplex>;
  let origin: string;
  let opened: CallSocket[];
  let warnings: string[];
  let unauthorized: UnauthorizedRequest[];
  let onOpened: (() => void) | undefined;

  const options = () => endpointOptions({ onUnauthorized: (request) => unauthorized.push(request) });
  const subscribe = () =>
    endpoint.sockets.subscribe('stream', {
      opened(socket) {
        opened.push(socket);
        onOpened?.();
      },
      warn: (sentence) => warnings.push(sentence),
    });

  beforeEach(async () => {
    [opened, warnings, unauthorized, onOpened] = [[], [], [], undefined];
    router = new Router({ deploymentTimeoutMs: 200 });
    endpoint = router.mount('account', options());
    subscribe();
    raws = new Set();
    server = createServer();
    server.on('upgrade', (_request, socket) => raws.add(socket));
    mountUpgrades(router, { use: () => undefined, path: () => '/api' }, server);
    // Another node's WebSocket, as Node-RED's own: it ignores paths that are not its own.
    others = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (request.url === '/api/chat/stream') others.handleUpgrade(request, socket, head, (ws) => ws.send('other'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    router.close();
    for (const raw of raws) raw.destroy();
    const closed = once(server, 'close');
    server.close();
    await closed;
  });

  const signed = (url = `${WSS}/twilio/stream`, token = TOKEN) => ({ 'X-Twilio-Signature': sign(token, url) });
  const connect = (headers: Record<string, string> = signed(), path = '/api/twilio/stream') =>
    new WebSocket(`${origin}${path}`, { headers });
  /** The status of an upgrade that is refused, and its text. */
  const refused = (client: WebSocket): Promise<string> =>
    new Promise((resolve, reject) => {
      client.on('open', () => {
        reject(new Error('It was accepted'));
      });
      client.on('unexpected-response', (_request, response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          resolve(`${String(response.statusCode)} ${text.trim()}`);
        });
      });
    });
  const open = async (client = connect()) => {
    const arrived = new Promise<void>((resolve) => (onOpened = resolve));
    await Promise.all([once(client, 'open'), arrived]);
    const socket = opened.at(-1);
    assert.ok(socket);
    return { client, socket };
  };
  const closeOf = (client: WebSocket): Promise<{ code: number; reason: string }> =>
    new Promise((resolve) => {
      client.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
      });
    });

  it('accepts what Twilio has signed, with every scheme and slash', async () => {
    for (const url of [`${WSS}/twilio/stream`, `${WSS}/twilio/stream/`, `${PUBLIC_BASE}/twilio/stream`]) {
      const { client, socket } = await open(connect(signed(url)));
      const heard = once(client, 'message');
      socket.onMessage((text) => {
        socket.send(`${text} too`);
      });
      client.send('hello');
      assert.equal(String((await heard)[0]), 'hello too');
      client.terminate();
    }
    assert.deepEqual(unauthorized, []);
  });

  it('gives the listener the messages that came before it', async () => {
    const { client, socket } = await open();
    const pong = once(client, 'pong');
    client.send('one');
    client.send('two');
    client.ping();
    await pong;
    const heard: string[] = [];
    socket.onMessage((text) => heard.push(text));
    assert.deepEqual(heard, ['one', 'two']);
    client.terminate();
  });

  it('rejects an upgrade that is unsigned, or signed with another token or for another URL', async () => {
    const found = [
      await refused(connect({})),
      await refused(connect(signed(undefined, 'another token'))),
      await refused(connect(signed(`${WSS}/twilio/relay`))),
    ];
    assert.deepEqual(found, [
      '403 Forbidden: it has no X-Twilio-Signature header.',
      '403 Forbidden: the signature does not match.',
      '403 Forbidden: the signature does not match.',
    ]);
    assert.equal(endpoint.rejected.count, 3);
    assert.equal(unauthorized.length, 3);
    assert.deepEqual(opened, []);
  });

  it('names the URL that Twilio called when the public URL is wrong', async () => {
    await refused(connect(signed(`wss://${origin.slice(5)}/api/twilio/stream`)));
    assert.match(unauthorized[0]?.hint ?? '', /Twilio called wss:\/\/127\.0\.0\.1:\d+\/api\/twilio\/stream/);
  });

  it('responds with 404 when no node takes it, and ignores all other paths', async () => {
    const relay = signed(`${WSS}/twilio/relay`);
    assert.match(await refused(connect(relay, '/api/twilio/relay')), /^404 /);
    const other = connect({}, '/api/chat/stream');
    assert.equal(String((await once(other, 'message'))[0]), 'other');
    other.terminate();
    // The listener does nothing, so nobody answers.
    for (const path of ['/api/twilio/message', '/twilio/stream', '/api/unknown/stream']) {
      const client = connect({}, path);
      client.on('error', () => undefined);
      client.on('unexpected-response', () => {
        assert.fail('It was answered');
      });
      client.on('open', () => {
        assert.fail('It was accepted');
      });
      const settled = connect({});
      await refused(settled);
      client.terminate();
    }
  });

  it('responds with 503 when the account has too many sockets, until one is closed', async () => {
    router.unmount(endpoint, false);
    endpoint = router.mount('account', endpointOptions({ maxSockets: 2 }));
    subscribe();
    const first = await open();
    const second = await open();
    assert.equal(await refused(connect()), '503 This account has too many open sockets.');
    const closed = once(first.client, 'close');
    first.socket.close();
    await closed;
    const third = await open();
    for (const { client } of [second, third]) client.terminate();
  });

  it('waits for a deployment, and responds with 503 when it takes too long', async () => {
    router.deployment.pause();
    router.unmount(endpoint, false);
    const client = connect();
    const isOpen = once(client, 'open');
    await once(server, 'upgrade');
    endpoint = router.mount('account', options());
    subscribe();
    router.deployment.release();
    await isOpen;
    client.terminate();
    router.deployment.pause();
    assert.match(await refused(connect()), /^503 /);
  });

  it('waits no longer for a deployment than Node-RED lets an upgrade wait', async () => {
    const patient = new Router({ deploymentTimeoutMs: 60_000 });
    patient.mount('account', endpointOptions());
    const own = createServer();
    mountUpgrades(patient, { use: () => undefined, path: () => '/api' }, own, 50);
    own.listen(0, '127.0.0.1');
    await once(own, 'listening');
    patient.deployment.pause();
    const { port } = own.address() as AddressInfo;
    const client = new WebSocket(`ws://127.0.0.1:${port}/api/twilio/stream`, { headers: signed() });
    assert.match(await refused(client), /^503 /);
    patient.close();
    own.close();
    await once(own, 'close');
  });

  it('closes a socket with 1001 when the account is deployed again', async () => {
    const { client, socket } = await open();
    const heard: SocketClose[] = [];
    socket.onClose((close) => heard.push(close));
    const closed = closeOf(client);
    router.unmount(endpoint, false);
    assert.deepEqual(heard, [{ code: 1001, reason: 'The account was deployed again', byUs: true }]);
    assert.equal((await closed).code, 1001);
    endpoint = router.mount('account', options());
  });

  it('closes a socket whose message is too long, binary, or one of too many', async () => {
    const bad: [(client: WebSocket) => void, number][] = [
      [(client) => client.send('x'.repeat(MAX_MESSAGE_BYTES + 1)), 1009],
      [(client) => client.send(Buffer.from('x')), 1003],
      [
        (client) => {
          for (let count = 0; count <= 3 * MAX_BURST; count += 1) client.send('x');
        },
        1008,
      ],
    ];
    for (const [send, code] of bad) {
      const { client, socket } = await open();
      socket.onMessage(() => undefined);
      const closed = closeOf(client);
      send(client);
      assert.equal((await closed).code, code);
    }
    assert.equal(warnings.length, 3);
    assert.match(warnings[2] ?? '', /too many messages/);
  });
});
