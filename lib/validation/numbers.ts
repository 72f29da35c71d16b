/**
 * A whole number, also as a text.
 * @returns `undefined` when it is not one from `min` to `max`
 */
export function wholeNumberOf(value: unknown, min: number, max: number): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isValid = typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max;
  return isValid ? number : undefined;
}

/** The largest sending rate in messages a second. */
const MAX_SEND_RATE = 1000;

/**
 * A sending rate in messages a second, which can be less than one.
 * @returns 0 for no limit; `undefined` when it is not valid
 */
export function sendRateOf(value: unknown): number | undefined {
  const number = value === undefined || value === null || value === '' ? 0 : Number(value);
  return number >= 0 && number <= MAX_SEND_RATE ? number : undefined;
}
