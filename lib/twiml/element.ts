/** An attribute without a value, such as `finishOnKey=""`. */
export const EMPTY = Symbol('an empty attribute');

/** An attribute of a TwiML element. `undefined` and an empty text leave it out. */
export type AttributeValue = string | number | boolean | typeof EMPTY | undefined;

/** TwiML that is well-formed already, so that it is not escaped again. */
export type Twiml = string;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** White space as a character reference, because a parser changes it otherwise. */
const reference = (char: string): string => `&#${char.charCodeAt(0)};`;

/** Everything that XML 1.0 does not allow. https://www.w3.org/TR/xml/#charsets */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text as the content or an attribute of an element. Characters that XML cannot have are removed. */
export function escapeXml(text: string): Twiml {
  return text.replace(NOT_XML, '').replace(/[&<>"\r]/g, (char) => ENTITIES[char] ?? reference(char));
}

/** An attribute of a start tag, with a space before it. The value is escaped. */
export const writeAttribute = (name: string, value: string): Twiml =>
  ` ${name}="${escapeXml(value).replace(/[\t\n]/g, reference)}"`;

/**
 * One element of a TwiML document.
 *
 * The SDK's `VoiceResponse` is not used for steps: its types do not have all of Twilio's attributes, and a script is
 * put together from elements that may have been kept on disk in between.
 * @param name as in Twilio's documentation, such as `Gather`
 * @param attributes by name, as in Twilio's documentation. They are escaped.
 * @param content elements, or text that {@link escapeXml} has returned
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
  ...content: readonly Twiml[]
): Twiml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([attribute, value]) => writeAttribute(attribute, value === EMPTY ? '' : String(value)))
    .join('');
  const inner = content.join('');
  // Joined, and not concatenated: V8 keeps a concatenated text as a tree of its parts, and thousands of documents are kept.
  return (inner === '' ? ['<', name, written, '/>'] : ['<', name, written, '>', inner, '</', name, '>']).join('');
}
