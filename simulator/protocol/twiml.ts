import { parseXml, textOf, XmlError } from './xml';
import type { XmlElement } from '../model/twiml';
import { isUrl } from '../core/is-url';

/** A verb of messaging TwiML. URLs are absolute. */
export type MessagingVerb =
  | {
      verb: 'Message';
      to?: string;
      from?: string;
      body: string;
      media: string[];
      /** From `statusCallback`, or `action` in older documents. */
      statusCallback?: { url: string; method: string };
    }
  | { verb: 'Redirect'; url: string; method: string };

/** A messaging TwiML document. */
export interface MessagingTwiml {
  verbs: MessagingVerb[];
  /** `code: text`, as in Twilio's debugger. Warnings do not stop the verbs. */
  warnings: string[];
}

/** A response that Twilio cannot use. `code` is an error code of Twilio's debugger. */
export class TwimlError extends Error {
  override name = 'TwimlError';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The content types of TwiML. */
export const XML_TYPES: ReadonlySet<string> = new Set(['text/xml', 'application/xml', 'text/html']);

/**
 * Reads the response to an incoming message: TwiML, or plain text, which is the reply. An empty response means no reply.
 *
 * https://www.twilio.com/docs/messaging/twiml
 *
 * @param baseUrl the base of relative URLs
 * @throws TwimlError 12300 for another content type, 12100 for invalid XML, 11100 for a Redirect without a valid URL
 */
export function readMessagingTwiml(response: { contentType: string; body: string }, baseUrl: string): MessagingTwiml {
  if (response.body.trim() === '') return { verbs: [], warnings: [] };
  const type = mimeType(response.contentType);
  if (type === 'text/plain') {
    return { verbs: [{ verb: 'Message', body: response.body.trim(), media: [] }], warnings: [] };
  }
  if (!XML_TYPES.has(type)) {
    throw new TwimlError(12300, `Invalid Content-Type: "${type}" - respond with text/xml`);
  }
  return readDocument(response.body, baseUrl);
}

/** A content type without parameters, in lower case. */
export function mimeType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

/**
 * The root of a TwiML document.
 * @throws TwimlError 12100 for invalid XML, or another root than Response
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
      // Verbs after a Redirect are unreachable.
      break;
    } else {
      warnings.push(
        `12200: Schema validation warning: <${child.name}> is not a verb of messaging TwiML and is ignored`,
      );
    }
  }
  return { verbs, warnings };
}

function readMessage(element: XmlElement, baseUrl: string, warnings: string[]): MessagingVerb {
  const nouns = element.children.filter((child) => typeof child !== 'string');
  for (const noun of nouns) {
    if (noun.name !== 'Body' && noun.name !== 'Media') {
      warnings.push(`12200: Schema validation warning: <${noun.name}> is not a noun of <Message> and is ignored`);
    }
  }
  const bare = element.children.filter((child) => typeof child === 'string').join('');
  const bodies = nouns.filter((noun) => noun.name === 'Body').map((noun) => textOf(noun).trim());
  const media = nouns.filter((noun) => noun.name === 'Media').map((noun) => textOf(noun).trim());
  const { to, from, statusCallback, action } = element.attributes;
  const callback = statusCallback ?? action;
  const callbackUrl = callback === undefined ? undefined : absoluteUrl(callback, baseUrl);
  if (callback !== undefined && callbackUrl === undefined) {
    warnings.push(`11100: Invalid URL format: the status callback "${callback}" is not a valid URL`);
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

/** Reads an HTTP method attribute: GET or POST. Default POST, with a warning for other values. */
export function readMethod(element: XmlElement, warnings: string[], attribute = 'method'): string {
  const method = (element.attributes[attribute] ?? 'POST').toUpperCase();
  if (method === 'GET' || method === 'POST') return method;
  warnings.push(
    `12200: Schema validation warning: ${attribute} "${method}" of <${element.name}> is neither GET nor POST`,
  );
  return 'POST';
}

/**
 * Resolves an http(s) URL. Credentials and fragment stay.
 * @returns undefined for an invalid URL
 */
export function absoluteUrl(url: string, baseUrl: string): string | undefined {
  // An absolute URL stays unchanged, because it is signed.
  if (/^https?:\/\//i.test(url)) return isUrl(url) ? url : undefined;
  if (!isUrl(url, baseUrl)) return undefined;
  const resolved = new URL(url, baseUrl);
  return resolved.protocol === 'http:' || resolved.protocol === 'https:' ? resolved.href : undefined;
}
