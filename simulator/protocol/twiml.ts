import { parseXml, textOf, XmlError } from './xml';
import type { XmlElement } from '../model/twiml';

/** One thing that messaging TwiML asks for. URLs are absolute. */
export type MessagingVerb =
  | {
      verb: 'Message';
      to?: string;
      from?: string;
      body: string;
      media: string[];
      /** From `statusCallback` or, as in older documents, from `action`. */
      statusCallback?: { url: string; method: string };
    }
  | { verb: 'Redirect'; url: string; method: string };

/** What a TwiML answer says, and what Twilio's debugger would say about it. */
export interface MessagingTwiml {
  verbs: MessagingVerb[];
  /** `code: text`; the verbs are obeyed nevertheless. */
  warnings: string[];
}

/** An answer that Twilio cannot use. `code` is the one of Twilio's debugger. */
export class TwimlError extends Error {
  override name = 'TwimlError';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The content types that Twilio reads as TwiML. */
export const XML_TYPES: ReadonlySet<string> = new Set(['text/xml', 'application/xml', 'text/html']);

/**
 * Reads the answer to an incoming message: TwiML, or plain text, which is the reply itself. An empty answer asks for
 * nothing.
 *
 * https://www.twilio.com/docs/messaging/twiml
 *
 * @param baseUrl where the answer came from; relative URLs in it are relative to this
 * @throws TwimlError 12300 for a content type that Twilio does not read, 12100 for XML that is none
 */
export function readMessagingTwiml(answer: { contentType: string; body: string }, baseUrl: string): MessagingTwiml {
  if (answer.body.trim() === '') return { verbs: [], warnings: [] };
  const type = mimeType(answer.contentType);
  if (type === 'text/plain') {
    return { verbs: [{ verb: 'Message', body: answer.body.trim(), media: [] }], warnings: [] };
  }
  if (!XML_TYPES.has(type)) {
    throw new TwimlError(12300, `Invalid Content-Type: "${type}" – answer with text/xml`);
  }
  return readDocument(answer.body, baseUrl);
}

/** A content type without its parameters. */
export function mimeType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

/**
 * The root of a TwiML document.
 * @throws TwimlError 12100 for XML that is none, or for another root than Response
 */
export function readResponse(text: string): XmlElement {
  let root: XmlElement;
  try {
    root = parseXml(text);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new TwimlError(12100, `Document parse failure: ${error.message}`);
  }
  if (root.name !== 'Response') {
    throw new TwimlError(12100, `Document parse failure: the root element is <${root.name}>, not <Response>`);
  }
  return root;
}

function readDocument(text: string, baseUrl: string): MessagingTwiml {
  const root = readResponse(text);
  const verbs: MessagingVerb[] = [];
  const warnings: string[] = [];
  for (const child of root.children) {
    if (typeof child === 'string') {
      if (child.trim() !== '') warnings.push('12200: Schema validation warning: text between the verbs is ignored');
      continue;
    }
    if (child.name === 'Message' || child.name === 'Sms') {
      verbs.push(readMessage(child, baseUrl, warnings));
    } else if (child.name === 'Redirect') {
      const url = absoluteUrl(textOf(child).trim(), baseUrl);
      if (url === undefined) {
        throw new TwimlError(11100, `Invalid URL format in <Redirect>: "${textOf(child).trim()}"`);
      }
      verbs.push({ verb: 'Redirect', url, method: readMethod(child, warnings) });
      // Whatever follows a Redirect is never reached.
      break;
    } else {
      warnings.push(`12200: Schema validation warning: <${child.name}> is no verb of messaging TwiML and is ignored`);
    }
  }
  return { verbs, warnings };
}

function readMessage(element: XmlElement, baseUrl: string, warnings: string[]): MessagingVerb {
  const nouns = element.children.filter((child) => typeof child !== 'string');
  for (const noun of nouns) {
    if (noun.name !== 'Body' && noun.name !== 'Media') {
      warnings.push(`12200: Schema validation warning: <${noun.name}> is no noun of <Message> and is ignored`);
    }
  }
  const bare = element.children.filter((child) => typeof child === 'string').join('');
  const bodies = nouns.filter((noun) => noun.name === 'Body').map((noun) => textOf(noun).trim());
  const media = nouns.filter((noun) => noun.name === 'Media').map((noun) => textOf(noun).trim());
  const { to, from, statusCallback, action } = element.attributes;
  const callback = statusCallback ?? action;
  const callbackUrl = callback === undefined ? undefined : absoluteUrl(callback, baseUrl);
  if (callback !== undefined && callbackUrl === undefined) {
    warnings.push(`11100: Invalid URL format: the status callback "${callback}" is no URL`);
  }
  return {
    verb: 'Message',
    ...(to === undefined ? {} : { to }),
    ...(from === undefined ? {} : { from }),
    body: bodies.length > 0 ? bodies.join('') : bare.trim(),
    media: media.filter((url) => url !== '').map((url) => absoluteUrl(url, baseUrl) ?? url),
    ...(callbackUrl === undefined
      ? {}
      : { statusCallback: { url: callbackUrl, method: readMethod(element, warnings) } }),
  };
}

/** What an attribute says of how to ask: GET or POST, and POST when it says something else. */
export function readMethod(element: XmlElement, warnings: string[], attribute = 'method'): string {
  const method = (element.attributes[attribute] ?? 'POST').toUpperCase();
  if (method === 'GET' || method === 'POST') return method;
  warnings.push(
    `12200: Schema validation warning: ${attribute} "${method}" of <${element.name}> is neither GET nor POST`,
  );
  return 'POST';
}

/** The absolute form of an http(s) URL, credentials and fragment kept; undefined when it is none. */
export function absoluteUrl(url: string, baseUrl: string): string | undefined {
  // An absolute URL stays as it is written: it is what gets signed. A document without an address can hold no other.
  if (/^https?:\/\//i.test(url)) return URL.canParse(url) ? url : undefined;
  if (!URL.canParse(url, baseUrl)) return undefined;
  const resolved = new URL(url, baseUrl);
  return resolved.protocol === 'http:' || resolved.protocol === 'https:' ? resolved.href : undefined;
}
