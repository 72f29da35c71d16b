import type { Strings } from './strings';

/** Intl formats are slow to create, so they are kept for reuse. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const cached = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, cached);
  return cached.format(at);
}

const DAY_MS = 86_400_000;

/** Calendar days from `a` to `b`: from 23:59 to 00:01 is one day. */
function daysBetween(a: number, b: number): number {
  const from = new Date(a);
  const to = new Date(b);
  const start = Date.UTC(from.getFullYear(), from.getMonth(), from.getDate());
  return Math.round((Date.UTC(to.getFullYear(), to.getMonth(), to.getDate()) - start) / DAY_MS);
}

/** The time of day, such as `9:41 AM`. Times are milliseconds since 1970. */
export function timeOfDay(at: number, locale: string): string {
  return format(at, locale, { hour: 'numeric', minute: '2-digit' });
}

/** The day for a separator in the thread: `Today`, `Yesterday`, `Monday`, `March 3` or `March 3, 2024`. */
export function dayName(at: number, now: number, strings: Strings, locale: string): string {
  const days = daysBetween(at, now);
  if (days === 0) return strings.today;
  if (days === 1) return strings.yesterday;
  if (days > 1 && days < 7) return format(at, locale, { weekday: 'long' });
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(at, locale, { month: 'long', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** The time for the conversation list: the time of day for today, otherwise the day. */
export function shortTime(at: number, now: number, strings: Strings, locale: string): string {
  const days = daysBetween(at, now);
  if (days === 0) return timeOfDay(at, locale);
  if (days === 1) return strings.yesterday;
  if (days > 1 && days < 7) return format(at, locale, { weekday: 'short' });
  return format(at, locale, { dateStyle: 'short' });
}

/** The time of day with seconds, such as `9:41:07 AM`. */
export function exactTime(at: number, locale: string): string {
  return format(at, locale, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
}

/** A duration as on a phone: `0:07`, `12:30` or `1:02:03`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts
    .slice(whole < 3600 ? 1 : 0)
    .map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':');
}
