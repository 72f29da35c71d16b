/** Strict JSON schemas from Twilio's OpenAPI description. */
import type { Ajv } from 'ajv';
import { exampleSchemas, itemsOf, membersOf } from './openapi-examples';
import { objectOf, resolved, type JsonObject } from './openapi-spec';

/** Properties that may be absent, and properties that may be null although the description does not say so. By name. */
export interface Lenience {
  optional: readonly string[];
  nullable: readonly string[];
}

/**
 * Makes a JSON schema from a schema of OpenAPI 3.0. References are resolved, and `nullable` becomes the type null. Only
 * described properties are allowed. Unless `lenience` is undefined, all of them are required.
 *
 * Some of Twilio's examples contradict Twilio's description, such as a price as text where the description says a number. Then
 * the examples are right, because they show what the API answers.
 * @param ajv checks the examples
 * @param examples the values of the examples at this place
 */
export function strictSchema(
  ajv: Ajv,
  document: JsonObject,
  given: unknown,
  lenience: Lenience | undefined,
  examples: readonly unknown[] = [],
): JsonObject {
  const { nullable, properties, items, ...schema } = resolved(document, given);
  const result: JsonObject = { ...schema };
  if (properties !== undefined) {
    const entries = Object.entries(objectOf(properties));
    result['properties'] = Object.fromEntries(
      entries.map(([key, one]) => [
        key,
        strictSchema(ajv, document, one, lenience, [
          ...membersOf(examples, key),
          ...(lenience?.nullable.includes(key) === true ? [null] : []),
        ]),
      ]),
    );
    result['additionalProperties'] = false;
    if (lenience !== undefined) {
      result['required'] = entries.map(([key]) => key).filter((key) => !lenience.optional.includes(key));
    }
  }
  if (items !== undefined) result['items'] = strictSchema(ajv, document, items, lenience, examples.flatMap(itemsOf));
  const shown = exampleSchemas(ajv, result, examples);
  if (nullable !== true) return shown.length === 0 ? result : { anyOf: [...shown, result] };
  // Twilio's own examples show "" where a nullable SID or URL is not set.
  const unset: JsonObject[] = result['type'] === 'string' ? [{ type: 'null' }, { const: '' }] : [{ type: 'null' }];
  return { anyOf: [...unset, ...shown, result] };
}
