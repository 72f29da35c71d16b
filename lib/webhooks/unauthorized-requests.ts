import type { UnauthorizedRequest } from './unauthorized';

/** How many of the last unauthorized requests are kept. */
const MAX_RECENT = 5;

/** The unauthorized requests of an account. */
export class UnauthorizedRequests {
  /** How many there were since the account was deployed. */
  count = 0;
  /** The last ones, the newest first. */
  readonly recent: UnauthorizedRequest[] = [];

  get last(): UnauthorizedRequest | null {
    return this.recent[0] ?? null;
  }

  /** @param onAdded called with each of them */
  constructor(private readonly onAdded?: (request: UnauthorizedRequest) => void) {}

  add(request: UnauthorizedRequest): void {
    this.count += 1;
    this.recent.unshift(request);
    this.recent.length = Math.min(this.recent.length, MAX_RECENT);
    this.onAdded?.(request);
  }
}
