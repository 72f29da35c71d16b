import { entriesOf, fieldText, FilterError, type Predicate } from './filters';

/**
 * Whether a status is one of those ticked. An empty list accepts every status.
 * @throws {FilterError} when the field is no list of texts
 */
export function statusFilter(field: string, statuses: unknown): Predicate<string> | undefined {
  if (statuses === undefined || statuses === null || statuses === '') return undefined;
  if (!Array.isArray(statuses) || !statuses.every((status) => typeof status === 'string')) {
    throw new FilterError(field, 'the statuses must be a list of texts, such as ["delivered", "failed"]');
  }
  if (statuses.length === 0) return undefined;
  const wanted = new Set(statuses);
  return (status) => wanted.has(status);
}

/**
 * Whether an error code is in a comma-separated list, `*` as wildcard: `30003, 63016, 300*`. An empty list accepts
 * everything, `*` everything that has an error.
 * @throws {FilterError} when an entry can be no error code
 */
export function errorFilter(field: string, list: unknown): Predicate<number | undefined> | undefined {
  const entries = entriesOf(field, list);
  if (entries.length === 0) return undefined;
  const patterns = entries.map((entry) => {
    if (!/^\d*\*?$/.test(entry)) {
      throw new FilterError(
        field,
        `"${entry}" is no error code; write codes such as 30003 or 300*, with commas between`,
      );
    }
    return entry;
  });
  return (code) => {
    if (code === undefined) return false;
    const digits = String(code);
    return patterns.some((pattern) =>
      pattern.endsWith('*') ? digits.startsWith(pattern.slice(0, -1)) : digits === pattern,
    );
  };
}

export type DirectionMatch = 'any' | 'inbound' | 'outbound';

/**
 * Whether a call came in or went out; Twilio tells `outbound-api` from `outbound-dial`, this does not.
 * @throws {FilterError} when the choice is none of the three
 */
export function directionFilter(field: string, match: DirectionMatch): Predicate<string | undefined> | undefined {
  switch (match) {
    case 'any':
      return undefined;
    case 'inbound':
    case 'outbound':
      return (direction) => direction?.startsWith(match) === true;
    default:
      throw new FilterError(field, `"${String(match)}" is no direction; choose any, inbound or outbound`);
  }
}

function seconds(field: string, value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = typeof value === 'string' ? Number(value.trim()) : value;
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number;
  throw new FilterError(field, `${JSON.stringify(value)} is no number of seconds`);
}

/**
 * Whether a duration in seconds is within bounds, both included. What has no duration is turned away as soon as there is
 * a bound.
 * @throws {FilterError} when a bound is no number, or the longest is shorter than the shortest
 */
export function durationFilter(
  shortest: { field: string; value: unknown },
  longest?: { field: string; value: unknown },
): Predicate<number | undefined> | undefined {
  const least = seconds(shortest.field, shortest.value);
  const most = longest === undefined ? undefined : seconds(longest.field, longest.value);
  if (least === undefined && most === undefined) return undefined;
  if (longest !== undefined && least !== undefined && most !== undefined && most < least) {
    throw new FilterError(longest.field, 'the longest duration is shorter than the shortest');
  }
  return (duration) => duration !== undefined && duration >= (least ?? 0) && duration <= (most ?? Infinity);
}

/**
 * Whether a WhatsApp profile's name holds a text, in upper or lower case. An empty text accepts everything.
 * @throws {FilterError} when the field holds no text
 */
export function profileFilter(field: string, wanted: unknown): Predicate<string | undefined> | undefined {
  const part = fieldText(field, wanted).trim().toLowerCase();
  return part === '' ? undefined : (name) => name?.toLowerCase().includes(part) === true;
}
