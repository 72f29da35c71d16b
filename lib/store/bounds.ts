import { TwilioError } from '../errors/twilio-error';

/** How much a store may hold. */
export interface StoreBounds {
  maxEntries: number;
  /** The keys and the values, in bytes of UTF-8. */
  maxBytes: number;
}

/** Many thousands of calls at once, with messages of a kilobyte each. */
export const DEFAULT_BOUNDS: StoreBounds = { maxEntries: 50_000, maxBytes: 64 * 1024 * 1024 };

/** The error `STORE_FULL`. */
export function storeFull({ maxEntries, maxBytes }: StoreBounds): TwilioError {
  const megabytes = (maxBytes / (1024 * 1024)).toFixed(0);
  return new TwilioError(
    'STORE_FULL',
    `The store of the account is full: it holds ${maxEntries} entries and ${megabytes} MB at most`,
    { hint: 'Remove large properties, such as Buffers, from the messages of waiting calls.' },
  );
}
