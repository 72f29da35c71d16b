import { createContext, Script } from 'node:vm';
import { parseRegularExpression } from '../validation/regular-expression';
import { FilterError, type Predicate } from './filter-field';

/** How long a regular expression may take for one text, in milliseconds. */
const TIMEOUT_MS = 100;

/** After so many timeouts, an expression is no longer tried until the next deployment. */
const MAX_TIMEOUTS = 5;

const createSandbox = () => ({ script: new Script('expression.test(text)'), context: createContext({}) });
let sandbox: ReturnType<typeof createSandbox> | undefined;

/**
 * `expression.test(text)` with a time limit, because an expression may take forever for a text that was made for it. Only
 * the time limit of a script can interrupt it.
 * @throws when the time is over
 */
function testWithTimeout(expression: RegExp, text: string): boolean {
  const { script, context } = (sandbox ??= createSandbox());
  context['expression'] = expression;
  context['text'] = text;
  const start = process.cpuUsage();
  for (;;) {
    try {
      return script.runInContext(context, { timeout: TIMEOUT_MS }) === true;
    } catch (error) {
      // The limit is wall-clock time. On a busy machine it may be over before this process has used that much CPU time.
      const { user, system } = process.cpuUsage(start);
      if (!isTimeout(error) || (user + system) / 1000 >= TIMEOUT_MS) throw error;
    }
  }
}

/** The error comes from another context, so it is not an instance of this context's `Error`. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/** @throws {FilterError} when the expression is not valid */
function compile(field: string, source: string): RegExp {
  try {
    return parseRegularExpression(source);
  } catch (error) {
    throw new FilterError(field, error instanceof Error ? error.message : 'the regular expression is not valid');
  }
}

/**
 * Accepts the texts that match a regular expression, in upper or lower case.
 * @throws {FilterError} when the expression is not valid. The predicate throws it when the expression takes too long.
 */
export function regexFilter(field: string, source: string): Predicate<string> {
  const expression = compile(field, source);
  let timeouts = 0;
  return (text) => {
    // Otherwise a sender who knows a slow text could block Node-RED with many of them.
    if (timeouts >= MAX_TIMEOUTS) {
      throw new FilterError(field, 'the regular expression was disabled, because it took too long several times');
    }
    try {
      return testWithTimeout(expression, text);
    } catch {
      timeouts += 1;
      throw new FilterError(field, `the regular expression took longer than ${TIMEOUT_MS} ms. Simplify it`);
    }
  };
}
