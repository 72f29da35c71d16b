import { lazy } from '../lazy';
import { checkRegularExpression } from '../validation/regular-expression';
import { FilterError, type Predicate } from './filter-field';
import type * as linearRegexModule from './linear-regex';

const linearRegex = lazy<typeof linearRegexModule>(__filename, './linear-regex');

/**
 * Accepts the texts that match a regular expression, in upper or lower case, in time proportional to their length.
 * @throws {FilterError} when the expression is not valid, or needs backtracking
 */
export function regexFilter(field: string, source: string): Predicate<string> {
  try {
    checkRegularExpression(source);
    return linearRegex().compileLinear(source);
  } catch (error) {
    throw new FilterError(field, error instanceof Error ? error.message : 'the regular expression is not valid');
  }
}
