import { mimeType, readResponse, TwimlError, XML_TYPES } from '../protocol/twiml';
import { warn } from './attributes';
import type { DocumentSource } from '../model/context';
import type { XmlElement } from '../model/twiml';

/**
 * Reads a response: TwiML, plain text to say, or audio to play.
 * @throws TwimlError 12300 for another content type, 12100 for invalid XML
 */
export function readVoiceResponse(response: { contentType: string; body: string; url: string }): XmlElement {
  const type = mimeType(response.contentType);
  const only = (name: string, text: string): XmlElement => ({
    name: 'Response',
    attributes: {},
    children: [{ name, attributes: {}, children: [text] }],
  });
  if (type === 'text/plain') return only('Say', response.body);
  if (type.startsWith('audio/')) return only('Play', response.url);
  if (!XML_TYPES.has(type)) {
    throw new TwimlError(12300, `Invalid Content-Type: "${type}" - respond with text/xml`);
  }
  return readResponse(response.body);
}

/** The child elements. Warns about text between them. */
export function childElements(element: XmlElement, source: DocumentSource | undefined): XmlElement[] {
  return element.children.filter((child): child is XmlElement => {
    if (typeof child !== 'string') return true;
    if (child.trim() !== '' && source !== undefined) warn(source, `text within <${element.name}> is ignored`);
    return false;
  });
}
