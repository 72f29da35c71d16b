import { localeFor } from './locale';

const language = localeFor(RED.i18n.lang(), navigator.languages);

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dateAndClock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });

/** The time of day. @param at in milliseconds since 1970 */
export const timeOfDay = (at: number): string => clock.format(at);

/** Date and time. @param at in milliseconds since 1970 */
export const dateAndTime = (at: number): string => dateAndClock.format(at);

/** A duration such as `1:05`. @param ms in milliseconds */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

/** An amount of money. @param unit such as `USD` */
export function money(amount: number, unit: string): string {
  try {
    const format = new Intl.NumberFormat(language, { style: 'currency', currency: unit, maximumFractionDigits: 4 });
    return format.format(amount);
  } catch {
    return `${String(amount)} ${unit}`;
  }
}

/** An address without `whatsapp:`. */
export const shortAddress = (address: string): string => address.replace(/^whatsapp:/, '');
