/** Work that waits for the flows. */
interface Queued {
  run(): void;
  /** Ends the wait, because the flows do not start. */
  giveUp?(): void;
}

/** Queues new work while flows are being started or deployed. */
export class DeploymentGate {
  private queue: Set<Queued> | undefined;
  private stopped: { reason: string; onExplained: (() => void) | undefined } | undefined;

  /** Whether new work is queued. */
  get isPaused(): boolean {
    return this.queue !== undefined;
  }

  /** Why the flows do not start: one sentence, for a response. `undefined` while they run, or are about to. */
  explainStop(): string | undefined {
    const { stopped } = this;
    const onExplained = stopped?.onExplained;
    if (stopped !== undefined) stopped.onExplained = undefined;
    onExplained?.();
    return stopped?.reason;
  }

  /** Queues new work until {@link release}. */
  pause(): void {
    this.queue ??= new Set();
    this.stopped = undefined;
  }

  /**
   * Ends all waits that have a time limit, as if it were reached, because the flows do not start. The others go on.
   * @param reason one sentence that says what to do
   * @param onExplained called once, when the reason is first given
   */
  stop(reason: string, onExplained?: () => void): void {
    this.pause();
    this.stopped = { reason, onExplained };
    for (const queued of [...(this.queue ?? [])]) {
      if (queued.giveUp === undefined) continue;
      this.queue?.delete(queued);
      queued.giveUp();
    }
  }

  /** Runs all queued work, and lets new work run at once. */
  release(): void {
    const queued = this.queue ?? [];
    this.queue = undefined;
    this.stopped = undefined;
    for (const { run } of queued) run();
  }

  /** Runs the work now, or after {@link release} while the gate is paused. */
  whenReleased(work: () => void): void {
    if (this.queue === undefined) work();
    else this.queue.add({ run: work });
  }

  /**
   * Like {@link whenReleased}, with a time limit.
   * @param timeoutMs in milliseconds
   * @param onTimeout runs instead of the work when the limit is reached first, or when the flows do not start
   */
  whenReleasedWithin(timeoutMs: number, work: () => void, onTimeout: () => void): void {
    const { queue } = this;
    if (queue === undefined) {
      work();
      return;
    }
    if (this.stopped !== undefined) {
      onTimeout();
      return;
    }
    const queued: Queued = {
      run() {
        clearTimeout(timer);
        work();
      },
      giveUp() {
        clearTimeout(timer);
        onTimeout();
      },
    };
    const timer = setTimeout(() => {
      queue.delete(queued);
      onTimeout();
    }, timeoutMs);
    timer.unref();
    queue.add(queued);
  }
}
