/**
 * Lets requests of one account out: so many at once, in the order in which they came, and none while Twilio asked to
 * wait. What was turned away goes first when it opens again, because it is the oldest.
 */
export class Gate {
  private inside = 0;
  private closedUntil = 0;
  private timer: NodeJS.Timeout | undefined;
  private ended: Error | undefined;
  private readonly queue: { go: () => void; stop: (error: Error) => void }[] = [];

  constructor(
    /** How many may be under way at once. */
    readonly atOnce: number,
  ) {}

  /** How many wait to get out. */
  get waiting(): number {
    return this.queue.length;
  }

  /**
   * Waits for a place. Every place taken has to be left again.
   * @param first ahead of all others
   * @throws what the gate was ended with
   */
  enter(first = false): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        this.inside += 1;
        resolve();
      };
      if (first) this.queue.unshift({ go, stop: reject });
      else this.queue.push({ go, stop: reject });
      this.admit();
    });
  }

  /** Leaves a place to the next. */
  leave(): void {
    this.inside -= 1;
    this.admit();
  }

  /** Lets nothing out for a while, in milliseconds. */
  close(milliseconds: number): void {
    this.closedUntil = Math.max(this.closedUntil, Date.now() + milliseconds);
  }

  /** Turns away all who wait and whoever comes. */
  end(error: Error): void {
    this.ended = error;
    clearTimeout(this.timer);
    for (const { stop } of this.queue.splice(0)) stop(error);
  }

  private admit(): void {
    if (this.ended !== undefined) {
      this.end(this.ended);
      return;
    }
    const wait = this.closedUntil - Date.now();
    if (wait > 0) {
      if (this.queue.length > 0)
        this.timer ??= setTimeout(() => {
          this.reopen();
        }, wait);
      return;
    }
    while (this.inside < this.atOnce) {
      const next = this.queue.shift();
      if (next === undefined) return;
      next.go();
    }
  }

  private reopen(): void {
    this.timer = undefined;
    this.admit();
  }
}
