import { noRoom } from './relay-errors';

/** The other side of the socket. */
export interface RelayConnection {
  send(text: string): void;
}

/** The most messages that wait for the socket to be opened again. */
const MAX_WAITING_MESSAGES = 500;

/** Sends messages to Twilio. They wait while the socket is lost. */
export class Outbox {
  private connection: RelayConnection | undefined;
  private waiting: string[] = [];

  /** The socket is open: sends what waits. */
  connect(connection: RelayConnection): void {
    this.connection = connection;
    for (const text of this.waiting.splice(0)) connection.send(text);
  }

  /** The socket was closed. @returns whether it was the one that is in use */
  disconnect(connection: RelayConnection): boolean {
    if (this.connection !== connection) return false;
    this.connection = undefined;
    return true;
  }

  /** @throws {TwilioError} `CALL_FAILED` when too much waits already */
  send(text: string): void {
    if (this.connection !== undefined) this.connection.send(text);
    else if (this.waiting.length < MAX_WAITING_MESSAGES) this.waiting.push(text);
    else throw noRoom();
  }
}
