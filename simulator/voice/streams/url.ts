import { problem } from './problems';
import { isUrl } from '../../core/is-url';

/** The URL of a stream, or an error text. */
export type StreamUrl =
  | { url: string; /** True when the given URL had a query. */ hadQuery: boolean }
  | { problem: string };

/**
 * Reads the URL of a stream: `wss`, or relative to the document. Removes the query: streams have `<Parameter>` instead.
 * https://www.twilio.com/docs/voice/twiml/stream#url
 *
 * @param base the URL of the document, or ''
 */
export function streamUrl(given: string, base: string): StreamUrl {
  const text = given.trim();
  if (text === '') return { problem: problem(31923, 'there is no URL') };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'wss') return { problem: problem(31922, `${scheme}: is not wss:`) };
  const isKnown = scheme === undefined ? isUrl(text, base) : isUrl(text);
  if (!isKnown) return { problem: problem(31923, `"${text.slice(0, 100)}" is not a valid URL`) };
  // An absolute URL stays unchanged, because it is signed.
  const full = scheme === undefined ? new URL(text, base).href.replace(/^https?:/, 'wss:') : text;
  const url = full.replace(/[?#].*$/s, '');
  return { url, hadQuery: full.includes('?') };
}
