import { createContext, Script } from 'node:vm';
import { isOtherAddress } from '../addresses/other-address';

/** A filter field that a flow's author typed wrong: which one and what is wrong with it, for the node's status. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  constructor(
    /** The node property that holds the field, such as `filterFrom`. */
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

export type Predicate<T> = (value: T) => boolean;

/**
 * The text of a filter field. A flow that was written by a program may hold a number or a list where the form makes a text.
 * @throws {FilterError} when it is none of these
 */
export function fieldText(field: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((entry) => fieldText(field, entry)).join(', ');
  throw new FilterError(field, `${JSON.stringify(value)} is no text`);
}

/**
 * The entries of a comma-separated list.
 * @throws {FilterError} when the field holds no text
 */
export function entriesOf(field: string, list: unknown): string[] {
  return fieldText(field, list)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Accepts addresses. `exact` is the whole list when it names addresses only, so that a subscriber can be found by one. */
export interface AddressFilter {
  accepts: Predicate<string>;
  exact?: readonly string[];
}

/** The form in which addresses are compared: no channel prefix, no spaces, lower case (sender IDs differ in it). */
export function bareAddress(address: string): string {
  const at = address.indexOf('@');
  // What stands behind the host of `alice@example.com:5060` is a port.
  const colon = (at === -1 ? address : address.slice(0, at)).indexOf(':');
  return (colon === -1 ? address : address.slice(colon + 1)).trim().toLowerCase();
}

const PHONE_PUNCTUATION = /[\s().-]/g;
/** An entry that was typed as a number, and one that was typed as a name: a sender ID or a WhatsApp user. */
const NUMBER_ENTRY = /^[+\d*][\d*\s().-]*$/;
const NAME_ENTRY = /^(?=.*[a-z])[\w*.@&+ -]+$/;
const SHORT_CODE = /^\d{3,8}$/;

/**
 * An entry of an address list in the form in which addresses are compared.
 * @throws {FilterError} when it could match nothing, which nobody would see otherwise
 */
function addressPattern(field: string, entry: string): string {
  const bare = bareAddress(entry);
  if (isOtherAddress(entry)) return bare;
  if (NAME_ENTRY.test(bare)) return bare;
  const digits = NUMBER_ENTRY.test(bare) ? bare.replace(PHONE_PUNCTUATION, '') : '';
  if (/^\d+$/.test(digits) && !SHORT_CODE.test(digits)) {
    throw new FilterError(field, `"${entry}" has no country code; write it with + ahead, such as +14155550100`);
  }
  if (/^\+?[\d*]+$/.test(digits)) return digits;
  throw new FilterError(
    field,
    `"${entry}" is no number; write numbers such as +14155550100 or +1415*, with commas between`,
  );
}

function wildcard(pattern: string): Predicate<string> {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return (address) => address === head;
  // Piece by piece instead of a regular expression: linear, whatever the pattern holds.
  return (address) => {
    if (!address.startsWith(head)) return false;
    let at = head.length;
    for (const piece of rest) {
      const found = address.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return address.length - tail.length >= at && address.endsWith(tail);
  };
}

/**
 * A comma-separated list of addresses, `*` as wildcard, with or without `whatsapp:`. An empty list accepts everything.
 * @throws {FilterError} when an entry can be no address, or is a number without its country code
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

export type TextMatch = 'contains' | 'equals' | 'starts' | 'regex';

/** How long a regular expression may work on one text, in milliseconds, before it is taken to be catastrophic. */
const REGEX_TIMEOUT = 100;

const createGuard = () => ({ script: new Script('expression.test(text)'), sandbox: createContext({}) });
let guard: ReturnType<typeof createGuard> | undefined;

/**
 * `expression.test(text)` with a time limit. The text comes from outside and the expression may backtrack for ever; a
 * script's time limit is the one way to interrupt it. Throws when time is up.
 */
function testWithin(expression: RegExp, text: string): boolean {
  guard ??= createGuard();
  guard.sandbox['expression'] = expression;
  guard.sandbox['text'] = text;
  const start = process.cpuUsage();
  for (;;) {
    try {
      return guard.script.runInContext(guard.sandbox, { timeout: REGEX_TIMEOUT }) === true;
    } catch (error) {
      // The limit is one of the clock. On a busy machine its time may have gone to others, so look at our own.
      const { user, system } = process.cpuUsage(start);
      if (!isTimeout(error) || (user + system) / 1000 >= REGEX_TIMEOUT) throw error;
    }
  }
}

/** The error is made in the script's own world, so it is no `Error` of ours. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/** So often an expression may take too long until it is no longer tried; a deployment begins anew. */
const MOST_TIMEOUTS = 5;

function regexFilter(field: string, source: string): Predicate<string> {
  let expression: RegExp;
  try {
    expression = new RegExp(source, 'iu');
  } catch {
    try {
      // Without the unicode flag for expressions that escape more than it allows, such as `\-`.
      expression = new RegExp(source, 'i');
    } catch (error) {
      throw new FilterError(field, error instanceof Error ? error.message : 'invalid regular expression');
    }
  }
  let timeouts = 0;
  return (text) => {
    // Whoever knows how to make it slow must not hold everybody else up, text after text.
    if (timeouts >= MOST_TIMEOUTS) {
      throw new FilterError(field, 'the regular expression was switched off, because it took too long again and again');
    }
    try {
      return testWithin(expression, text);
    } catch {
      timeouts += 1;
      throw new FilterError(field, `the regular expression took longer than ${REGEX_TIMEOUT} ms; simplify it`);
    }
  };
}

/**
 * A text filter; letters match in upper and lower case. An empty pattern accepts everything.
 * @throws {FilterError} at once when a regular expression is invalid, and from the predicate when one takes too long
 */
export function textFilter(field: string, value: unknown, match: TextMatch): Predicate<string> | undefined {
  const pattern = fieldText(field, value);
  if (pattern.trim() === '') return undefined;
  if (match === 'regex') return regexFilter(field, pattern);
  const wanted = pattern.trim().toLowerCase();
  switch (match) {
    case 'equals':
      return (text) => text.trim().toLowerCase() === wanted;
    case 'starts':
      return (text) => text.trimStart().toLowerCase().startsWith(wanted);
    case 'contains':
      return (text) => text.toLowerCase().includes(wanted);
    default:
      throw new FilterError(field, `"${String(match)}" is no way to compare; choose contains, equals, starts or regex`);
  }
}

export type MediaMatch = 'any' | 'with' | 'without';

/**
 * Whether a message must hold media.
 * @throws {FilterError} when the choice is none of the three
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
      throw new FilterError(field, `"${String(match)}" is no choice for media; choose any, with or without`);
  }
}
