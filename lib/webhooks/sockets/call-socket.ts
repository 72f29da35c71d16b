import type { Writable } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { asciiFrame, MAX_ASCII_FRAME } from './ascii-frame';
import {
  CLOSE_TIMEOUT_MS,
  FIRST_MESSAGE_TIMEOUT_MS,
  MAX_BUFFERED_BYTES,
  MAX_BURST,
  MAX_EARLY_MESSAGES,
  MAX_MESSAGES_PER_SECOND,
  PING_INTERVAL_MS,
  RateLimit,
} from './limits';

/** What Twilio opens WebSockets for: Media Streams at `/stream`, ConversationRelay at `/relay`. */
export type SocketKind = 'stream' | 'relay';

/** Whether the last part of a URL names a kind of socket. */
export const isSocketKind = (name: string): name is SocketKind => name === 'stream' || name === 'relay';

/** Close codes. https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
export const CLOSE = {
  normal: 1000,
  /** The server goes away, as with a deployment. */
  goingAway: 1001,
  unsupportedData: 1003,
  /** The peer has broken a rule of this server. */
  policy: 1008,
  /** Twilio has opened a newer socket for the same session. */
  replaced: 4000,
} as const;

/** How a socket was closed. */
export interface SocketClose {
  /** 1006 when the connection was lost. */
  code: number;
  reason: string;
  /** Whether this side has closed it. */
  byUs: boolean;
}

/** A WebSocket that Twilio has opened for a call. Its upgrade was signed. */
export interface CallSocket {
  readonly kind: SocketKind;
  readonly isOpen: boolean;
  /** Whether something has come from the peer within the last one or two intervals of {@link PING_INTERVAL_MS}. */
  readonly isHeard: boolean;
  /** Sends a text message. Does nothing when the socket is not open. */
  send(text: string): void;
  /** Like {@link send}, and faster. @param text ASCII only, such as audio in base64 */
  sendAscii(text: string): void;
  /** Closes it. The second and later calls do nothing. @param reason at most 123 bytes */
  close(code?: number, reason?: string): void;
  /** Sets the only listener for text messages. Without one, messages are kept for the next. */
  onMessage(listener: ((text: string) => void) | undefined): void;
  /** Like {@link onMessage}, with the bytes of the text. They are UTF-8. */
  onData(listener: (data: Buffer) => void): void;
  /** Adds a listener. It is called once: when the peer has closed it or is lost, and at once when this side closes it. */
  onClose(listener: (close: SocketClose) => void): void;
  /** The call is known. Ends the time limit for the first message. @param name for the log, such as the CallSid */
  identified(name: string): void;
}

/** Not copied, because a stream has 50 messages a second. */
const bytesOf = (data: RawData): Buffer => {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
};

/**
 * Wraps a WebSocket, with the limits of {@link ./limits}.
 * @param warn called with a sentence when a limit closes the socket
 * @param connection what the WebSocket writes to, for {@link CallSocket.sendAscii}. Messages must not be compressed.
 */
export function callSocket(
  kind: SocketKind,
  ws: WebSocket,
  warn: (sentence: string) => void,
  connection?: Writable,
): CallSocket {
  const rate = new RateLimit(MAX_MESSAGES_PER_SECOND, MAX_BURST);
  const closeListeners: ((close: SocketClose) => void)[] = [];
  let early: Buffer[] = [];
  let listener: ((data: Buffer) => void) | undefined;
  let name = 'an unknown call';
  let closedByUs = false;
  let closeTimer: NodeJS.Timeout | undefined;
  let wasHeard = true;
  let answersPings = false;
  let pinged = false;

  const listen = (use: typeof listener): void => {
    listener = use;
    // The listener may be replaced by a message.
    for (let data; listener !== undefined && (data = early.shift()) !== undefined;) listener(data);
  };
  /** Whether there is room for one more message. If not, the socket is closed. */
  const canSend = (): boolean => {
    if (ws.bufferedAmount <= MAX_BUFFERED_BYTES) return true;
    refuse(CLOSE.policy, 'Twilio does not read what is sent');
    return false;
  };

  const socket: CallSocket = {
    kind,
    get isOpen() {
      return ws.readyState === ws.OPEN && !closedByUs;
    },
    get isHeard() {
      return socket.isOpen && (wasHeard || !pinged);
    },
    send(text) {
      if (socket.isOpen && canSend()) ws.send(text);
    },
    sendAscii(text) {
      if (!socket.isOpen || !canSend()) return;
      // `ws` writes the head and the text one after the other, in two writes.
      if (connection === undefined || text.length > MAX_ASCII_FRAME) ws.send(text);
      else connection.write(asciiFrame(text), 'latin1');
    },
    close(code = CLOSE.normal, reason = '') {
      if (closedByUs || ws.readyState !== ws.OPEN) return;
      closedByUs = true;
      ended({ code, reason, byUs: true });
      ws.close(code, reason);
      closeTimer = setTimeout(() => {
        ws.terminate();
      }, CLOSE_TIMEOUT_MS).unref();
    },
    onMessage(use) {
      listen(
        use &&
          ((data) => {
            use(data.toString('utf8'));
          }),
      );
    },
    onData: listen,
    onClose(use) {
      closeListeners.push(use);
    },
    identified(known) {
      name = known;
      clearTimeout(firstMessageTimer);
    },
  };
  const ended = (close: SocketClose): void => {
    clearTimeout(firstMessageTimer);
    clearInterval(pingTimer);
    early = [];
    for (const use of closeListeners.splice(0)) use(close);
  };
  const refuse = (code: number, reason: string): void => {
    warn(`The ${kind} socket of ${name} was closed: ${reason}`);
    socket.close(code, reason);
  };
  const firstMessageTimer = setTimeout(() => {
    refuse(CLOSE.policy, `it did not say within ${FIRST_MESSAGE_TIMEOUT_MS / 1000} seconds which call it belongs to`);
  }, FIRST_MESSAGE_TIMEOUT_MS).unref();
  const pingTimer = setInterval(() => {
    if (!wasHeard && pinged && answersPings) {
      warn(`The ${kind} socket of ${name} was lost: nothing came for ${(2 * PING_INTERVAL_MS) / 1000} seconds`);
      ws.terminate();
      return;
    }
    pinged = !wasHeard;
    wasHeard = false;
    // Whether Twilio answers is not documented, so only a peer that has answered before counts as lost.
    if (ws.readyState === ws.OPEN) ws.ping();
  }, PING_INTERVAL_MS).unref();

  ws.on('message', (data: RawData, isBinary: boolean) => {
    wasHeard = true;
    if (closedByUs) return;
    if (!rate.take()) refuse(CLOSE.policy, 'too many messages');
    else if (isBinary) refuse(CLOSE.unsupportedData, 'a message is binary');
    else if (listener === undefined) {
      if (early.length < MAX_EARLY_MESSAGES) early.push(bytesOf(data));
      else refuse(CLOSE.policy, 'too many messages');
    } else listener(bytesOf(data));
  });
  ws.on('pong', () => {
    wasHeard = true;
    answersPings = true;
  });
  ws.on('ping', () => {
    wasHeard = true;
  });
  ws.on('error', (error: Error) => {
    // Such as a message that is too long. It closes the socket.
    warn(`The ${kind} socket of ${name} failed: ${error.message}`);
  });
  ws.on('close', (code: number, reason: Buffer) => {
    clearTimeout(closeTimer);
    ended({ code, reason: reason.toString('utf8'), byUs: false });
  });
  return socket;
}
