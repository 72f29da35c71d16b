/** The formats of a time: ISO 8601, and that of email and HTTP headers. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/;
const RFC = /^[A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2} \d{4} /;
/** The format of JavaScript's `Date.prototype.toString`, which templates write. */
const PLAIN = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{4} \d{2}:/;

/**
 * Reads a time: a Date, milliseconds since 1970, or a text in one of the formats above.
 * @returns `undefined` for everything else, such as `5` or the 30th of February
 */
export function readTime(value: unknown): Date | undefined {
  if (typeof value === 'string') {
    const text = value.trim();
    const [, year, month, date] = ISO.exec(text) ?? [];
    const isDay =
      year !== undefined &&
      new Date(Date.UTC(Number(year), Number(month) - 1, Number(date))).getUTCDate() === Number(date);
    return isDay || RFC.test(text) || PLAIN.test(text) ? real(new Date(text)) : undefined;
  }
  if (typeof value === 'number') return value >= MIN_EPOCH_MS ? real(new Date(value)) : undefined;
  return value instanceof Date ? real(value) : undefined;
}

/** The smallest number that is read as milliseconds since 1970. A smaller one is probably in seconds. */
const MIN_EPOCH_MS = 100_000_000_000;

const real = (date: Date): Date | undefined => (Number.isNaN(date.getTime()) ? undefined : date);

/**
 * A date in eight digits, `YYYYMMDD`, as Lookup takes it.
 * @returns `undefined` when there is no such date
 * @see https://www.twilio.com/docs/lookup/v2-api#query-parameters
 */
export function readCompactDate(text: string): Date | undefined {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim()) ?? [];
  return year === undefined ? undefined : readTime(`${year}-${month ?? ''}-${date ?? ''}`);
}
