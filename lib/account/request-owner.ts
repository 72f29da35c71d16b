import { AsyncLocalStorage } from 'node:async_hooks';

/** The work that requests belong to, such as one message of a flow. It can be stopped while its requests are queued. */
export class RequestOwner {
  /** Only while a request is queued, because thousands of calls may wait whose request was sent long ago. */
  private queued: Set<(error: Error) => void> | undefined;
  private stoppedWith: Error | undefined;
  /** How many of its requests that may change something were sent. One that was answered with 429 does not count. */
  writes = 0;

  /** The error that it was stopped with. */
  get error(): Error | undefined {
    return this.stoppedWith;
  }

  /** Whether a request of it is queued. */
  get isQueued(): boolean {
    return this.queued !== undefined;
  }

  /**
   * Calls a function when it is stopped.
   * @returns a function that ends this
   */
  onStop(callback: (error: Error) => void): () => void {
    this.queued ??= new Set();
    this.queued.add(callback);
    return () => {
      this.queued?.delete(callback);
      if (this.queued?.size === 0) this.queued = undefined;
    };
  }

  /** Rejects its queued requests, and all later ones. A request that was sent goes on. */
  stop(error: Error): void {
    this.stoppedWith = error;
    const queued = this.queued ?? [];
    this.queued = undefined;
    for (const callback of queued) callback(error);
  }
}

const owners = new AsyncLocalStorage<RequestOwner>();

/** Runs a function. All requests that it sends belong to the owner. */
export const asOwner = <T>(owner: RequestOwner, work: () => T): T => owners.run(owner, work);

/** The owner of the requests that are sent here; `undefined` outside of {@link asOwner}. */
export const currentOwner = (): RequestOwner | undefined => owners.getStore();
