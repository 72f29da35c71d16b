import type { Change } from './simulator';

/** The usage of one category. */
export interface Tally {
  count: number;
  usage: number;
  /** In 1/100,000 US dollar, so that sums are exact. */
  price: number;
}

/** The usage of the account by day. */
export interface Usage {
  /** Counts a sent message, an ended call and so on. Each record once. */
  onChange(change: Change): void;
  /**
   * Counts other usage.
   * @param usage units of usage, such as minutes
   * @param detail the data package, for lookups
   * @throws Error for an unknown category
   */
  count(category: string, usage: number, detail?: string): void;
  /** The price of a record as the API shows it: `-0.00790`. Null until Twilio has set it, and for what is free. */
  priceOf(record: object): string | null;
  /** The usage of a category between two days (`2026-01-31`), both included. */
  between(category: string, first: string, last: string): Tally;
  /** The balance in 1/100,000 US dollar. It can be negative. */
  balance(): number;
}

/** A change of a resource. https://www.twilio.com/docs/usage/monitor-events */
export interface AuditEvent {
  readonly sid: string;
  /** Such as `phone-number.updated`. */
  readonly type: string;
  readonly resourceType: string;
  readonly resourceSid: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** The audit events, newest first. */
export interface Audit {
  /** Adds an event, if Twilio has one for this request. */
  record(method: string, pathname: string, resourceSid: string): void;
  get(sid: string): AuditEvent | undefined;
  all(): AuditEvent[];
}
