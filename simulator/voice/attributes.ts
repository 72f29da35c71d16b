import { absoluteUrl, readMethod } from '../protocol/twiml';
import type { XmlElement } from '../model/twiml';
import type { WebhookAddress } from '../model/call-records';
import type { DocumentSource } from '../model/context';

/** What Twilio's debugger would say. */
export function warn(source: DocumentSource, text: string): void {
  source.line?.error(`12200: Schema validation warning: ${text}`);
}

/** A whole number within bounds; the default when there is none, or one that Twilio would not take. */
export function integerAttribute(
  source: DocumentSource,
  element: XmlElement,
  name: string,
  otherwise: number,
  [least, most]: readonly [number, number],
): number {
  const text = element.attributes[name]?.trim();
  if (text === undefined || text === '') return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  warn(source, `${name} "${text.slice(0, 50)}" of <${element.name}> is no whole number from ${least} to ${most}`);
  return otherwise;
}

/** True or false; the default when it is neither. */
export function booleanAttribute(
  source: DocumentSource,
  element: XmlElement,
  name: string,
  otherwise: boolean,
): boolean {
  const text = element.attributes[name]?.trim().toLowerCase();
  if (text === undefined || text === '') return otherwise;
  if (text === 'true' || text === 'false') return text === 'true';
  warn(source, `${name} "${text.slice(0, 50)}" of <${element.name}> is neither true nor false`);
  return otherwise;
}

/** The words of a list, such as `initiated completed`; those that it may not hold are warned of and left out. */
export function listAttribute<T extends string>(
  source: DocumentSource,
  element: XmlElement,
  name: string,
  known: readonly T[],
  otherwise: readonly T[],
): ReadonlySet<T> {
  const given = (element.attributes[name] ?? '').split(/[\s,]+/).filter((word) => word !== '');
  if (given.length === 0) return new Set(otherwise);
  for (const word of given) {
    if (!known.some((one) => one === word))
      warn(source, `${name} of <${element.name}> knows no "${word.slice(0, 50)}"`);
  }
  return new Set(known.filter((word) => given.includes(word)));
}

/** The address in an attribute; undefined when there is none, or none that can be called. */
export function urlAttribute(
  source: DocumentSource,
  element: XmlElement,
  name: string,
  methodName: string,
): WebhookAddress | undefined {
  const given = element.attributes[name]?.trim();
  if (given === undefined || given === '') return undefined;
  const url = absoluteUrl(given, source.url);
  if (url === undefined) {
    source.line?.error(`11100: Invalid URL format: ${name} "${given.slice(0, 100)}" of <${element.name}> is no URL`);
    return undefined;
  }
  return { url, method: methodAttribute(source, element, methodName) };
}

/**
 * Where a verb goes on: its `action`, or the document itself. Undefined for a document that came with a request and has
 * no address.
 */
export function actionAddress(source: DocumentSource, element: XmlElement): WebhookAddress | undefined {
  const given = urlAttribute(source, element, 'action', 'method');
  if (given !== undefined) return given;
  return source.url === '' ? undefined : { url: source.url, method: methodAttribute(source, element, 'method') };
}

/** GET or POST. */
export function methodAttribute(source: DocumentSource, element: XmlElement, name: string): string {
  const warnings: string[] = [];
  const method = readMethod(element, warnings, name);
  for (const warning of warnings) source.line?.error(warning);
  return method;
}
