/** What waits for flows that are being started or deployed. */
export class Held {
  private waiting: Set<(released: boolean) => void> | undefined;

  /** Whether whoever comes has to wait. */
  get isHeld(): boolean {
    return this.waiting !== undefined;
  }

  /** From now on, whoever comes waits. */
  hold(): void {
    this.waiting ??= new Set();
  }

  /** Lets all go who wait. */
  release(): void {
    const all = this.waiting ?? [];
    this.waiting = undefined;
    for (const go of all) go(true);
  }

  /**
   * Waits, if one has to.
   * @param longest in milliseconds
   * @returns whether it was released in time
   */
  async wait(longest: number): Promise<boolean> {
    const { waiting } = this;
    if (waiting === undefined) return true;
    return new Promise((resolve) => {
      const go = (released: boolean): void => {
        clearTimeout(timer);
        waiting.delete(go);
        resolve(released);
      };
      const timer = setTimeout(() => {
        go(false);
      }, longest);
      timer.unref();
      waiting.add(go);
    });
  }
}
