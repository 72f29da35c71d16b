import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import sinon from 'sinon';
import type { WebSocket } from 'ws';
import { callSocket, type CallSocket, type SocketClose } from '../../../../lib/webhooks/sockets/call-socket';
import {
  CLOSE_TIMEOUT_MS,
  FIRST_MESSAGE_TIMEOUT_MS,
  MAX_BUFFERED_BYTES,
  MAX_EARLY_MESSAGES,
  PING_INTERVAL_MS,
} from '../../../../lib/webhooks/sockets/limits';

/** A WebSocket that does nothing by itself. */
class IdleSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  pings = 0;
  isTerminated = false;
  sent: string[] = [];
  closed: { code: number; reason: string } | undefined;
  ping(): void {
    this.pings += 1;
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }
  terminate(): void {
    this.isTerminated = true;
    this.readyState = 3;
    this.emit('close', 1006, Buffer.alloc(0));
  }
}

describe('the socket of a call', () => {
  let clock: sinon.SinonFakeTimers;
  let ws: IdleSocket;
  let socket: CallSocket;
  let warnings: string[];
  let closes: SocketClose[];

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    ws = new IdleSocket();
    [warnings, closes] = [[], []];
    socket = callSocket('stream', ws as unknown as WebSocket, (sentence) => warnings.push(sentence));
    socket.onClose((close) => closes.push(close));
  });
  afterEach(() => {
    clock.restore();
  });

  it('is closed when it does not say which call it belongs to', () => {
    clock.tick(FIRST_MESSAGE_TIMEOUT_MS);
    assert.equal(ws.closed?.code, 1008);
    assert.match(warnings[0] ?? '', /of an unknown call was closed: it did not say within 10 seconds/);
    assert.equal(socket.isOpen, false);
  });

  it('stays open when it has said so, and gets a ping', () => {
    socket.identified('CA1');
    clock.tick(10 * PING_INTERVAL_MS);
    // The peer has never answered a ping, so it may not support pings.
    assert.deepEqual([ws.pings, ws.isTerminated, ws.closed], [10, false, undefined]);
    ws.emit('pong');
    clock.tick(3 * PING_INTERVAL_MS);
    assert.equal(ws.isTerminated, true);
    assert.match(warnings[0] ?? '', /of CA1 was lost: nothing came for 50 seconds/);
    assert.deepEqual(closes, [{ code: 1006, reason: '', byUs: false }]);
  });

  it('does not wait for a peer that does not confirm the close', () => {
    socket.close(1001, 'bye');
    socket.close(1000, 'again');
    assert.deepEqual([ws.closed, closes], [{ code: 1001, reason: 'bye' }, [{ code: 1001, reason: 'bye', byUs: true }]]);
    clock.tick(CLOSE_TIMEOUT_MS);
    assert.equal(ws.isTerminated, true);
    assert.equal(closes.length, 1);
  });

  it('counts as alive as long as messages arrive, and for a while after the last one', () => {
    socket.identified('CA1');
    assert.equal(socket.isHeard, true);
    clock.tick(PING_INTERVAL_MS);
    assert.equal(socket.isHeard, true);
    clock.tick(PING_INTERVAL_MS);
    assert.equal(socket.isHeard, false);
    ws.emit('message', Buffer.from('{}'), false);
    assert.equal(socket.isHeard, true);
    socket.close();
    assert.equal(socket.isHeard, false);
  });

  it('writes text of ASCII past the WebSocket as a whole frame', () => {
    const written: [string, string][] = [];
    const connection = { write: (text: string, encoding: string) => written.push([text, encoding]) };
    const own = callSocket('stream', ws as unknown as WebSocket, () => undefined, connection as unknown as Writable);
    for (const length of [0, 125, 126, 0xffff]) own.sendAscii('a'.repeat(length));
    assert.deepEqual(
      written.map(([text, encoding]) => [[...text.replace(/a*$/, '')].map((one) => one.charCodeAt(0)), encoding]),
      [
        [[0x81, 0], 'latin1'],
        [[0x81, 125], 'latin1'],
        [[0x81, 126, 0, 126], 'latin1'],
        [[0x81, 126, 0xff, 0xff], 'latin1'],
      ],
    );
    assert.equal(ws.sent.length, 0);
    own.sendAscii('a'.repeat(0x1_00_00));
    socket.sendAscii('no connection');
    assert.deepEqual(
      ws.sent.map((text) => text.length),
      [0x1_00_00, 13],
    );
    ws.bufferedAmount = MAX_BUFFERED_BYTES + 1;
    own.sendAscii('too much');
    assert.deepEqual([written.length, ws.closed?.code], [4, 1008]);
  });

  it('sends nothing to a peer that does not read, nor after the close', () => {
    socket.send('one');
    ws.bufferedAmount = MAX_BUFFERED_BYTES + 1;
    socket.send('two');
    assert.equal(ws.closed?.code, 1008);
    ws.bufferedAmount = 0;
    socket.send('three');
    assert.deepEqual(ws.sent, ['one']);
  });

  it('keeps a limited number of messages for a listener', () => {
    for (let count = 0; count <= MAX_EARLY_MESSAGES; count += 1) ws.emit('message', Buffer.from('x'), false);
    assert.equal(ws.closed?.code, 1008);
  });
});
