/** Twilio's side of a stream, as the server sees it. */
import { once } from 'node:events';
import type http from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** A message of Twilio on a stream. */
export interface StreamMessage {
  event: string;
  streamSid?: string;
  sequenceNumber?: string;
  protocol?: string;
  version?: string;
  start?: Record<string, unknown>;
  media?: { track: string; chunk: string; timestamp: string; payload: string };
  dtmf?: { track: string; digit: string };
  mark?: { name: string };
  stop?: Record<string, unknown>;
}

/** A connection of Twilio to the server. */
export interface Peer {
  /** The upgrade request. */
  url: string;
  headers: http.IncomingHttpHeaders;
  received: StreamMessage[];
  /** The connection below the WebSocket. */
  raw: Duplex;
  /** The close code. 1006 for a lost connection. */
  closed: Promise<number>;
  /** Resolves when all messages of both directions have arrived. */
  sync(): Promise<void>;
  /** The messages of a kind. */
  of(event: string): StreamMessage[];
  send(message: string | Buffer | Record<string, unknown>): void;
  /** Sends audio of this duration. */
  play(ms: number): void;
  mark(name: string): void;
  clear(): void;
  close(code?: number): void;
}

/** A connection that was just opened. */
export function peerOf(socket: WebSocket, { url = '', headers }: http.IncomingMessage, raw: Duplex): Peer {
  const received: StreamMessage[] = [];
  socket.on('error', () => undefined);
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const peer: Peer = {
    url,
    headers,
    received,
    raw,
    closed,
    async sync() {
      // The pong arrives after all messages before it.
      socket.ping();
      await once(socket, 'pong');
    },
    of: (event) => received.filter((message) => message.event === event),
    send(message) {
      socket.send(typeof message === 'string' || message instanceof Buffer ? message : JSON.stringify(message));
    },
    play(ms) {
      const payload = Buffer.alloc(ms * 8, 0x55).toString('base64');
      peer.send({ event: 'media', streamSid: sidOf(peer), media: { payload } });
    },
    mark(name) {
      peer.send({ event: 'mark', streamSid: sidOf(peer), mark: { name } });
    },
    clear() {
      peer.send({ event: 'clear', streamSid: sidOf(peer) });
    },
    close(code = 1000) {
      socket.close(code);
    },
  };
  return peer;
}

function sidOf(peer: Peer): string | undefined {
  return peer.received.find(({ event }) => event === 'start')?.streamSid;
}
