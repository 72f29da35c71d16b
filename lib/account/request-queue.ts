import { currentOwner } from './request-owner';

/** How fast one sender may send. */
export interface Pace {
  /** The sender. */
  key: string;
  /** The time between two of its requests, in milliseconds. */
  intervalMs: number;
}

interface QueuedRequest {
  position: number;
  pace: Pace | undefined;
  start: () => void;
  stop: (error: Error) => void;
}

/**
 * The queue of one account's requests. It limits how many run at the same time and how fast each sender sends, and can be
 * paused when Twilio asks to wait. Requests start in the order in which they were created. One that is repeated keeps its
 * place.
 * https://www.twilio.com/docs/messaging/guides/understanding-throughput
 */
export class RequestQueue {
  private active = 0;
  private lastPosition = 0;
  private pausedUntil = 0;
  private timer: NodeJS.Timeout | undefined;
  private closedWith: Error | undefined;
  /** By position. */
  private readonly queue: QueuedRequest[] = [];
  /** When each sender may send next. */
  private readonly next = new Map<string, number>();

  constructor(
    /** How many requests may run at the same time. */
    readonly maxConcurrent: number,
  ) {}

  /** How many requests are waiting. */
  get waiting(): number {
    return this.queue.length;
  }

  /** A new position at the end of the queue. A request that is repeated uses the same position again. */
  queuePosition(): number {
    this.lastPosition += 1;
    return this.lastPosition;
  }

  /**
   * Waits until the request may start. Call {@link leave} when it has ended.
   * @throws the error that the queue was closed with, or that the owner of the request was stopped with
   */
  enter(position = this.queuePosition(), pace?: Pace): Promise<void> {
    const owner = currentOwner();
    if (owner?.error !== undefined) return Promise.reject(owner.error);
    return new Promise((resolve, reject) => {
      const start = () => {
        forget?.();
        this.active += 1;
        resolve();
      };
      const stop = (error: Error) => {
        forget?.();
        reject(error);
      };
      const forget = owner?.onStop((error) => {
        const index = this.queue.findIndex((other) => other.start === start);
        if (index !== -1) this.queue.splice(index, 1);
        reject(error);
      });
      const last = this.queue.at(-1);
      const isLast = last === undefined || last.position < position;
      const index = isLast ? this.queue.length : this.queue.findIndex((other) => other.position > position);
      this.queue.splice(index, 0, { position, pace, start, stop });
      // After a request of the same sender that waits for the timer, this one must wait too.
      const mustWait = isLast && last !== undefined && this.timer !== undefined && last.pace?.key === pace?.key;
      if (!mustWait) this.startNext();
    });
  }

  /** Ends a request, so that the next one can start. */
  leave(): void {
    this.active -= 1;
    this.startNext();
  }

  /** Starts no request for a while. */
  pause(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + milliseconds);
  }

  /** Rejects all waiting requests, and all later ones, with an error. */
  close(error: Error): void {
    this.closedWith = error;
    clearTimeout(this.timer);
    for (const { stop } of this.queue.splice(0)) stop(error);
  }

  private startNext(): void {
    if (this.closedWith !== undefined) {
      this.close(this.closedWith);
      return;
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    const now = performance.now();
    if (this.pausedUntil > now) {
      if (this.queue.length > 0) this.startLater(this.pausedUntil - now);
      return;
    }
    let soonest = Infinity;
    for (let index = 0; index < this.queue.length && this.active < this.maxConcurrent;) {
      const { pace, start } = this.queue[index] as QueuedRequest;
      const dueAt = pace === undefined ? now : (this.next.get(pace.key) ?? now);
      if (dueAt > now) {
        soonest = Math.min(soonest, dueAt);
        index += 1;
        continue;
      }
      // From now and not from dueAt, so that a sender does not catch up after a pause.
      if (pace !== undefined) this.next.set(pace.key, now + pace.intervalMs);
      if (index === 0) this.queue.shift();
      else this.queue.splice(index, 1);
      start();
    }
    if (soonest < Infinity) this.startLater(soonest - now);
  }

  private startLater(milliseconds: number): void {
    this.timer = setTimeout(() => {
      this.startNext();
    }, milliseconds);
  }
}
