/** An element of a parsed document. Comments and processing instructions are gone. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

/** A document that is not well-formed XML. `line` and `column` count from 1. */
export class XmlError extends Error {
  override name = 'XmlError';
  constructor(
    what: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`${what} (line ${String(line)}, column ${String(column)})`);
  }
}

// Deeper than any TwiML; a limit all the same, so that a hostile document cannot exhaust the stack.
const deepest = 100;
const nameStart =
  'A-Za-z_:\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c-\\u200d\\u2c00-\\u2fef\\u3001-\\ud7ff';
const namePattern = new RegExp(`[${nameStart}][\\u0300-\\u036f${nameStart}\\-.0-9\\u00b7\\u203f-\\u2040]*`, 'y');
const spacePattern = /[ \t\r\n]*/y;
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads a small XML document strictly: one root, matching tags, quoted attributes that occur once, the five named
 * entities and character references, CDATA, comments and processing instructions. A document type is refused, because
 * TwiML has none and entities of one's own are an attack.
 *
 * @returns the root element
 * @throws XmlError with the place of the first mistake, and nothing else
 */
export function parseXml(text: string): XmlElement {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  let at = 0;

  function fail(what: string, where = at): never {
    const before = source.slice(0, where).split('\n');
    throw new XmlError(what, before.length, (before[before.length - 1] ?? '').length + 1);
  }
  const looksAt = (word: string): boolean => source.startsWith(word, at);
  function match(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0] ?? '';
    at += found.length;
    return found;
  }
  function upTo(end: string, what: string): string {
    const stop = source.indexOf(end, at);
    if (stop === -1) fail(`${what} is not closed`);
    const inside = source.slice(at, stop);
    at = stop + end.length;
    return inside;
  }
  function name(what: string): string {
    const found = match(namePattern);
    if (found === '') fail(`${what} expected`);
    return found;
  }
  function decoded(raw: string, start: number): string {
    return raw.replace(/&([^;&\s<]*);?/g, (whole, body: string, offset: number) => {
      const where = start + offset;
      if (!whole.endsWith(';')) fail('"&" starts no entity; write &amp;', where);
      const plain = named[body];
      if (plain !== undefined && Object.hasOwn(named, body)) return plain;
      const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(body);
      if (digits === null) fail(`unknown entity &${body};`, where);
      const code = digits[1] === undefined ? Number(digits[2]) : parseInt(digits[1], 16);
      const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      const character = isCharacter ? String.fromCodePoint(code) : '\0';
      if (forbidden.test(character)) fail(`&${body}; is no character that XML allows`, where);
      return character;
    });
  }
  /** Comments, processing instructions and white space, where nothing else may be. */
  function misc(): void {
    for (;;) {
      match(spacePattern);
      if (!comment() && !instruction()) return;
    }
  }
  function comment(): boolean {
    if (!looksAt('<!--')) return false;
    const start = at;
    at += 4;
    if (upTo('-->', 'a comment').includes('--')) fail('"--" within a comment', start);
    return true;
  }
  function instruction(): boolean {
    if (!looksAt('<?')) return false;
    const start = at;
    at += 2;
    const target = name('the name of a processing instruction');
    if (target.toLowerCase() === 'xml' && (start !== 0 || target !== 'xml')) {
      fail('an XML declaration belongs at the very start', start);
    }
    upTo('?>', 'a processing instruction');
    return true;
  }
  function attributes(): Record<string, string> {
    const found = new Map<string, string>();
    for (;;) {
      const space = match(spacePattern);
      if (at >= source.length) fail('a tag is not closed');
      if (looksAt('>') || looksAt('/>')) break;
      if (space === '') fail('white space expected between attributes');
      const start = at;
      const key = name('the name of an attribute');
      match(spacePattern);
      if (!looksAt('=')) fail(`attribute "${key}" has no value`);
      at += 1;
      match(spacePattern);
      const quote = source[at];
      if (quote !== '"' && quote !== "'") fail(`the value of "${key}" is not quoted`);
      at += 1;
      const begin = at;
      const raw = upTo(quote, `the value of "${key}"`);
      if (raw.includes('<')) fail(`"<" within the value of "${key}"; write &lt;`, begin + raw.indexOf('<'));
      if (found.has(key)) fail(`attribute "${key}" occurs twice`, start);
      found.set(key, decoded(raw.replace(/[\t\n]/g, ' '), begin));
    }
    // Through Object.fromEntries, an attribute called __proto__ stays an attribute.
    return Object.fromEntries(found);
  }
  function element(depth: number): XmlElement {
    if (depth > deepest) fail('elements are nested too deeply');
    at += 1;
    const start = at;
    const tag = name('the name of an element');
    const result: XmlElement = { name: tag, attributes: attributes(), children: [] };
    if (looksAt('/>')) {
      at += 2;
      return result;
    }
    at += 1;
    for (;;) {
      if (at >= source.length) fail(`<${tag}> is not closed`, start - 1);
      if (looksAt('</')) break;
      if (comment() || instruction()) continue;
      if (looksAt('<![CDATA[')) {
        at += 9;
        append(result, upTo(']]>', 'a CDATA section'));
      } else if (looksAt('<!')) {
        fail('"<!" starts nothing that is allowed here');
      } else if (looksAt('<')) {
        result.children.push(element(depth + 1));
      } else {
        const begin = at;
        const next = source.indexOf('<', at);
        at = next === -1 ? source.length : next;
        const raw = source.slice(begin, at);
        if (raw.includes(']]>')) fail('"]]>" outside a CDATA section', begin + raw.indexOf(']]>'));
        append(result, decoded(raw, begin));
      }
    }
    const end = at;
    at += 2;
    const closing = name('the name of an element');
    if (closing !== tag) fail(`</${closing}> where </${tag}> was expected`, end);
    match(spacePattern);
    if (!looksAt('>')) fail(`</${tag} is not closed`);
    at += 1;
    return result;
  }

  const bad = forbidden.exec(source) ?? loneSurrogate.exec(source);
  if (bad !== null) fail('a character that XML does not allow', bad.index);
  misc();
  if (looksAt('<!')) fail('a document type is not allowed');
  if (!looksAt('<')) fail(at >= source.length ? 'there is no element' : 'text outside the root element');
  const root = element(1);
  misc();
  if (at < source.length) fail('something follows the root element');
  return root;
}

/** All the text of an element, that of its children included. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function append(element: XmlElement, text: string): void {
  if (text === '') return;
  const last = element.children.length - 1;
  const before = element.children[last];
  if (typeof before === 'string') element.children[last] = before + text;
  else element.children.push(text);
}
