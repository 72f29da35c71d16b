import { isOtherAddress } from '../addresses/other-address';
import { entriesOf, FilterError, type Predicate } from './filter-field';

/** A list of addresses to accept. */
export interface AddressFilter {
  accepts: Predicate<string>;
  /** All addresses of the list, when none has a wildcard. Subscribers are looked up by them. */
  exact?: readonly string[];
}

/** An address in the form in which addresses are compared: without channel prefix and outer spaces, in lower case. */
export function bareAddress(address: string): string {
  const at = address.indexOf('@');
  // In `alice@example.com:5060`, the colon is before a port and not after a prefix.
  const colon = (at === -1 ? address : address.slice(0, at)).indexOf(':');
  return (colon === -1 ? address : address.slice(colon + 1)).trim().toLowerCase();
}

const PHONE_PUNCTUATION = /[\s().-]/g;
/** A number or a part of one, with wildcards. */
const NUMBER_ENTRY = /^[+\d*][\d*\s().-]*$/;
/** A sender ID or the identifier of a WhatsApp user, with wildcards. */
const NAME_ENTRY = /^(?=.*[a-z])[\w*.@&+ -]+$/;
const SHORT_CODE = /^\d{3,8}$/;

/**
 * An entry of the list, in the form in which addresses are compared.
 * @throws {FilterError} when no address can match it
 */
function addressPattern(field: string, entry: string): string {
  const bare = bareAddress(entry);
  if (isOtherAddress(entry) || NAME_ENTRY.test(bare)) return bare;
  const digits = NUMBER_ENTRY.test(bare) ? bare.replace(PHONE_PUNCTUATION, '') : '';
  if (/^\d+$/.test(digits) && !SHORT_CODE.test(digits)) {
    throw new FilterError(field, `"${entry}" has no country code. Start it with +, such as +14155550100`);
  }
  if (/^\+?[\d*]+$/.test(digits)) return digits;
  throw new FilterError(
    field,
    `"${entry}" is not a valid number. Use numbers such as +14155550100 or +1415*, separated by commas`,
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
  const patterns = entries.map((entry) => addressPattern(field, entry));
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
