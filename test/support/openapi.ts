import assert from 'node:assert/strict';
import { Ajv, type ValidateFunction } from 'ajv';
import { exampleValues } from './openapi-examples';
import { strictSchema } from './openapi-schema';
import { formats } from './openapi-formats';
import { listOf, objectOf, operationOf, resolved, type JsonObject, type Operation } from './openapi-spec';

/** A request as it leaves through the SDK's RequestClient. */
export interface RestRequestLike {
  method: string;
  uri: string;
  params?: Record<string, unknown> | undefined;
  data?: Record<string, unknown> | string | undefined;
}

export interface RestResponseLike {
  statusCode: number;
  body: unknown;
}

const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, formats });
const validators = new Map<string, ValidateFunction>();

/**
 * Fails unless Twilio's OpenAPI description has this operation and describes every parameter of the request, with its
 * type, format and range, and unless what is required is there. Twilio itself ignores a parameter that it does not
 * know, so a misspelt one would not be noticed. Here it is a failure.
 */
export function assertKnownRequest(request: RestRequestLike): void {
  const operation = operationOf(request.method, request.uri);
  const { document, name, pathValues } = operation;
  const described = listOf(operation.operation['parameters']).map((parameter) => objectOf(parameter));
  const known = (place: string): Map<string, JsonObject> =>
    new Map(described.filter((one) => one['in'] === place).map((one) => [text(one['name']), one]));

  for (const [key, value] of Object.entries(pathValues)) {
    const parameter = known('path').get(key);
    assert.ok(parameter, `${name}: the description forgot {${key}}`);
    checkValue(document, `${name} {${key}}`, parameter['schema'], [value]);
  }
  const query = gathered(new URL(request.uri).search, request.params);
  const queryParameters = known('query');
  for (const [key, values] of query) {
    const parameter = queryParameters.get(key);
    assert.ok(parameter, `${name}: Twilio knows no query parameter "${key}"`);
    checkValue(document, `${name} ?${key}`, parameter['schema'], values);
  }
  for (const [key, parameter] of queryParameters) {
    assert.ok(parameter['required'] !== true || query.has(key), `${name}: the query parameter "${key}" is missing`);
  }
  checkBody(operation, request.data);
}

/**
 * Fails unless the description has this status as a success of the operation, and the body is exactly what it
 * describes: every property of the right type, none that is not described, none left out.
 *
 * @param options.optional properties that Twilio leaves out at times, by name
 * @param options.nullable properties that are null at times without being said to be, by name
 */
export function assertDescribedResponse(
  request: RestRequestLike,
  response: RestResponseLike,
  options: { optional?: string[]; nullable?: string[] } = {},
): void {
  const { document, name, operation } = operationOf(request.method, request.uri);
  const status = String(response.statusCode);
  const answers = objectOf(operation['responses']);
  assert.ok(/^2\d\d$/.test(status), `${name}: ${status} is no success: ${JSON.stringify(response.body)}`);
  assert.ok(status in answers, `${name}: the status ${status} is not described (${Object.keys(answers).join(', ')})`);
  const content = resolved(document, answers[status])['content'];
  if (content === undefined) {
    const isEmpty = response.body === '' || response.body === undefined || response.body === null;
    assert.ok(isEmpty, `${name}: ${status} has no body, but this came: ${JSON.stringify(response.body)}`);
    return;
  }
  const { schema, examples } = objectOf(objectOf(content)['application/json']);
  const { optional = [], nullable = [] } = options;
  const key = `${name} ${status} ${optional.join()} ${nullable.join()}`;
  const validate =
    validators.get(key) ??
    ajv.compile(strictSchema(ajv, document, schema, { optional, nullable }, exampleValues(examples)));
  validators.set(key, validate);
  if (validate(response.body)) return;
  const errors = (validate.errors ?? []).map(
    (error) =>
      `  ${error.instancePath || 'body'} ${error.message ?? ''} ${JSON.stringify(error.params)} – ${shown(error.data)}`,
  );
  assert.fail(`${name}: the answer ${status} is not what Twilio describes:\n${errors.join('\n')}`);
}

