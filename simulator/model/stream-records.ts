import type { SimulatedStream } from './streams';
import type { LogLine } from '../core/request-log';

/** A stream with the simulator's own data. */
export interface StreamRecord {
  readonly sid: string;
  readonly view: SimulatedStream;
  /** The name from TwiML or REST, if any. */
  readonly name: string | undefined;
}

/** The events of a connection. None before `connect` returns, or after `close`. */
export interface SocketHandlers {
  opened(): void;
  /** A message of the server. Undefined for a binary message. */
  message(text: string | undefined): void;
  /**
   * The connection is closed, by the server or by an error.
   * @param problem the error, if any
   * @param code the close code. 1006 when the connection was lost; undefined when it was never open
   */
  lost(problem: string | undefined, code: number | undefined): void;
}

/** A connection to a stream server. */
export interface StreamSocket {
  readonly line: LogLine;
  /** Resolves when the connection is open, or has failed. */
  readonly opening: Promise<void>;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>;
  send(message: Readonly<Record<string, unknown>>): void;
  /** The number of bytes that are not sent yet. */
  backlog(): number;
  /** Closes the connection, or stops connecting. Default: 1000 without a reason. */
  close(code?: number, reason?: string): void;
}

/** Opens WebSockets to the servers of streams and of ConversationRelay. */
export interface StreamSockets {
  /**
   * Connects to a `wss:` URL. Each connection is a line in the log.
   * @param describe the text of a problem. Default: as an error of a stream
   * @param callSid the call, for the log
   */
  connect(
    url: string,
    handlers: SocketHandlers,
    describe?: (code: StreamProblem, detail: string) => string,
    callSid?: string,
  ): StreamSocket;
  /** Terminates all connections. Resolves when they are closed. */
  close(): Promise<void>;
}

/** The error codes of a stream. https://www.twilio.com/docs/api/errors */
export type StreamProblem = 31901 | 31902 | 31910 | 31920 | 31921 | 31922 | 31923 | 31924 | 31930 | 31950 | 31951;
