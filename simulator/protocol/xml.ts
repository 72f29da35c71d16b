import { SaxesParser } from 'saxes';
import type { XmlElement } from '../model/twiml';

/** A document that is not well-formed XML. `line` and `column` count from 1; the column is where the mistake was seen. */
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
const MAX_DEPTH = 100;

/**
 * Reads a small XML document strictly. A document type is refused, because TwiML has none and entities of one's own are
 * an attack.
 *
 * @returns the root element
 * @throws XmlError with the place of the first mistake, and nothing else
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser();
  const open: XmlElement[] = [];
  let attributes = new Map<string, string>();
  let root: XmlElement | undefined;

  const fail = (what: string): never => {
    throw new XmlError(what, parser.line, Math.max(1, parser.columnIndex));
  };
  const append = (piece: string): void => {
    const parent = open[open.length - 1];
    if (parent === undefined || piece === '') return;
    const last = parent.children.length - 1;
    const before = parent.children[last];
    // Text comes in pieces around a comment or a CDATA section.
    if (typeof before === 'string') parent.children[last] = before + piece;
    else parent.children.push(piece);
  };

  parser.on('error', (error) => fail(error.message.replace(/^(?:\d+:\d+: )?/, '').replace(/\.$/, '')));
  parser.on('doctype', () => fail('a document type is not allowed'));
  parser.on('attribute', ({ name, value }) => {
    attributes.set(name, value);
  });
  parser.on('opentag', ({ name }) => {
    if (open.length >= MAX_DEPTH) fail('elements are nested too deeply');
    // Through Object.fromEntries, an attribute called __proto__ stays an attribute.
    const element: XmlElement = { name, attributes: Object.fromEntries(attributes), children: [] };
    attributes = new Map();
    open[open.length - 1]?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', append);
  parser.on('cdata', append);
  parser.write(text).close();
  return root ?? fail('there is no element');
}

/** All the text of an element, that of its children included. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
