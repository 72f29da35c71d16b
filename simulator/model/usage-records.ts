import type { Change } from './simulator';

/** What was used of one category. */
export interface Tally {
  count: number;
  usage: number;
  /** In hundred-thousandths of a US dollar, so that sums are exact. */
  price: number;
}

/** What the account has used, day by day. */
export interface Usage {
  /** Counts what a change shows to be done: a message sent, a call ended … Each thing once. */
  onChange(change: Change): void;
  /**
   * Counts something else.
   * @param usage units of usage, such as minutes
   * @param detail the data package, for lookups
   */
  count(category: string, usage: number, detail?: string): void;
  /** What was used of a category from one day to another (`2026-01-31`, both included). */
  between(category: string, first: string, last: string): Tally;
  /** What is left, in hundred-thousandths of a US dollar; below zero when more was spent than there was. */
  balance(): number;
}

/** One thing that was changed. https://www.twilio.com/docs/usage/monitor-events */
export interface AuditEvent {
  readonly sid: string;
  /** Such as `phone-number.updated`. */
  readonly type: string;
  readonly resourceType: string;
  readonly resourceSid: string;
  /** In milliseconds. */
  readonly at: number;
}

/** What was changed, by whom and when: the newest first. */
export interface Audit {
  /** Notes a change, if it is one that Twilio keeps book of. */
  record(method: string, pathname: string, resourceSid: string): void;
  get(sid: string): AuditEvent | undefined;
  all(): AuditEvent[];
}
