/** What waits for flows that are being started or deployed. */
export class DeploymentGate {
  private waiting: Set<() => void> | undefined;

  /** Whether whoever comes has to wait. */
  get isPaused(): boolean {
    return this.waiting !== undefined;
  }

  /** From now on, whoever comes waits. */
  pause(): void {
    this.waiting ??= new Set();
  }

  /** Lets all go who wait. */
  release(): void {
    const all = this.waiting ?? [];
    this.waiting = undefined;
    for (const go of all) go();
  }

  /** Does something now or, while others wait too, once they are let go. */
  after(work: () => void): void {
    if (this.waiting === undefined) work();
    else this.waiting.add(work);
  }

  /**
   * As {@link after}, but does not wait for ever.
   * @param longest in milliseconds
   * @param late what is done instead when it takes longer
   */
  within(longest: number, work: () => void, late: () => void): void {
    const { waiting } = this;
    if (waiting === undefined) {
      work();
      return;
    }
    const go = (): void => {
      clearTimeout(timer);
      work();
    };
    const timer = setTimeout(() => {
      waiting.delete(go);
      late();
    }, longest);
    timer.unref();
    waiting.add(go);
  }
}
