/** Checks a TwiML document while it is typed. The running node checks it again. */

import { VERBS, type TwimlKind } from '../../lib/twiml/verbs';
import { isVariable, type Problem } from './check';

/** What the check reads of a document. */
export interface Outline {
  /** The parser's error, when it is not well-formed. */
  broken?: string;
  hasDoctype?: boolean;
  /** The name of the root element. */
  root: string;
  /** The names of the root's children. */
  verbs: readonly string[];
}

/** The size limit of a document in bytes. https://www.twilio.com/docs/api/errors/11750 */
const MAX_BYTES = 64 * 1024;

/**
 * The problem of a TwiML document.
 * @param kinds the kinds of TwiML that are allowed
 * @param read parses the text
 */
export function twimlProblem(
  text: string,
  kinds: readonly TwimlKind[],
  read: (text: string) => Outline = outlineOf,
): Problem | undefined {
  const source = text.trim();
  if (source === '') return { key: 'twimlEmpty' };
  // Node-RED replaces a variable when the flow starts.
  if (isVariable(text)) return undefined;
  const size = new TextEncoder().encode(source).length;
  if (size > MAX_BYTES) return { key: 'twimlLong', values: { length: String(size), max: String(MAX_BYTES) } };
  const { broken, hasDoctype, root, verbs } = read(source);
  if (broken !== undefined) return { key: 'twimlBroken', values: { reason: broken } };
  if (hasDoctype === true) return { key: 'twimlDoctype' };
  if (root !== 'Response') return { key: 'twimlRoot', values: { root } };
  const unknown = verbs.find((verb) => !kinds.some((kind) => VERBS[kind].includes(verb)));
  return unknown === undefined ? undefined : { key: 'twimlVerb', values: { verb: unknown } };
}

/** The reason and the place in a browser's XML error. Chromium and Safari have one format, and Firefox has another one. */
export function brokenReason(message: string): string {
  const chromium = /error on line (\d+) at column (\d+): ([^\n]+)/.exec(message);
  if (chromium) return `${(chromium[3] ?? '').trim()} (line ${chromium[1] ?? ''}, column ${chromium[2] ?? ''})`;
  const firefox = /XML Parsing Error: ([^\n]+)[\s\S]*Line Number (\d+), Column (\d+)/.exec(message);
  if (firefox) return `${(firefox[1] ?? '').trim()} (line ${firefox[2] ?? ''}, column ${firefox[3] ?? ''})`;
  return message.trim().split('\n')[0] ?? '';
}

/** Parses a text with the browser's XML parser. */
export function outlineOf(text: string): Outline {
  const parsed = new DOMParser().parseFromString(text, 'text/xml');
  const error = parsed.querySelector('parsererror');
  if (error) return { broken: brokenReason(error.textContent), root: '', verbs: [] };
  const root = parsed.documentElement;
  return {
    hasDoctype: parsed.doctype !== null,
    root: root.tagName,
    verbs: [...root.children].map((child) => child.tagName),
  };
}
