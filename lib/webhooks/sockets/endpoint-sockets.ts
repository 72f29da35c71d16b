import type { Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import { callSocket, CLOSE, type CallSocket, type SocketKind } from './call-socket';
import { MAX_SOCKETS } from './limits';

/** Who takes the sockets of a kind. */
export interface SocketSubscriber {
  /** A socket was opened. Its first message says which call it belongs to. */
  opened(socket: CallSocket): void;
  /** A socket was closed by a limit. @param sentence for the log */
  warn(sentence: string): void;
}

/** The WebSockets of an account. */
export class EndpointSockets {
  private readonly subscribers = new Map<SocketKind, SocketSubscriber>();
  private readonly open = new Set<CallSocket>();

  /** @param maxSockets the most that may be open at once */
  constructor(private readonly maxSockets = MAX_SOCKETS) {}

  get size(): number {
    return this.open.size;
  }

  /** Whether there is room for one more. */
  get hasRoom(): boolean {
    return this.open.size < this.maxSockets;
  }

  /** Takes the sockets of a kind. @returns a function that ends it */
  subscribe(kind: SocketKind, subscriber: SocketSubscriber): () => void {
    this.subscribers.set(kind, subscriber);
    return () => {
      if (this.subscribers.get(kind) === subscriber) this.subscribers.delete(kind);
    };
  }

  /** Whether a node takes the sockets of a kind. */
  takes(kind: SocketKind): boolean {
    return this.subscribers.has(kind);
  }

  /** A signed upgrade is complete. @param connection what the WebSocket writes to */
  add(kind: SocketKind, ws: WebSocket, connection?: Writable): void {
    const subscriber = this.subscribers.get(kind);
    const warn = (sentence: string): void => {
      this.subscribers.get(kind)?.warn(sentence);
    };
    const socket = callSocket(kind, ws, warn, connection);
    this.open.add(socket);
    socket.onClose(() => {
      this.open.delete(socket);
    });
    if (subscriber === undefined) socket.close(CLOSE.goingAway, 'No node takes it');
    else subscriber.opened(socket);
  }

  /** Closes all of them: the account is deployed again, or deleted. */
  close(): void {
    this.subscribers.clear();
    for (const socket of [...this.open]) socket.close(CLOSE.goingAway, 'The account was deployed again');
  }
}
