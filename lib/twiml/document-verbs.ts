import type * as saxesModule from 'saxes';
import { lazy } from '../lazy';
import { escapeXml, writeAttribute, type Twiml } from './element';
import { VERBS_WITH_ACTION } from './verbs';

const saxes = lazy<typeof saxesModule>(__filename, 'saxes');

/** The attributes of a verb, unescaped. */
export type Attributes = Readonly<Record<string, string>>;

/**
 * The verbs of a document, so that they can be put together with others. Comments are left out.
 * @param document was checked by {@link checkTwiml}
 * @param change gives a verb other attributes. It is called for the verbs themselves, and not for what is inside of them.
 */
export function verbsOf(
  document: string,
  change: (verb: string, attributes: Attributes) => Attributes = (_, attributes) => attributes,
): Twiml {
  const parser = new (saxes().SaxesParser)();
  let written = '';
  /** How many elements are open, with `<Response>`. */
  let depth = 0;
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    if (depth > 0) {
      const given = attributes as Record<string, string>;
      const tag = Object.entries(depth === 1 ? change(name, given) : given).map(([key, value]) =>
        writeAttribute(key, value),
      );
      written += `<${name}${tag.join('')}${isSelfClosing ? '/' : ''}>`;
    }
    depth += 1;
  });
  parser.on('closetag', ({ name, isSelfClosing }) => {
    depth -= 1;
    if (depth > 0 && !isSelfClosing) written += `</${name}>`;
  });
  const write = (text: string): void => {
    if (depth > 1) written += escapeXml(text);
  };
  parser.on('text', write);
  parser.on('cdata', write);
  parser.write(document.trim()).close();
  return written;
}

/**
 * The verbs of a document. Verbs that can have an `action` but have none get this one: Twilio requests it by POST when
 * the verb has ended.
 */
export const verbsWithAction = (document: string, action: string): Twiml =>
  verbsOf(document, (verb, attributes) => {
    const isOwn = attributes['action'] !== undefined && attributes['action'] !== '';
    return isOwn || !VERBS_WITH_ACTION.includes(verb) ? attributes : { ...attributes, action, method: 'POST' };
  });
