/** The catalogue of operations, as the form of the rest api node shows it. */

import { CATALOGUE, operationOf, type Operation, type Parameter } from '../../lib/resources/catalogue';
import { requestOf } from '../../lib/resources/request';
import { needsConfirmation, requestUrl } from '../../lib/resources/request-confirmation';
import { objectIn, type JsonRow } from '../../editor/fields/json-rows';
import { isVariable, type Problem } from '../../editor/validators/check';
import { jsonObject } from '../../editor/validators/validators';

/** Entries of the list that are not resources of the catalogue and have no operations. */
export const SPECIAL = ['summary', 'credentials', 'analytics', 'request'] as const;

/** The resources of the list. */
export const RESOURCES: readonly string[] = [...Object.keys(CATALOGUE), ...SPECIAL];

/** The operations of a resource in the catalogue. */
export function operationsOf(resource: string): string[] {
  const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = CATALOGUE;
  return Object.hasOwn(operations, resource) ? Object.keys(operations[resource] ?? {}) : [];
}

/** https://www.twilio.com/docs/usage/api */
const GENERAL_DOCS = 'https://www.twilio.com/docs/usage/api';

/** The page of Twilio's documentation. */
export const docsOf = (resource: string, operation: string): string =>
  operationOf(resource, operation)?.docs ?? GENERAL_DOCS;

/** The parameters of an operation. */
export function parametersOf(resource: string, operation: string): readonly Parameter[] {
  if (resource === 'analytics') return [{ name: 'days', type: 'number' }];
  return operationOf(resource, operation)?.parameters ?? [];
}

/** The chosen resource and operation. */
export interface Chosen {
  resource: string;
  operation: string;
}

/** The parameters that are kept for another operation: without those that only the previous operation has. */
export function keptParameters(
  given: Readonly<Record<string, unknown>>,
  before: Chosen,
  now: Chosen,
): Record<string, unknown> {
  const names = ({ resource, operation }: Chosen): string[] =>
    parametersOf(resource, operation).map(({ name }) => name);
  const [old, known] = [names(before), names(now)];
  return Object.fromEntries(Object.entries(given).filter(([name]) => !old.includes(name) || known.includes(name)));
}

/** An example of a parameter's value. */
function placeholderOf({ type, prefix = '', choices = [], orNumber = false }: Parameter): string {
  switch (type) {
    case 'sid':
      if (orNumber) return '+14155550100';
      return choices[0] ?? `${prefix === '' ? 'XX' : prefix}${'x'.repeat(32)}`;
    case 'date':
      return '2026-11-20';
    case 'url':
      return 'https://example.com';
    case 'socket':
      return 'wss://example.com/audio';
    case 'time':
      return '2026-11-20T18:00:00Z';
    case 'phone':
      return '+14155550100';
    case 'country':
      return 'US';
    default:
      return '';
  }
}

/** The rows for the parameters of an operation, the required ones first. */
export function parameterRows(resource: string, operation: string): JsonRow[] {
  const rows = parametersOf(resource, operation).map((parameter): JsonRow => {
    const { name, type, required = false, choices = [] } = parameter;
    const kind = type === 'choice' || type === 'boolean' || type === 'number' ? type : 'text';
    return {
      name,
      kind,
      required,
      placeholder: resource === 'analytics' ? '7' : placeholderOf(parameter),
      ...(kind === 'choice' ? { choices } : {}),
    };
  });
  return rows.sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
}

/** An example of the parameters. */
function exampleOf(resource: string, operation: string): string {
  const [row] = parameterRows(resource, operation);
  return `{ "${row?.name ?? 'Name'}": "${row?.placeholder ?? ''}" }`;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Whether a parameter's value is one that an operation accepts. The running node checks it with the same function. */
function isAccepted(operation: Operation, parameter: Parameter, value: unknown): boolean {
  const { name } = parameter;
  try {
    requestOf({ ...operation, parameters: [parameter], oneOf: [name] }, { [name]: value }, 'AC');
    return true;
  } catch {
    return false;
  }
}

/** The sentence for a value of the wrong type. */
function typeProblem({
  name,
  type,
  prefix = '',
  choices = [],
  orNumber = false,
  relative = false,
}: Parameter): Problem {
  const values = { name, prefix: prefix === '' ? 'XX' : prefix, choices: choices.join(', ') };
  if (type === 'sid' && orNumber) return { key: 'parameterType.sidOrNumber', values };
  if (type === 'sid' && choices.length > 0) return { key: 'parameterType.sidOrChoice', values };
  if (type === 'date' && relative) return { key: 'parameterType.relativeDate', values };
  return { key: `parameterType.${type}`, values };
}

/** The problem of the node's parameters. The running node checks them with the same function. */
export function parametersProblem(resource: string, operation: string, text: string): Problem | undefined {
  if (isVariable(text)) return undefined;
  const broken = jsonObject(exampleOf(resource, operation))(text);
  if (broken) return broken;
  // `setWebhooks` is an update of the number.
  const found = operationOf(resource, operation === 'setWebhooks' ? 'update' : operation);
  if (found === undefined) return undefined;
  const given = objectIn(text) ?? {};
  try {
    requestOf(found, given, 'AC');
    return undefined;
  } catch (error) {
    // In the editor's language. The text of an error is in English.
    const names = found.parameters.map(({ name }) => name);
    const unknown = Object.keys(given).find((name) => !names.includes(name) && isGiven(given[name]));
    if (unknown !== undefined) return { key: 'parameterUnknown', values: { name: unknown } };
    const missing = found.parameters.find(({ name, required }) => required === true && !isGiven(given[name]));
    if (missing !== undefined) return { key: 'parameterMissing', values: { name: missing.name } };
    const wrong = found.parameters.find(
      (parameter) => isGiven(given[parameter.name]) && !isAccepted(found, parameter, given[parameter.name]),
    );
    if (wrong !== undefined) return typeProblem(wrong);
    if (found.oneOf !== undefined) return { key: 'parameterOneOf', values: { names: found.oneOf.join(', ') } };
    return { key: 'said', values: { reason: error instanceof Error ? error.message : String(error) } };
  }
}

/** A custom request, as it is in the form. */
export interface CustomRequest {
  method: string;
  /** A fixed path; undefined when it comes from elsewhere. */
  path: string | undefined;
  /** The JSON of the parameters; undefined when they come from elsewhere. */
  parameters: string | undefined;
}

/** Whether it is certain that an operation or a request costs money or cannot be undone. */
export function isToConfirm({ resource, operation }: Chosen, { method, path, parameters }: CustomRequest): boolean {
  if (resource !== 'request') return operationOf(resource, operation)?.confirm === true;
  if (method === 'DELETE') return true;
  const url = path === undefined ? undefined : requestUrl(path);
  return url !== undefined && needsConfirmation(method.toLowerCase(), url, objectIn(parameters ?? '') ?? {});
}
