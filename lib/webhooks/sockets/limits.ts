/**
 * The largest message, in bytes. Twilio's are a few hundred bytes for 20 ms of audio, and a few kilobytes for what a
 * caller says without a pause. A larger one closes the socket with 1009.
 */
export const MAX_MESSAGE_BYTES = 64 * 1024;

/** The most open sockets of an account. A further upgrade is answered with 503. */
export const MAX_SOCKETS = 1000;

/** How long a socket may take to say which call it belongs to, in milliseconds. Twilio says so at once. */
export const FIRST_MESSAGE_TIMEOUT_MS = 10_000;

/** The most messages per second. Two tracks with frames of 20 ms are 100 messages per second, without marks. */
export const MAX_MESSAGES_PER_SECOND = 500;

/** How many messages may come at once, such as after the network was interrupted for some seconds. */
export const MAX_BURST = 5000;

/** How many messages are kept while the call of a socket is looked up. */
export const MAX_EARLY_MESSAGES = 1000;

/** The most bytes that wait to be sent to a peer that does not read: minutes of audio. More closes the socket. */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/**
 * How long a socket may be silent before it gets a ping, in milliseconds. Proxies close connections that are silent for
 * a minute. Twilio's pages do not mention pings. Every WebSocket client has to answer one:
 * https://www.rfc-editor.org/rfc/rfc6455#section-5.5.2
 */
export const PING_INTERVAL_MS = 25_000;

/** How long the peer may take to confirm a close, in milliseconds. */
export const CLOSE_TIMEOUT_MS = 2000;

/** Limits messages to a number a second, with bursts. */
export class RateLimit {
  private tokens: number;
  private refilledAt: number;

  constructor(
    private readonly messagesPerSecond: number,
    private readonly burst: number,
    private readonly now: () => number = Date.now,
  ) {
    this.tokens = burst;
    this.refilledAt = now();
  }

  /** Counts a message. @returns whether it is within the limit */
  take(): boolean {
    if (this.tokens < 1) {
      const now = this.now();
      this.tokens = Math.min(
        this.burst,
        this.tokens + (Math.max(0, now - this.refilledAt) / 1000) * this.messagesPerSecond,
      );
      this.refilledAt = now;
    }
    this.tokens -= 1;
    return this.tokens >= 0;
  }
}
