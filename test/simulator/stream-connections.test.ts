import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { createSimulator } from '../../simulator';
import { own, person, startServer } from './support';
import { startStreamServer, useStreams } from './stream-server';

const url = 'wss://audio.example.com/ears';

describe('the connection of a stream', () => {
  const streams = useStreams();
  const { scene } = streams;
  const status = 'statusCallback="https://flows.example.com/twilio/status"';
  const start = (target: string) => `<Start><Stream url="${target}" ${status}/></Start><Gather timeout="600"/>`;
  const connect = (target: string) => `<Connect action="done"><Stream url="${target}" ${status}/></Connect>`;
  const line = () => scene.simulator.state().requests.find(({ method }) => method === 'GET');

  it("is signed as the SDK's validator expects it, and is a line in the log", async () => {
    const peer = await streams.connect(start(`${url}/../x//y%20z`));
    const { authToken } = scene.simulator;
    const signature = String(peer.headers['x-twilio-signature']);
    assert.equal(peer.url, '/ears/../x//y%20z', 'the path is sent as it is signed');
    assert.ok(validateRequest(authToken, signature, `wss://audio.example.com${peer.url}`, {}));
    assert.ok(!validateRequest(authToken, signature, `wss://audio.example.com${peer.url}/`, { a: 'b' }));
    const { kind, method, status: answer, error } = line() ?? {};
    assert.deepEqual([kind, method, answer, error], ['webhook', 'GET', 101, undefined]);
    assert.equal(line()?.url, `${url}/../x//y%20z`);
  });

  it('connects directly like a webhook with the same host, with its public name', async () => {
    const prefix = { connect: streams.server.origin, strip: '/node-red' };
    streams.targets = { transcription: { url: 'https://home.example.com:8443/node-red/x', ...prefix } };
    const peer = await streams.connect(start('wss://ann:p%20w@home.example.com:8443/node-red/ears?secret=1#rc=1'));
    const { host, authorization } = peer.headers;
    assert.deepEqual(
      [peer.url, host, peer.headers['x-forwarded-proto'], authorization],
      ['/ears', 'home.example.com:8443', 'https', `Basic ${Buffer.from('ann:p w').toString('base64')}`],
    );
    const signature = String(peer.headers['x-twilio-signature']);
    const signed = 'wss://home.example.com:8443/node-red/ears';
    assert.ok(validateRequest(scene.simulator.authToken, signature, signed, {}));
    assert.deepEqual([line()?.url, streams.stream().url], [signed, signed]);
    assert.match(scene.errors()[0] ?? '', /url of <Stream> must not have a query/);
  });

  it('is relative to the document, whose http becomes wss', async () => {
    streams.targets = { call: { url: `${scene.server.origin}/twilio/call` } };
    // The document's server does not take WebSockets.
    await streams.call(start('ears'));
    const origin = scene.server.origin.replace('http', 'wss');
    assert.equal(streams.stream().url, `${origin}/twilio/ears`);
    assert.equal(scene.server.received.at(1)?.headers['x-forwarded-proto'], 'https');
    assert.match(
      streams.stream().error ?? '',
      /^31920: Stream - WebSocket - Handshake Error: the server answered 200$/,
    );
  });

  it('is made without TLS to a host whose webhooks have none', async () => {
    streams.targets = { recording: { url: `${streams.server.origin}/recording` } };
    const peer = await streams.connect(start(`${streams.server.origin.replace('http', 'wss')}/ears`));
    assert.equal(peer.url, '/ears');
    assert.equal(peer.headers.host, new URL(streams.server.origin).host);
  });

  for (const [what, given, error] of [
    ['ws', 'ws://audio.example.com/ears', /^31922: Stream - WebSocket - URL Schema Not Supported/],
    ['https', 'https://audio.example.com/ears', /^31922: /],
    ['no URL', '', /^31923: Stream - WebSocket - Malformed URL/],
    ['nonsense', 'wss://audio example/', /^31923: /],
  ] as const) {
    it(`is not opened with ${what}, and the call continues`, async () => {
      await streams.call(`<Start><Stream url="${given}"/></Start>${connect(given)}`, { done: '<Say>bye</Say>' });
      assert.equal(scene.simulator.state().streams.length, 0);
      assert.match(scene.errors()[0] ?? '', error);
      assert.deepEqual(
        scene.told('done').map(({ StreamSid }) => StreamSid),
        [undefined],
      );
      assert.equal(scene.transcript().at(-1), 'Say: bye');
    });
  }
});

describe('the streams that the simulator remembers', () => {
  it('are as many as its limit says, and a forgotten one ends with its call', async () => {
    const streams = await startStreamServer();
    const server = await startServer();
    server.answer = (_request, response) => {
      response
        .setHeader('Content-Type', 'text/xml')
        .end(`<Response><Start><Stream url="${url}"/><Stream url="${url}"/></Start><Gather/></Response>`);
    };
    const simulator = createSimulator({
      limits: { streams: 1 },
      webhooks: () => ({
        call: { url: server.origin },
        recording: { url: 'https://audio.example.com/', connect: streams.origin },
      }),
    });
    const changes: string[] = [];
    simulator.subscribe(({ type, item }) => {
      if (type === 'stream') changes.push(`${item.sid} ${item.status}`);
    });
    const { sid } = await simulator.placeCall({ from: person, to: own });
    await simulator.settled();
    assert.equal(streams.peers.length, 2);
    assert.equal(simulator.state().streams.length, 1);
    await simulator.actOnCall(sid, { action: 'hangup' });
    assert.deepEqual(await Promise.all(streams.peers.map(({ closed }) => closed)), [1000, 1000]);
    const [kept] = simulator.state().streams;
    assert.equal(kept?.status, 'stopped');
    assert.equal(changes.at(-1), `${kept?.sid ?? ''} stopped`);
    assert.equal(changes.filter((change) => change.endsWith('stopped')).length, 1);
    await simulator.close();
    await server.close();
    await streams.close();
  });

  it('need nothing that is loaded before the first of them', () => {
    const script =
      "require('tsx/cjs'); require('./simulator').createSimulator();" +
      'console.log(Object.keys(require.cache).filter((file) => /node_modules.ws./.test(file)).join())';
    assert.equal(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim(), '');
  });
});
