import type { Params } from '../model/rest';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 2822 in UTC, as the 2010 API writes times: `Thu, 24 Aug 2023 05:01:45 +0000`. */
export function rfc2822(time: number | string): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${WEEKDAYS[date.getUTCDay()] ?? ''}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()] ?? ''}`;
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day} ${String(date.getUTCFullYear())} ${clock} +0000`;
}

/**
 * A filter by the query parameters `Name`, `Name<` and `Name>`. `Name` means the whole day in UTC. `Name<` and `Name>`
 * include the time itself. Like the API, ignores an invalid date.
 */
export function dateFilter(query: Params, name: string): (time: number) => boolean {
  const moment = (key: string): number | undefined => {
    const ms = Date.parse(query.get(key) ?? '');
    return Number.isNaN(ms) ? undefined : ms;
  };
  const on = moment(name);
  const before = moment(`${name}<`);
  const after = moment(`${name}>`);
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return (time) =>
    (on === undefined || day(on) === day(time)) &&
    (before === undefined || time <= before) &&
    (after === undefined || time >= after);
}
