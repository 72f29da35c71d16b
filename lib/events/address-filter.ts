import { addressPattern, bareAddress } from '../addresses/address-pattern';
import { entriesOf, FilterError, type Predicate } from './filter-field';

/** A list of addresses to accept. */
export interface AddressFilter {
  accepts: Predicate<string>;
  /** All addresses of the list, when none has a wildcard. Subscribers are looked up by them. */
  exact?: readonly string[];
}

/** @throws {FilterError} when no address can match the entry */
function patternOf(field: string, entry: string): string {
  const result = addressPattern(entry);
  if ('pattern' in result) return result.pattern;
  throw new FilterError(
    field,
    result.problem === 'noCountryCode'
      ? `"${entry}" has no country code. Start it with +, such as +14155550100`
      : `"${entry}" is not a valid number. Use numbers such as +14155550100 or +1415*, separated by commas`,
  );
}

/** Matches a pattern in linear time, which a regular expression would not guarantee. */
function wildcard(pattern: string): Predicate<string> {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return (address) => address === head;
  return (address) => {
    if (!address.startsWith(head)) return false;
    let end = head.length;
    for (const piece of rest) {
      const found = address.indexOf(piece, end);
      if (found === -1) return false;
      end = found + piece.length;
    }
    return address.length - tail.length >= end && address.endsWith(tail);
  };
}

/**
 * Accepts the addresses of a comma-separated list, with `*` as wildcard, and with or without `whatsapp:`.
 * @returns `undefined` for an empty list, which accepts everything
 * @throws {FilterError} when an entry is not a valid address, or is a number without a country code
 */
export function addressFilter(field: string, list: unknown): AddressFilter | undefined {
  const entries = entriesOf(field, list);
  if (entries.length === 0) return undefined;
  const patterns = entries.map((entry) => patternOf(field, entry));
  if (patterns.every((pattern) => !pattern.includes('*'))) {
    const exact = new Set(patterns);
    return { accepts: (address) => exact.has(bareAddress(address)), exact: [...exact] };
  }
  const matchers = patterns.map(wildcard);
  return {
    accepts: (address) => {
      const bare = bareAddress(address);
      return matchers.some((matches) => matches(bare));
    },
  };
}
