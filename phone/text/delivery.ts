import type { Words } from './strings';

function lookup(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A delivery in words: `Delivered`, or `Undelivered: the phone is switched off or out of reach (30003)`. */
export function deliveryWords(
  side: 'in' | 'out',
  delivery: { status: string; errorCode: number | null; reason: string },
  words: Words,
): string {
  const state = lookup(side === 'out' ? words.mine : words.status, delivery.status) ?? delivery.status;
  if (delivery.errorCode === null) return delivery.reason === '' ? state : words.problem(state, delivery.reason);
  // The server's own sentence knows more (an HTTP status, a URL) than the catalogue does.
  const reason = delivery.reason || (lookup(words.errors, String(delivery.errorCode)) ?? '');
  return words.problem(state, words.code(delivery.errorCode, reason));
}

/** What to do about an error code, as a sentence of its own, or an empty string. */
export function adviceFor(errorCode: number | null, words: Words): string {
  return lookup(words.advice, String(errorCode)) ?? '';
}
