import { isOtherAddress } from './other-address';
import { bareNumber } from './phone-number';

/** An address in the form in which addresses are compared: without channel prefix and outer spaces, in lower case. */
export function bareAddress(address: string): string {
  const at = address.indexOf('@');
  // In `alice@example.com:5060`, the colon is before a port and not after a prefix.
  const colon = (at === -1 ? address : address.slice(0, at)).indexOf(':');
  return (colon === -1 ? address : address.slice(colon + 1)).trim().toLowerCase();
}

/** A number or a part of one, with wildcards. */
const NUMBER = /^\+?[\d*]+$/;
/** A sender ID or the identifier of a WhatsApp user, with wildcards. */
const NAME = /^(?=.*[a-z])[\w*.@&+ -]+$/;
/** https://www.twilio.com/docs/glossary/what-is-a-short-code */
const SHORT_CODE = /^\d{3,8}$/;

/** A pattern to compare addresses with, or why no address can match it. */
export type AddressPattern = { pattern: string } | { problem: 'noCountryCode' | 'invalid' };

/**
 * An entry of a list of addresses, with `*` as wildcard.
 * @returns the pattern in the form of {@link bareAddress}
 */
export function addressPattern(entry: string): AddressPattern {
  const bare = bareAddress(entry);
  if (isOtherAddress(entry) || NAME.test(bare)) return { pattern: bare };
  const number = bareNumber(bare);
  if (/^\d+$/.test(number) && !SHORT_CODE.test(number)) return { problem: 'noCountryCode' };
  return NUMBER.test(number) ? { pattern: number } : { problem: 'invalid' };
}
