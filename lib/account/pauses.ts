/** Pauses that can be ended early, all together. */
export class Pauses {
  private readonly pending = new Set<(error: Error) => void>();
  private closedWith: Error | undefined;

  /** How many pauses are running. */
  get size(): number {
    return this.pending.size;
  }

  /** @throws the error of {@link close} */
  pause(milliseconds: number): Promise<void> {
    if (this.closedWith !== undefined) return Promise.reject(this.closedWith);
    return new Promise((resolve, reject) => {
      const stop = (error: Error) => {
        clearTimeout(timer);
        reject(error);
      };
      const timer = setTimeout(() => {
        this.pending.delete(stop);
        resolve();
      }, milliseconds);
      this.pending.add(stop);
    });
  }

  /** Rejects all running pauses, and every later one, with an error. */
  close(error: Error): void {
    this.closedWith = error;
    const pending = [...this.pending];
    this.pending.clear();
    for (const stop of pending) stop(error);
  }
}
