/** Checks from the functions that the runtime reads values with, so that both accept the same values. */

import { shaped, type Check, type Problem } from './check';

/** A check from a function that throws when the value is not valid. */
export const reads = (read: (value: string) => unknown, problem: Problem): Check =>
  shaped((value) => {
    try {
      read(value);
      return undefined;
    } catch {
      return problem;
    }
  });

/** A check from a predicate. */
export const matches = (test: (value: string) => boolean, problem: Problem): Check =>
  shaped((value) => (test(value) ? undefined : problem));
