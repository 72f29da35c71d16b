/** The checks of the doctor, in the order in which they are shown. */
export const CHECKS = [
  'credentials',
  'account',
  'verifiedNumbers',
  'token',
  'region',
  'publicUrl',
  'roundTrip',
  'webhooks',
  'statuses',
  'rejected',
  'alerts',
  'a2p',
  'tollFree',
  'geoMessages',
  'geoCalls',
] as const;

/** One of {@link CHECKS}. */
export type Check = (typeof CHECKS)[number];

/**
 * - `ok`: nothing to do
 * - `note`: good to know
 * - `warning`: something may not work
 * - `problem`: something does not work
 * - `unknown`: it could not be checked
 */
export type FindingState = 'ok' | 'note' | 'warning' | 'problem' | 'unknown';

/** A button that does what a finding asks for, in the form of the account. */
export type Fix =
  /** Goes to a field of the form. */
  | { kind: 'field'; field: string }
  /** Shows the numbers and their webhooks. */
  | { kind: 'webhooks' }
  /** Opens a page of the Twilio Console. */
  | { kind: 'link'; url: string };

/** What a check has found. No value holds a secret. */
export interface Finding {
  state: FindingState;
  /** The sentence, as a key under `setup.finding.<check>` of the catalogue. */
  text: string;
  /** What the sentence names. */
  values?: Record<string, string>;
  /** More lines, such as URLs. */
  details?: string[];
  fix?: Fix;
}

/** A finding and its check. */
export interface CheckedFinding extends Finding {
  check: Check;
}

/** A list of names for a sentence: the first ones, and how many more. */
export function someOf(names: readonly string[], limit = 8): string {
  const more = names.length - limit;
  return names.slice(0, limit).join(', ') + (more > 0 ? ` + ${more}` : '');
}
