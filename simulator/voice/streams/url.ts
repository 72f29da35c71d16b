import { problem } from './problems';

/** Where a stream connects to, or why it cannot. */
export type StreamUrl = { url: string; /** A query was taken off. */ cut: boolean } | { problem: string };

/**
 * Reads the address of a stream: `wss`, or relative to the document. It carries no query; parameters are what a
 * stream has instead. https://www.twilio.com/docs/voice/twiml/stream#url
 *
 * @param base the document's own URL, '' when it has none
 */
export function streamUrl(given: string, base: string): StreamUrl {
  const text = given.trim();
  if (text === '') return { problem: problem(31923, 'there is no URL') };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'wss') return { problem: problem(31922, `${scheme}: is not wss:`) };
  const isKnown = scheme === undefined ? URL.canParse(text, base) : URL.canParse(text);
  if (!isKnown) return { problem: problem(31923, `"${text.slice(0, 100)}" is no URL`) };
  // As with webhooks, an absolute URL stays as it is written: it is what gets signed.
  const full = scheme === undefined ? new URL(text, base).href.replace(/^https?:/, 'wss:') : text;
  const url = full.replace(/[?#].*$/s, '');
  return { url, cut: full.includes('?') };
}
