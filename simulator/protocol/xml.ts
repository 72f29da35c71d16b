import { SaxesParser } from 'saxes';
import type { XmlElement } from '../model/twiml';

/** Invalid XML. `line` and `column` start at 1 and say where the parser found the error. */
export class XmlError extends Error {
  override name = 'XmlError';
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`${message} (line ${String(line)}, column ${String(column)})`);
  }
}

// Protects the stack. TwiML is never this deep.
const MAX_DEPTH = 100;

/**
 * Parses an XML document. A document type is an error: TwiML has none, and custom entities are an attack.
 *
 * @returns the root element
 * @throws XmlError with the place of the first error
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
    // Comments and CDATA sections split the text.
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
    // Object.fromEntries keeps an attribute called __proto__.
    const element: XmlElement = { name, attributes: Object.fromEntries(attributes), children: [] };
    attributes = new Map();
    open[open.length - 1]?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', append);
  parser.on('cdata', append);
  // saxes throws a RangeError for some unpaired surrogates.
  parser.write(text.toWellFormed()).close();
  return root ?? fail('the document has no element');
}

/** The text of an element and its children. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
