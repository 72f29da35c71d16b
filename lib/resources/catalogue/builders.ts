import type { Operation, Parameter } from './types';

/** The base URL of the REST API, without `https://`. */
export const API = 'api.twilio.com/2010-04-01/Accounts/{AccountSid}';

/** The start of the URL of a page of Twilio's documentation. */
export const DOCS = 'https://www.twilio.com/docs/';

/** A required SID in the path. */
export const sid = (prefix: string, name = 'sid'): Parameter => ({
  name,
  type: 'sid',
  prefix,
  required: true,
  inPath: true,
});

/** A day, under Twilio's name. */
export const date = (name: string, sentAs: string): Parameter => ({ name, type: 'date', sentAs });

/** The times between which a resource of a list must be, under Twilio's names. `property`: of the resource, in camelCase. */
export const between = (before: string, after: string, sentAs: string, property: string): readonly Parameter[] => [
  { ...date(before, `${sentAs}<`), limits: { property, as: 'before' } },
  { ...date(after, `${sentAs}>`), limits: { property, as: 'earliest' } },
];

/** The HTTP method with which Twilio requests a URL. */
export const httpMethod = (name: string): Parameter => ({ name, type: 'choice', choices: ['POST', 'GET'] });

/** Fetches one resource by its SID. */
export const getOne = (path: string, prefix: string, docs: string, ...more: Parameter[]): Operation => ({
  method: 'get',
  path,
  result: 'resource',
  parameters: [...more, sid(prefix)],
  docs,
});

/** Deletes one resource by its SID, which needs a confirmation. */
export const deleteOne = (path: string, prefix: string, docs: string, ...more: Parameter[]): Operation => ({
  method: 'delete',
  path,
  result: 'nothing',
  parameters: [...more, sid(prefix)],
  confirm: true,
  docs,
});

/** Lists resources. `key` is the property of a page that has them. */
export const listOf = (path: string, key: string, docs: string, ...parameters: Parameter[]): Operation => ({
  method: 'get',
  path,
  result: 'list',
  key,
  parameters,
  docs,
});

/** Creates or updates a resource. */
export const post = (
  path: string,
  docs: string,
  parameters: readonly Parameter[],
  more: Pick<Operation, 'fixed' | 'oneOf' | 'emptyClears' | 'confirm'> = {},
): Operation => ({ method: 'post', path, result: 'resource', parameters, ...more, docs });
