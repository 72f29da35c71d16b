import { ownNumber } from './own-numbers';
import { kindOf, type CountryPlan, type KindPlan, type NumberKind } from './numbering-plan';
import type { SimulatorContext } from '../model/context';

/** The number that Twilio's test credentials cannot buy. https://www.twilio.com/docs/iam/test-credentials */
const UNAVAILABLE_NUMBER = '+15005550000';
/** 555-0100 to 555-0199 are reserved for fiction. In the simulator, they are numbers of persons. */
const FICTIONAL = /^\+1\d{3}55501\d\d$/;

/** True for a number of a sold kind that is neither fictional nor an own number. */
export function isForSale(context: SimulatorContext, number: string): boolean {
  return (
    number !== UNAVAILABLE_NUMBER &&
    !FICTIONAL.test(number) &&
    kindOf(number) !== undefined &&
    ownNumber(context, number) === undefined
  );
}

/** A search for numbers. */
export interface NumberSearch {
  country: CountryPlan;
  kind: NumberKind;
  plan: KindPlan;
  /** The national number starts with one of these. */
  prefixes: readonly string[];
  pattern: Pattern | undefined;
}

/** The limit of results, as in Twilio's API. */
const MAX_FOUND = 30;
const MAX_TRIES = 400;

/** Generates numbers for sale from the seed. The same search finds the same numbers until they are bought. */
export function findNumbers(
  context: SimulatorContext,
  { country, kind, plan, prefixes, pattern }: NumberSearch,
): string[] {
  const found = new Set<string>();
  const start = `+${country.code}`;
  for (let index = 0; index < MAX_TRIES && found.size < MAX_FOUND && prefixes.length > 0; index += 1) {
    const prefix = prefixes[index % prefixes.length] ?? '';
    const digits = generateNumber(context, `${country.iso} ${kind} ${prefix} ${String(index)}`, prefix, plan.length);
    const national = pattern === undefined ? digits : pattern.fit(digits, prefix.length, index, start.length - 1);
    const number = `${start}${national}`;
    const isWanted = pattern === undefined || pattern.test(number);
    const at = kindOf(number);
    if (isWanted && at?.kind === kind && at.country.iso === country.iso && isForSale(context, number))
      found.add(number);
  }
  return [...found];
}

function generateNumber(context: SimulatorContext, name: string, prefix: string, length: number): string {
  // Uneven distribution, but always the same.
  const digits = [...context.ids.hex(name)].map((digit) => String(parseInt(digit, 16) % 10));
  // An exchange does not start with 0 or 1.
  if (prefix.length === 3) digits[0] = String(2 + (Number(digits[0]) % 8));
  return `${prefix}${digits.join('')}`.slice(0, length);
}

/** A pattern over the digits of a number. */
export interface Pattern {
  test(number: string): boolean;
  /**
   * Puts the digits of the pattern into a national number, at one of the positions where they fit.
   * @param fixed how many of the first digits must not change
   * @param choice selects the position
   * @param codeLength the length of the calling code
   */
  fit(national: string, fixed: number, choice: number, codeLength: number): string;
}

const KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ 2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ' }).flatMap(
    ([digit, letters]) => [...letters].map((letter) => [letter, digit]),
  ),
);

/**
 * The pattern of `Contains`: digits, letters as on a phone's keys, `*` for one digit, `%` for any digits, `+` at the
 * start anchors it to the start, `$` to the end.
 *
 * @returns undefined for an invalid pattern: 2 to 16 characters, two of them digits or letters
 */
export function readPattern(text: string): Pattern | undefined {
  const match = /^(\+?)([0-9A-Za-z*%]+)(\$?)$/.exec(text);
  const body = [...(match?.[2] ?? '')].map((sign) => KEYS[sign.toUpperCase()] ?? sign).join('');
  if (text.length < 2 || text.length > 16 || body.replace(/[*%]/g, '').length < 2) return undefined;
  const isAtStart = match?.[1] === '+';
  const isAtEnd = match?.[3] === '$';
  const source = body.replace(/\*/g, '\\d').replace(/%/g, '\\d*');
  const expression = new RegExp(`${isAtStart ? '^\\+' : ''}${source}${isAtEnd ? '$' : ''}`);
  // In a generated number `%` is empty.
  const template = body.replace(/%/g, '');
  return {
    test: (number) => expression.test(number),
    fit(national, fixed, choice, codeLength) {
      // A pattern from the start includes the calling code.
      const overlap = isAtStart ? template.slice(codeLength) : template;
      const last = national.length - overlap.length;
      if (last < 0) return national;
      const places = Array.from({ length: last + 1 }, (_, place) => place).filter((place) =>
        [...overlap].every((sign, index) => sign === '*' || place + index >= fixed || national[place + index] === sign),
      );
      const place = isAtStart ? 0 : isAtEnd ? last : places[choice % Math.max(1, places.length)];
      if (place === undefined || !places.includes(place)) return national;
      const merged = [...national];
      [...overlap].forEach((sign, index) => {
        if (sign !== '*') merged[place + index] = sign;
      });
      return merged.join('');
    },
  };
}
