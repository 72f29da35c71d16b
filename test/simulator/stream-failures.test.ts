import assert from 'node:assert/strict';
import { startServer } from './support';
import { useStreams } from './stream-server';

const url = 'wss://audio.example.com/ears';

describe('the connection of a stream that fails', () => {
  const streams = useStreams();
  const { scene } = streams;
  const status = 'statusCallback="https://flows.example.com/twilio/status"';
  const start = (target: string) => `<Start><Stream url="${target}" ${status}/></Start><Gather timeout="600"/>`;
  const connect = (target: string) => `<Connect action="done"><Stream url="${target}" ${status}/></Connect>`;
  const line = () => scene.simulator.state().requests.find(({ method }) => method === 'GET');
  /** An address where nobody listens any more. */
  async function deadOrigin(): Promise<string> {
    const server = await startServer();
    await server.close();
    return server.origin;
  }

  it('fails with a response other than 101', async () => {
    streams.server.refuse = (raw) => raw.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    await streams.call(start(url));
    assert.equal(line()?.status, 404);
    assert.match(line()?.error ?? '', /^31920: Stream - WebSocket - Handshake Error: the server answered 404$/);
    assert.deepEqual([streams.stream().status, streams.stream().framesSent], ['stopped', 0]);
    assert.deepEqual(streams.events(), ['stream-error']);
    assert.equal(scene.told('status')[0]?.['StreamError'], line()?.error);
    assert.equal(scene.current().status, 'in-progress');
  });

  it('continues with the action of a Connect when it failed', async () => {
    streams.server.refuse = (raw) => raw.end('HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n');
    await streams.call(connect(url), { done: '<Say>bye</Say>' });
    assert.match(streams.stream().error ?? '', /^31920: .*302/);
    assert.equal(scene.told('done')[0]?.['StreamSid'], streams.stream().sid);
    assert.deepEqual(scene.transcript(), ['Connect: Stream', 'Say: bye']);
  });

  it('fails when no server listens', async () => {
    streams.targets = { recording: { url: 'https://audio.example.com', connect: await deadOrigin() } };
    await streams.call(start(url));
    assert.match(streams.stream().error ?? '', /^31902: Stream - WebSocket - Connection Refused: .*ECONNREFUSED/);
    assert.equal(line()?.status, null);
  });

  it('fails with a server without TLS', async () => {
    await streams.call(start(`${streams.server.origin.replace('http', 'wss')}/ears`));
    assert.match(streams.stream().error ?? '', /^31910: Stream - WebSocket - SSL Protocol Error/);
  });

  it('fails when there is no response in time', async () => {
    const held = streams.server.hold();
    scene.flow({ call: start(url) });
    await scene.call();
    await held;
    scene.clock.advance(9999);
    assert.equal(streams.stream().error, null);
    scene.clock.advance(1);
    await scene.simulator.settled();
    assert.match(streams.stream().error ?? '', /^31901: Stream - WebSocket - Connection Timeout/);
    assert.deepEqual(streams.events(), ['stream-error']);
  });

  it('is canceled when the call ends before it is open', async () => {
    const held = streams.server.hold();
    scene.flow({ call: connect(url) });
    await scene.call();
    const { gone } = await held;
    await scene.act({ action: 'hangup' });
    await scene.simulator.settled();
    await gone;
    assert.deepEqual([streams.stream().status, streams.events(), scene.clock.pending()], ['stopped', [], 0]);
    assert.equal(line()?.error, 'the stream ended before the connection was open');
  });

  it('that is lost is an error, and the end of a Connect', async () => {
    const peer = await streams.connect(connect(url), { done: '<Gather timeout="600"/>' });
    peer.raw.destroy();
    await streams.until(() => scene.told('done').length > 0);
    await scene.simulator.settled();
    assert.match(streams.stream().error ?? '', /^31921: Stream - WebSocket - Close Error/);
    assert.equal(line()?.error, streams.stream().error);
    assert.deepEqual(streams.events(), ['stream-started', 'stream-error', 'stream-stopped']);
  });

  it('that breaks the rules of WebSockets is an error', async () => {
    const peer = await streams.connect(start(url));
    // No frame begins so.
    peer.raw.write(Buffer.from([0x7f, 0x00]));
    await peer.closed;
    await streams.until(() => streams.stream().status === 'stopped');
    assert.match(streams.stream().error ?? '', /^31924: Stream - WebSocket - Protocol Error/);
  });

  it('is cut when the simulator is closed, and nothing is left', async () => {
    const peer = await streams.connect(`<Start><Stream url="${url}"/></Start>${connect(url)}`);
    const [first] = streams.server.peers;
    await streams.pass(1000);
    const { length } = scene.simulator.state().requests;
    await scene.simulator.close();
    assert.equal(scene.clock.pending(), 0);
    assert.deepEqual([await first?.closed, await peer.closed], [1006, 1006]);
    assert.equal(scene.simulator.state().requests.length, length, 'nothing goes on');
  });

  it('is cut while it is made when the simulator is closed', async () => {
    const held = streams.server.hold();
    scene.flow({ call: connect(url) });
    await scene.call();
    const { gone } = await held;
    await scene.simulator.close();
    await gone;
    assert.equal(scene.clock.pending(), 0);
  });

  it('is not made any more when the simulator is closed before', async () => {
    const { simulator, clock } = scene;
    let closing: Promise<void> | undefined;
    simulator.subscribe(({ type, item }) => {
      // The line of the connection is there a moment before the connection is tried.
      if (type === 'request' && item.method === 'GET') {
        queueMicrotask(() => {
          closing ??= simulator.close();
        });
      }
    });
    scene.flow({ call: connect(url) });
    await scene.call();
    assert.ok(closing);
    await closing;
    assert.equal(clock.pending(), 0);
    // The module has been loaded by now, and whoever had connected with it would be there before this answer.
    await import('ws');
    await fetch(streams.server.origin);
    assert.equal(streams.server.peers.length, 0);
  });
});
