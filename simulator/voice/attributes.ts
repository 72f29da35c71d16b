import { absoluteUrl, readMethod } from '../protocol/twiml';
import type { XmlElement } from '../model/twiml';
import type { WebhookAddress } from '../model/call-records';
import type { DocumentSource } from '../model/context';

/** Adds a warning, as Twilio's debugger does. */
export function warn(source: DocumentSource, text: string): void {
  source.line?.error(`12200: Schema validation warning: ${text}`);
}

/** Reads a whole number. Out of bounds or invalid: the default, with a warning. */
export function integerAttribute(
  source: DocumentSource,
  element: XmlElement,
  name: string,
  fallback: number,
  [min, max]: readonly [number, number],
): number {
  const text = element.attributes[name]?.trim();
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  warn(source, `${name} "${text.slice(0, 50)}" of <${element.name}> is not a whole number from ${min} to ${max}`);
  return fallback;
}

/** Reads true or false. Other values: the default, with a warning. */
export function booleanAttribute(
  source: DocumentSource,
  element: XmlElement,
  name: string,
  fallback: boolean,
): boolean {
  const text = element.attributes[name]?.trim().toLowerCase();
  if (text === undefined || text === '') return fallback;
  if (text === 'true' || text === 'false') return text === 'true';
  warn(source, `${name} "${text.slice(0, 50)}" of <${element.name}> is neither true nor false`);
  return fallback;
}

/** Reads a list, such as `initiated completed`. Skips unknown items, with a warning. */
export function listAttribute<T extends string>(
  source: DocumentSource,
  element: XmlElement,
  name: string,
  allowed: readonly T[],
  fallback: readonly T[],
): ReadonlySet<T> {
  const given = (element.attributes[name] ?? '').split(/[\s,]+/).filter((word) => word !== '');
  if (given.length === 0) return new Set(fallback);
  for (const word of given) {
    if (!allowed.some((one) => one === word))
      warn(source, `${name} of <${element.name}> has an unknown value "${word.slice(0, 50)}"`);
  }
  return new Set(allowed.filter((word) => given.includes(word)));
}

/** Reads a URL and its method. Undefined without a URL, and with a warning for an invalid URL. */
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
    source.line?.error(
      `11100: Invalid URL format: ${name} "${given.slice(0, 100)}" of <${element.name}> is not a valid URL`,
    );
    return undefined;
  }
  return { url, method: methodAttribute(source, element, methodName) };
}

/**
 * The `action` of a verb. Default: the URL of the document. Undefined without either, for a document in a REST request.
 */
export function actionAddress(source: DocumentSource, element: XmlElement): WebhookAddress | undefined {
  const given = urlAttribute(source, element, 'action', 'method');
  if (given !== undefined) return given;
  return source.url === '' ? undefined : { url: source.url, method: methodAttribute(source, element, 'method') };
}

/** Reads GET or POST. */
export function methodAttribute(source: DocumentSource, element: XmlElement, name: string): string {
  const warnings: string[] = [];
  const method = readMethod(element, warnings, name);
  for (const warning of warnings) source.line?.error(warning);
  return method;
}
