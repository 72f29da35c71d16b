import type { SimulatorContext } from '../../model/context';
import type { StreamSocket } from '../../model/stream-records';
import { connectionProblem, relayProblem } from './problems';

/**
 * The number of messages that are kept while the connection is lost.
 * https://www.twilio.com/en-us/changelog/conversation-relay--dynamic-configuration--application-reconnect
 */
const MAX_KEPT_MESSAGES = 500;

/** The delay before each attempt to open a lost connection again. Twilio's pages do not say how often it tries. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000];

const NORMAL_CLOSE = 1000;

/** The connection of a session. With `applicationReconnect`, a lost socket is replaced by a new one. */
export interface RelayConnection {
  /** Sends a message, or keeps it while the connection is lost. */
  send(message: Readonly<Record<string, unknown>>): void;
  /** Adds an error to the log. */
  error(text: string): void;
  close(code: number, reason: string): void;
}

/** What the connection reports. */
export interface RelayConnectionEvents {
  /** The connection is open, and nothing was sent yet. Called for each new socket. */
  opened(): void;
  /** A message of the server. Undefined for a binary message. */
  message(text: string | undefined): void;
  /** The connection is lost, and is opened again. */
  dropped(problem: string): void;
  /** A message was not kept. */
  problem(text: string): void;
  /** The connection could not be opened, or is lost for good. */
  lost(problem: string): void;
}

/** @param reconnects whether the connection is opened again, unless the server has closed it normally (code 1000) */
export function connectRelay(
  context: SimulatorContext,
  { url, reconnects, callSid }: { url: string; reconnects: boolean; callSid: string },
  events: RelayConnectionEvents,
): RelayConnection {
  const { timers } = context;
  let kept: Readonly<Record<string, unknown>>[] = [];
  let isOpen = false;
  let wasOpen = false;
  let tries = 0;
  let stopTimer = (): void => undefined;

  const lost = (text: string | undefined, code: number | undefined): void => {
    const problem = text ?? relayProblem(64105, 'the server has closed the connection');
    isOpen = false;
    const wait = RETRY_MS[tries];
    // Whether Twilio connects again after a normal close is not settled.
    if (!reconnects || !wasOpen || code === NORMAL_CLOSE || wait === undefined) {
      events.lost(problem);
      return;
    }
    if (tries === 0) events.dropped(problem);
    tries += 1;
    stopTimer = timers.after(wait, () => {
      socket = open();
    });
  };
  const open = (): StreamSocket => {
    const opened = context.sockets.connect(
      url,
      {
        opened() {
          isOpen = true;
          wasOpen = true;
          tries = 0;
          events.opened();
          for (const message of kept.splice(0)) opened.send(message);
        },
        message: events.message,
        lost,
      },
      connectionProblem,
      callSid,
    );
    context.track(opened.opening);
    return opened;
  };
  let socket = open();

  return {
    send(message) {
      if (isOpen) socket.send(message);
      else if (kept.length < MAX_KEPT_MESSAGES) kept.push(message);
      else events.problem(`only ${String(MAX_KEPT_MESSAGES)} messages are kept while the connection is lost`);
    },
    error(text) {
      socket.line.error(text);
    },
    close(code, reason) {
      stopTimer();
      kept = [];
      socket.close(code, reason);
      context.track(socket.closed);
    },
  };
}
