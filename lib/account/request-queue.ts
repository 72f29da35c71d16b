/** A sender that keeps a pace. */
export interface Pace {
  /** Whose pace it is. */
  key: string;
  /** The time between two requests of it, in milliseconds. */
  intervalMs: number;
}

interface Waiting {
  ticket: number;
  pace: Pace | undefined;
  go: () => void;
  stop: (error: Error) => void;
}

/**
 * Lets requests of one account out: so many at once, each sender at its own pace, in the order in which they came, and
 * none while Twilio asked to wait. What was turned away keeps its place in the order.
 * https://www.twilio.com/docs/messaging/guides/understanding-throughput
 */
export class RequestQueue {
  private active = 0;
  private lastPosition = 0;
  private pausedUntil = 0;
  private timer: NodeJS.Timeout | undefined;
  private closedWith: Error | undefined;
  /** By ticket. */
  private readonly queue: Waiting[] = [];
  /** When each sender may send next. */
  private readonly next = new Map<string, number>();

  constructor(
    /** How many may be under way at once. */
    readonly maxConcurrent: number,
  ) {}

  /** How many wait to get out. */
  get waiting(): number {
    return this.queue.length;
  }

  /** A place in the order, kept from one try to the next. */
  queuePosition(): number {
    this.lastPosition += 1;
    return this.lastPosition;
  }

  /**
   * Waits for a place. Every place taken has to be left again.
   * @throws what the gate was ended with
   */
  enter(ticket = this.queuePosition(), pace?: Pace): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        this.active += 1;
        resolve();
      };
      // Whoever comes again is among the first, whoever comes for the first time the last.
      const last = this.queue.at(-1);
      const behind = last === undefined || last.ticket < ticket;
      const at = behind ? this.queue.length : this.queue.findIndex((other) => other.ticket > ticket);
      this.queue.splice(at, 0, { ticket, pace, go, stop: reject });
      // Whoever joins a queue whose time is known changes nothing for those ahead.
      const isQueueing = behind && last !== undefined && this.timer !== undefined && last.pace?.key === pace?.key;
      if (!isQueueing) this.admit();
    });
  }

  /** Leaves a place to the next. */
  leave(): void {
    this.active -= 1;
    this.admit();
  }

  /** Lets nothing out for a while, in milliseconds. */
  pause(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + milliseconds);
  }

  /** Turns away all who wait and whoever comes. */
  close(error: Error): void {
    this.closedWith = error;
    clearTimeout(this.timer);
    for (const { stop } of this.queue.splice(0)) stop(error);
  }

  private admit(): void {
    if (this.closedWith !== undefined) {
      this.close(this.closedWith);
      return;
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    const now = performance.now();
    if (this.pausedUntil > now) {
      if (this.queue.length > 0) this.lookAgain(this.pausedUntil - now);
      return;
    }
    let soonest = Infinity;
    for (let at = 0; at < this.queue.length && this.active < this.maxConcurrent;) {
      const { pace, go } = this.queue[at] as Waiting;
      const free = pace === undefined ? now : (this.next.get(pace.key) ?? now);
      if (free > now) {
        soonest = Math.min(soonest, free);
        at += 1;
        continue;
      }
      // Not from the time at which it was due: what could not go then does not go all at once later.
      if (pace !== undefined) this.next.set(pace.key, now + pace.intervalMs);
      if (at === 0) this.queue.shift();
      else this.queue.splice(at, 1);
      go();
    }
    if (soonest < Infinity) this.lookAgain(soonest - now);
  }

  private lookAgain(milliseconds: number): void {
    this.timer = setTimeout(() => {
      this.admit();
    }, milliseconds);
  }
}
