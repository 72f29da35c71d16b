/** Whether a text is a TwiML document, as far as can be told while it is typed. The running node looks once more. */

import { VERBS, type TwimlKind } from '../../lib/twiml/verbs';
import { isVariable, type Problem } from './check';

/** What a parser makes of a text. */
export interface Outline {
  /** Why it is not well-formed, in the parser's words. */
  broken?: string;
  hasDoctype?: boolean;
  /** The name of the outermost element. */
  root: string;
  /** The names of the elements in it. */
  verbs: readonly string[];
}

/** The longest document that Twilio takes, in bytes. https://www.twilio.com/docs/api/errors/11750 */
const LONGEST = 64 * 1024;

/**
 * What keeps a text from being a TwiML document for one of these kinds.
 * @param read parses the text
 */
export function twimlProblem(
  text: string,
  kinds: readonly TwimlKind[],
  read: (text: string) => Outline = outlineOf,
): Problem | undefined {
  const source = text.trim();
  if (source === '') return { key: 'twimlEmpty' };
  // A variable that stands for the whole document is filled in when the flow starts.
  if (isVariable(text)) return undefined;
  const size = new TextEncoder().encode(source).length;
  if (size > LONGEST) return { key: 'twimlLong', values: { length: String(size), max: String(LONGEST) } };
  const { broken, hasDoctype, root, verbs } = read(source);
  if (broken !== undefined) return { key: 'twimlBroken', values: { reason: broken } };
  if (hasDoctype === true) return { key: 'twimlDoctype' };
  if (root !== 'Response') return { key: 'twimlRoot', values: { root } };
  const unknown = verbs.find((verb) => !kinds.some((kind) => VERBS[kind].includes(verb)));
  return unknown === undefined ? undefined : { key: 'twimlVerb', values: { verb: unknown } };
}

/** The place and reason in what a browser says of broken XML: Chromium and Safari, then Firefox. */
export function brokenReason(said: string): string {
  const chromium = /error on line (\d+) at column (\d+): ([^\n]+)/.exec(said);
  if (chromium) return `${(chromium[3] ?? '').trim()} (line ${chromium[1] ?? ''}, column ${chromium[2] ?? ''})`;
  const firefox = /XML Parsing Error: ([^\n]+)[\s\S]*Line Number (\d+), Column (\d+)/.exec(said);
  if (firefox) return `${(firefox[1] ?? '').trim()} (line ${firefox[2] ?? ''}, column ${firefox[3] ?? ''})`;
  return said.trim().split('\n')[0] ?? '';
}

/** Reads a text with the browser's XML parser. */
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
