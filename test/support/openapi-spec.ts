import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** An object out of JSON; its values are looked at before they are used. */
export type JsonObject = Record<string, unknown>;

/** One operation of Twilio's OpenAPI description, with every `$ref` of its outer layers resolved. */
export interface Operation {
  /** `POST /2010-04-01/Accounts/{AccountSid}/Messages.json`, for failure messages. */
  name: string;
  document: JsonObject;
  operation: JsonObject;
  /** What the path's `{…}` stand for. */
  pathValues: Record<string, string>;
}

const folder = path.join(path.dirname(require.resolve('@twilio/cli-core/package.json')), 'src/services/twilio-api');
const documents = new Map<string, JsonObject>();

/** Finds the operation that a request calls, in the description that its host and version name. */
export function operationOf(method: string, uri: string): Operation {
  const url = new URL(uri);
  const product = /^([a-z-]+)(?:\.[a-z0-9-]+){0,2}\.twilio\.com$/.exec(url.hostname)?.[1];
  if (product === undefined) throw new Error(`${url.hostname} is no host of Twilio's API`);
  const version = url.pathname.split('/')[1] ?? '';
  const document = documentOf(product, version === '2010-04-01' ? 'v2010' : version);
  const pathname = decodeURIComponent(url.pathname);
  const candidates = Object.entries(objectOf(document['paths']))
    .map(([template, item]) => ({ template, item, values: matchPath(template, pathname) }))
    // /Balance.json and /{Sid}.json can both match: the one with fewer variables is meant.
    .sort((a, b) => Object.keys(a.values ?? {}).length - Object.keys(b.values ?? {}).length);
  const found = candidates.find(({ item, values }) => values !== undefined && method.toLowerCase() in objectOf(item));
  if (found?.values === undefined) {
    throw new Error(`Twilio's description has no operation ${method.toUpperCase()} ${pathname}`);
  }
  const item = objectOf(found.item);
  const operation = objectOf(item[method.toLowerCase()]);
  const parameters = [...listOf(item['parameters']), ...listOf(operation['parameters'])];
  return {
    name: `${method.toUpperCase()} ${found.template}`,
    document,
    operation: { ...operation, parameters: parameters.map((parameter) => resolved(document, parameter)) },
    pathValues: found.values,
  };
}

/** The object behind a `$ref`, or the value itself. */
export function resolved(document: JsonObject, value: unknown): JsonObject {
  const object = objectOf(value);
  const ref = object['$ref'];
  if (typeof ref !== 'string') return object;
  if (!ref.startsWith('#/')) throw new Error(`cannot resolve ${ref}`);
  let at: unknown = document;
  for (const part of ref.slice(2).split('/')) {
    at = objectOf(at)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  const beside = Object.entries(object).filter(([key]) => key !== '$ref');
  return { ...resolved(document, at), ...Object.fromEntries(beside) };
}

/** @throws Error when it is none: a description that has changed its shape must not pass for an empty one */
export function objectOf(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error(`expected an object, found ${String(JSON.stringify(value)).slice(0, 100)}`);
  return value;
}

/** Whether a value is an object with members, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`expected a list, found ${JSON.stringify(value).slice(0, 100)}`);
  return value;
}

function documentOf(product: string, version: string): JsonObject {
  const file = path.join(folder, `twilio_${product.replaceAll('-', '_')}_${version}.json`);
  const known = documents.get(file);
  if (known !== undefined) return known;
  if (!existsSync(file)) throw new Error(`there is no description of ${product}.twilio.com/${version}`);
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const document = objectOf(parsed);
  documents.set(file, document);
  return document;
}

function matchPath(template: string, pathname: string): Record<string, string> | undefined {
  const source = template
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 1 ? `(?<${part}>[^/]+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  const match = new RegExp(`^${source}$`).exec(pathname);
  return match === null ? undefined : { ...match.groups };
}
