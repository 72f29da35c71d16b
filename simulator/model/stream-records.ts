import type { SimulatedStream } from './streams';
import type { LogLine } from '../core/request-log';

/** A stream and what only the simulator needs to know of it. */
export interface StreamRecord {
  readonly sid: string;
  readonly view: SimulatedStream;
  /** The name that it was given, if any. */
  readonly name: string | undefined;
}

/** What is done with what comes. Nothing is called before `connect` has returned, or after `close`. */
export interface SocketHandlers {
  opened(): void;
  /** A message of the server; undefined for a binary one. */
  message(text: string | undefined): void;
  /** There is no connection, or no longer: the server has closed it, or the problem says what happened. */
  lost(problem: string | undefined): void;
}

/** One connection to a server of streams. */
export interface StreamSocket {
  readonly line: LogLine;
  /** Resolves when the connection is made, or will never be. */
  readonly opening: Promise<void>;
  /** Resolves when nothing of the connection is left. */
  readonly closed: Promise<void>;
  send(message: Readonly<Record<string, unknown>>): void;
  /** How many bytes wait to be taken by the server. */
  backlog(): number;
  /** Closes it, or gives up connecting. */
  close(): void;
}

/** The side of Twilio that opens WebSockets. */
export interface StreamSockets {
  /** Connects to a `wss:` URL. Each connection is a line in the log. */
  connect(url: string, handlers: SocketHandlers): StreamSocket;
  /** Cuts every connection. Resolves when nothing of them is left. */
  close(): Promise<void>;
}

/** The error codes of a stream. https://www.twilio.com/docs/api/errors */
export type StreamProblem = 31901 | 31902 | 31910 | 31920 | 31921 | 31922 | 31923 | 31924 | 31930 | 31950 | 31951;
