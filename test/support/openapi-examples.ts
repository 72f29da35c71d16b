import type { Ajv } from 'ajv';
import { isObject, objectOf, type JsonObject } from './openapi-spec';

/** The values of the examples of an answer. */
export function exampleValues(examples: unknown): unknown[] {
  return Object.values(objectOf(examples ?? {})).map((example) => objectOf(example)['value']);
}

/** What the examples have as a member. */
export function membersOf(examples: readonly unknown[], key: string): unknown[] {
  return examples.flatMap((example) => (isObject(example) && key in example ? [example[key]] : []));
}

/** The items of an example that is a list. */
export function itemsOf(example: unknown): unknown[] {
  return Array.isArray(example) ? example : [];
}

/** What examples show at a place beyond its schema: null, or a value of a type or format of its own. */
export function exampleSchemas(ajv: Ajv, schema: JsonObject, examples: readonly unknown[]): JsonObject[] {
  const { type } = schema;
  if (type !== undefined && type !== 'string' && type !== 'number' && type !== 'integer' && type !== 'boolean') {
    return examples.includes(null) ? [{ type: 'null' }] : [];
  }
  const strange = [...new Set(examples)].filter((example) => !ajv.validate(schema, example));
  const types = strange.map((example) => (example === null ? 'null' : typeof example));
  return [...new Set(types)].filter((one) => one !== 'object').map((one) => ({ type: one }));
}
