/** What the form of rest api says about its parameters: in the catalogue, so that it is in the editor's language. */
import assert from 'node:assert/strict';
import { CATALOGUE, type Operation } from '../../lib/resources/catalogue';
import { parametersProblem } from '../../nodes/api/api-parameters.editor';
import { COMPLETE_LANGUAGES, flatten, stringsOf } from '../../scripts/locales';

/** A value that no type but `text` and `choice` accepts. */
const WRONG = '?';

const resources = Object.entries(CATALOGUE) as [string, Record<string, Operation>][];

describe('the parameters of rest api, in the form', () => {
  it('have a sentence in every language for each value of the wrong type', () => {
    const used = new Set<string>();
    for (const [resource, operations] of resources) {
      for (const [operation, { parameters }] of Object.entries(operations)) {
        const required = Object.fromEntries(
          parameters.filter((one) => one.required === true).map(({ name }) => [name, WRONG]),
        );
        for (const { name, type } of parameters) {
          const value = type === 'text' ? { a: 1 } : WRONG;
          const problem = parametersProblem(resource, operation, JSON.stringify({ ...required, [name]: value }));
          assert.ok(problem, `${resource} ${operation} ${name}`);
          assert.match(problem.key, /^parameterType\./, `${resource} ${operation} ${name}`);
          used.add(problem.key);
        }
      }
    }
    assert.ok(used.size >= 10, [...used].join());
    for (const language of COMPLETE_LANGUAGES) {
      const sentences = flatten(stringsOf(language, 'common.json'));
      for (const key of used) assert.ok(sentences.has(`common.error.${key}`), `${language} ${key}`);
    }
  });

  it('say what is missing, unknown, or needed beside another one', () => {
    assert.deepEqual(parametersProblem('messages', 'get', '{}')?.key, 'parameterMissing');
    assert.deepEqual(parametersProblem('messages', 'list', '{ "x": 1 }')?.key, 'parameterUnknown');
    const [resource = '', operations = {}] =
      resources.find(([, all]) => Object.values(all).some(({ oneOf }) => oneOf)) ?? [];
    const [operation = '', found] = Object.entries(operations).find(([, { oneOf }]) => oneOf) ?? [];
    assert.ok(found?.oneOf);
    const given = Object.fromEntries(
      found.parameters
        .filter(({ required }) => required === true)
        .map(({ name, prefix }) => [name, `${prefix ?? ''}${'0'.repeat(32)}`]),
    );
    assert.deepEqual(parametersProblem(resource, operation, JSON.stringify(given)), {
      key: 'parameterOneOf',
      values: { names: found.oneOf.join(', ') },
    });
  });
});
