import { isErrorCodePattern } from '../validation/error-code-pattern';
import { entriesOf, fieldText, FilterError, type Predicate } from './filter-field';

/** Whether a message must have media. */
export type MediaMatch = 'any' | 'with' | 'without';

/**
 * Accepts messages with or without media.
 * @throws {FilterError} for another choice
 */
export function mediaFilter(field: string, match: MediaMatch): Predicate<{ media?: unknown[] }> | undefined {
  switch (match) {
    case 'any':
      return undefined;
    case 'with':
      return (event) => event.media !== undefined;
    case 'without':
      return (event) => event.media === undefined;
    default:
      throw new FilterError(field, `"${String(match)}" is not a valid choice for media. Choose any, with or without`);
  }
}

/**
 * Accepts the selected statuses: a list, or a text with commas, as an environment variable has it.
 * @returns `undefined` for an empty list, which accepts everything
 * @throws {FilterError} when the field is not a list of texts
 */
export function statusFilter(field: string, statuses: unknown): Predicate<string> | undefined {
  if (statuses === undefined || statuses === null) return undefined;
  const list: unknown = typeof statuses === 'string' ? entriesOf(field, statuses) : statuses;
  if (!Array.isArray(list) || !list.every((status) => typeof status === 'string')) {
    throw new FilterError(field, 'the statuses must be a list of strings, such as ["delivered", "failed"]');
  }
  if (list.length === 0) return undefined;
  const wanted = new Set(list);
  return (status) => wanted.has(status);
}

/**
 * Accepts the error codes of a comma-separated list, with `*` as wildcard, such as `30003, 63016, 300*`. `*` accepts every
 * error.
 * @returns `undefined` for an empty list, which accepts everything
 * @throws {FilterError} when an entry is not an error code
 */
export function errorFilter(field: string, list: unknown): Predicate<number | undefined> | undefined {
  const patterns = entriesOf(field, list);
  if (patterns.length === 0) return undefined;
  const wrong = patterns.find((pattern) => !isErrorCodePattern(pattern));
  if (wrong !== undefined) {
    throw new FilterError(
      field,
      `"${wrong}" is not a valid error code. Use codes such as 30003 or 300*, separated by commas`,
    );
  }
  return (code) => {
    if (code === undefined) return false;
    const digits = String(code);
    return patterns.some((pattern) =>
      pattern.endsWith('*') ? digits.startsWith(pattern.slice(0, -1)) : digits === pattern,
    );
  };
}

/** The direction that a call must have. */
export type DirectionMatch = 'any' | 'inbound' | 'outbound';

/**
 * Accepts calls in one direction. `outbound` includes Twilio's `outbound-api` and `outbound-dial`.
 * @throws {FilterError} for another choice
 */
export function directionFilter(field: string, match: DirectionMatch): Predicate<string | undefined> | undefined {
  switch (match) {
    case 'any':
      return undefined;
    case 'inbound':
    case 'outbound':
      return (direction) => direction?.startsWith(match) === true;
    default:
      throw new FilterError(field, `"${String(match)}" is not a valid direction. Choose any, inbound or outbound`);
  }
}

/** What a status is about. */
const STATUS_KINDS = {
  call: 'call-status',
  stream: 'stream-status',
  conference: 'conference-status',
  siprec: 'siprec-status',
} as const;

/** What a status must be about. */
export type KindMatch = 'any' | keyof typeof STATUS_KINDS;

/**
 * Accepts the statuses of calls, streams, conferences or SIPREC sessions, by the name of the event.
 * @throws {FilterError} for another choice
 */
export function kindFilter(field: string, match: KindMatch): Predicate<string> | undefined {
  if (match === 'any') return undefined;
  if (!Object.hasOwn(STATUS_KINDS, match)) {
    throw new FilterError(field, `"${String(match)}" is not valid. Choose any, call, stream, conference or siprec`);
  }
  return (event) => event === STATUS_KINDS[match];
}

function secondsOf(field: string, value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const seconds = typeof value === 'string' ? Number(value.trim()) : value;
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new FilterError(field, `${JSON.stringify(value)} is not a valid number of seconds`);
}

/**
 * Accepts durations between two limits, which are included. An event without a duration is not accepted.
 * @param shortest in seconds
 * @param longest in seconds
 * @returns `undefined` without limits, which accepts everything
 * @throws {FilterError} when a limit is not valid, or the longest duration is below the shortest
 */
export function durationFilter(
  shortest: { field: string; value: unknown },
  longest?: { field: string; value: unknown },
): Predicate<number | undefined> | undefined {
  const min = secondsOf(shortest.field, shortest.value);
  const max = longest === undefined ? undefined : secondsOf(longest.field, longest.value);
  if (min === undefined && max === undefined) return undefined;
  if (longest !== undefined && min !== undefined && max !== undefined && max < min) {
    throw new FilterError(longest.field, 'the longest duration is below the shortest');
  }
  return (duration) => duration !== undefined && duration >= (min ?? 0) && duration <= (max ?? Infinity);
}

/**
 * Accepts WhatsApp profile names that contain a text, in upper or lower case.
 * @returns `undefined` for an empty text, which accepts everything
 * @throws {FilterError} when the field is not a text
 */
export function profileFilter(field: string, wanted: unknown): Predicate<string | undefined> | undefined {
  const part = fieldText(field, wanted).trim().toLowerCase();
  return part === '' ? undefined : (name) => name?.toLowerCase().includes(part) === true;
}
