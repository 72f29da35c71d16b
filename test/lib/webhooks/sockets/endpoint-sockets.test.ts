import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { EndpointSockets } from '../../../../lib/webhooks/sockets/endpoint-sockets';

/** A WebSocket that is open. */
class OpenSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  close(): void {
    queueMicrotask(() => {
      this.readyState = 3;
      this.emit('close', 1000, Buffer.alloc(0));
    });
  }
}

describe('the WebSockets of an account', () => {
  it('are 1,000 at most', async () => {
    const sockets = new EndpointSockets();
    sockets.subscribe('stream', { opened: () => undefined, warn: () => undefined });
    const all = Array.from({ length: 1000 }, () => new OpenSocket());
    for (const ws of all) {
      assert.equal(sockets.hasRoom, true);
      sockets.add('stream', ws as unknown as WebSocket);
    }
    assert.deepEqual([sockets.size, sockets.hasRoom], [1000, false]);
    all[0]?.close();
    await Promise.resolve();
    assert.deepEqual([sockets.size, sockets.hasRoom], [999, true]);
    sockets.close();
    assert.equal(sockets.size, 0);
  });
});
