import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { Router } from '../../../../lib/webhooks/router';
import type { SocketClose } from '../../../../lib/webhooks/sockets/call-socket';
import { MAX_BURST, MAX_MESSAGE_BYTES } from '../../../../lib/webhooks/sockets/limits';
import { mountUpgrades } from '../../../../lib/webhooks/sockets/upgrades';
import { refused, signed, UpgradeScene } from './upgrade-scene';
import { endpointOptions } from '../../../support/webhooks';

describe('the limits of upgrades to WebSockets', () => {
  let scene: UpgradeScene;

  beforeEach(async () => {
    scene = await new UpgradeScene().start();
  });
  afterEach(() => scene.close());
  const closeOf = (client: WebSocket): Promise<{ code: number; reason: string }> =>
    new Promise((resolve) => {
      client.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
      });
    });

  it('responds with 503 when the account has too many sockets, until one is closed', async () => {
    scene.router.unmount(scene.endpoint, false);
    scene.endpoint = scene.router.mount('account', endpointOptions({ maxSockets: 2 }));
    scene.subscribe();
    const first = await scene.open();
    const second = await scene.open();
    assert.equal(await refused(scene.connect()), '503 This account has too many open sockets.');
    const closed = once(first.client, 'close');
    first.socket.close();
    await closed;
    const third = await scene.open();
    for (const { client } of [second, third]) client.terminate();
  });

  it('waits for a deployment, and responds with 503 when it takes too long', async () => {
    scene.router.deployment.pause();
    scene.router.unmount(scene.endpoint, false);
    const client = scene.connect();
    const isOpen = once(client, 'open');
    await once(scene.server, 'upgrade');
    scene.endpoint = scene.router.mount('account', scene.options);
    scene.subscribe();
    scene.router.deployment.release();
    await isOpen;
    client.terminate();
    scene.router.deployment.pause();
    assert.match(await refused(scene.connect()), /^503 /);
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
    const { client, socket } = await scene.open();
    const heard: SocketClose[] = [];
    socket.onClose((close) => heard.push(close));
    const closed = closeOf(client);
    scene.router.unmount(scene.endpoint, false);
    assert.deepEqual(heard, [{ code: 1001, reason: 'The account was deployed again', byUs: true }]);
    assert.equal((await closed).code, 1001);
    scene.endpoint = scene.router.mount('account', scene.options);
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
      const { client, socket } = await scene.open();
      socket.onMessage(() => undefined);
      const closed = closeOf(client);
      send(client);
      assert.equal((await closed).code, code);
    }
    assert.equal(scene.warnings.length, 3);
    assert.match(scene.warnings[2] ?? '', /too many messages/);
  });
});
