/** Queues new work while flows are being started or deployed. */
export class DeploymentGate {
  private queue: Set<() => void> | undefined;

  /** Whether new work is queued at present. */
  get isPaused(): boolean {
    return this.queue !== undefined;
  }

  /** Queues new work until {@link release}. */
  pause(): void {
    this.queue ??= new Set();
  }

  /** Runs all queued work, and lets new work run at once. */
  release(): void {
    const queued = this.queue ?? [];
    this.queue = undefined;
    for (const run of queued) run();
  }

  /** Runs the work now, or after {@link release} while the gate is paused. */
  whenReleased(work: () => void): void {
    if (this.queue === undefined) work();
    else this.queue.add(work);
  }

  /**
   * Like {@link whenReleased}, with a time limit.
   * @param timeoutMs in milliseconds
   * @param onTimeout runs instead of the work when the limit is reached first
   */
  whenReleasedWithin(timeoutMs: number, work: () => void, onTimeout: () => void): void {
    const { queue } = this;
    if (queue === undefined) {
      work();
      return;
    }
    const run = (): void => {
      clearTimeout(timer);
      work();
    };
    const timer = setTimeout(() => {
      queue.delete(run);
      onTimeout();
    }, timeoutMs);
    timer.unref();
    queue.add(run);
  }
}
