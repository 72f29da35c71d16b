import { Endpoint, type EndpointOptions } from './endpoint';
import { normalizePath } from '../validation/webhook-path';
import { PendingResponses } from './pending-responses';

/** Thrown when another account node already uses the path. */
export class PathTakenError extends Error {
  override readonly name = 'PathTakenError';
  constructor(
    readonly path: string,
    /** The id of the account node that has it. */
    readonly owner: string,
  ) {
    super(`The path ${path} belongs to another account node`);
  }
}

/** How long the pending responses of a redeployed account are kept for its successor, in milliseconds. */
const SUCCESSOR_TIMEOUT_MS = 60_000;

/** The endpoints of all accounts, by path. */
export class EndpointRegistry {
  private readonly endpoints = new Map<string, { owner: string; endpoint: Endpoint }>();
  /** Pending responses that wait for the account node's successor, by owner and path. */
  private readonly orphans = new Map<string, { pendingResponses: PendingResponses; timer: NodeJS.Timeout }>();

  /** @param base an account's path, as `splitWebhookPath` returns it */
  find(base: string): Endpoint | undefined {
    return this.endpoints.get(base)?.endpoint;
  }

  /** The endpoints of all accounts but one. */
  others(owner: string): Endpoint[] {
    return [...this.endpoints.values()].filter((entry) => entry.owner !== owner).map(({ endpoint }) => endpoint);
  }

  /**
   * Opens an account's endpoint.
   * @param owner the account node's id; after a redeployment the same id takes over its pending responses
   * @throws {PathTakenError} when another account node has the path
   */
  mount(owner: string, options: EndpointOptions): Endpoint {
    const path = normalizePath(options.path);
    const taken = this.endpoints.get(path);
    if (taken !== undefined && taken.owner !== owner) throw new PathTakenError(path || '/', taken.owner);
    const key = `${owner} ${path}`;
    const orphan = this.orphans.get(key);
    if (orphan !== undefined) {
      clearTimeout(orphan.timer);
      this.orphans.delete(key);
    }
    const endpoint = new Endpoint({ ...options, path }, orphan?.pendingResponses ?? new PendingResponses());
    this.endpoints.set(path, { owner, endpoint });
    return endpoint;
  }

  /**
   * Closes an account's endpoint.
   * @param removed true when the account node was deleted: its pending responses are then answered with empty TwiML.
   * Otherwise they are kept for its successor.
   */
  unmount(endpoint: Endpoint, removed: boolean): void {
    const { path } = endpoint.options;
    const found = this.endpoints.get(path);
    if (found?.endpoint !== endpoint) return;
    this.endpoints.delete(path);
    endpoint.sockets.close();
    const { pendingResponses } = endpoint;
    if (removed) {
      pendingResponses.close();
      return;
    }
    const key = `${found.owner} ${path}`;
    const timer = setTimeout(() => {
      this.orphans.delete(key);
      pendingResponses.close();
    }, SUCCESSOR_TIMEOUT_MS);
    timer.unref();
    this.orphans.set(key, { pendingResponses, timer });
  }

  /** Answers in place of the flows that a deployment has stopped. */
  giveUpStopped(): void {
    for (const { endpoint } of this.endpoints.values()) endpoint.pendingResponses.giveUpStopped();
    for (const { pendingResponses } of this.orphans.values()) pendingResponses.giveUpStopped();
  }

  /** Answers everything that is pending with empty TwiML. */
  close(): void {
    for (const { endpoint } of this.endpoints.values()) {
      endpoint.sockets.close();
      endpoint.pendingResponses.close();
    }
    for (const { pendingResponses, timer } of this.orphans.values()) {
      clearTimeout(timer);
      pendingResponses.close();
    }
    this.endpoints.clear();
    this.orphans.clear();
  }
}