function checkBody({ document, name, operation }: Operation, data: RestRequestLike['data']): void {
  const requestBody = operation['requestBody'];
  if (requestBody === undefined) {
    assert.equal([...gathered(data)].length, 0, `${name} takes no body`);
    return;
  }
  const content = objectOf(resolved(document, requestBody)['content']);
  const form = content['application/x-www-form-urlencoded'];
  if (form === undefined) {
    const schema = strictSchema(ajv, document, objectOf(content['application/json'])['schema'], undefined);
    const validate = ajv.compile(schema);
    const body: unknown = typeof data === 'string' ? JSON.parse(data) : data;
    assert.ok(validate(body), `${name}: ${ajv.errorsText(validate.errors, { dataVar: 'body' })}`);
    return;
  }
  const schema = resolved(document, objectOf(form)['schema']);
  const properties = objectOf(schema['properties'] ?? {});
  const fields = gathered(data);
  for (const [key, values] of fields) {
    // A map collapses its keys into the name: Parameters.Name=value.
    const property = properties[key] ?? properties[key.split('.')[0] ?? ''];
    assert.ok(property, `${name}: Twilio knows no parameter "${key}"`);
    checkValue(document, `${name} ${key}`, property, values);
  }
  for (const key of listOf(schema['required'])) {
    assert.ok(fields.has(text(key)), `${name}: the parameter "${text(key)}" is missing`);
  }
  const groups = listOf(objectOf(operation['x-twilio'] ?? {})['conditional']);
  for (const group of groups.map((one) => listOf(one).map((field) => pascalCase(text(field))))) {
    assert.ok(
      group.some((field) => fields.has(field)),
      `${name}: one of ${group.join(', ')} must be given`,
    );
  }
}

/** Checks the words of a parameter as they go over the wire: everything is a string there. */
function checkValue(document: JsonObject, where: string, schema: unknown, values: string[]): void {
  const described = resolved(document, schema);
  if (described['type'] === 'array') {
    for (const value of values) checkValue(document, where, described['items'], [value]);
    return;
  }
  assert.equal(values.length, 1, `${where} may occur once, not ${String(values.length)} times`);
  const isFormatIgnored =
    described['x-twilio'] !== undefined && objectOf(described['x-twilio'])['ignoreFormat'] === true;
  const { format, ...rest } = described;
  const validate = ajv.compile(isFormatIgnored || format === undefined ? rest : { ...rest, format });
  const value = typed(where, described['type'], values[0] ?? '');
  assert.ok(validate(value), `${where}: ${ajv.errorsText(validate.errors, { dataVar: shown(value) })}`);
}

function typed(where: string, type: unknown, value: string): unknown {
  switch (type) {
    case 'integer':
      assert.match(value, /^-?\d+$/, `${where} must be a whole number`);
      return Number(value);
    case 'number':
      assert.match(value, /^-?\d+(\.\d+)?$/, `${where} must be a number`);
      return Number(value);
    case 'boolean':
      assert.match(value, /^(true|false)$/, `${where} must be true or false`);
      return value === 'true';
    case 'object': {
      const parsed: unknown = JSON.parse(value);
      return parsed;
    }
    default:
      return value;
  }
}

/** Parameters by name, from a query, a record as the SDK gives it, or both. What is undefined is not sent. */
function gathered(...sources: (Record<string, unknown> | string | undefined)[]): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const add = (key: string, value: unknown): void => {
    if (value === undefined) return;
    if (Array.isArray(value)) {
      for (const item of value) add(key, item);
      return;
    }
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    assert.ok(isPlain, `"${key}" is ${shown(value)}: only text, numbers and booleans can go into a form`);
    fields.set(key, [...(fields.get(key) ?? []), String(value)]);
  };
  for (const source of sources) {
    const entries = typeof source === 'string' ? [...new URLSearchParams(source)] : Object.entries(source ?? {});
    for (const [key, value] of entries) add(key, value);
  }
  return fields;
}

function pascalCase(words: string): string {
  return words.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`expected text, found ${JSON.stringify(value) ?? 'nothing'}`);
  return value;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 200);
}

/** A request and its response. */
export interface DescribedCall {
  request: RestRequestLike;
  response: RestResponseLike;
}

/** The calls with a successful response. */
export const succeeded = <C extends DescribedCall>(calls: readonly C[]): C[] =>
  calls.filter(({ response }) => response.statusCode < 300);

/** Fails unless each request and its response are as Twilio describes them. */
export function assertAllDescribed(calls: readonly DescribedCall[]): void {
  for (const { request, response } of calls) {
    assertKnownRequest(request);
    assertDescribedResponse(request, response);
  }
}
