/**
 * The editor marks a value exactly when the runtime would not accept it. The property tests compare the check of a field
 * with the function of `lib` that reads the field's value in a running flow.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isVariable, type Check } from '../../editor/validators/check';

/** A field, its check, and what reads its value in a running flow. */
export interface Case {
  check: Check;
  read: (text: string) => unknown;
  values: fc.Arbitrary<string>;
  /** What the runtime does with an empty field; the editor accepts it unless it is required. */
  required?: boolean;
}

/** Whether a function accepts a value. */
const accepts = (read: (text: string) => unknown) => (text: string) => {
  try {
    return read(text) !== undefined;
  } catch {
    return false;
  }
};

/** Compares the check of each field with what reads it. */
export function describeOneTruth(cases: Record<string, Case>): void {
  describe('the editor and the runtime accept the same values', () => {
    for (const [name, { check, read, values, required = false }] of Object.entries(cases)) {
      it(name, () => {
        fc.assert(
          fc.property(values, (text) => {
            // The runtime replaces a variable, and what is empty is not read.
            fc.pre(!isVariable(text) && (text.trim() !== '' || required));
            assert.equal(check(text) === undefined, accepts(read)(text), JSON.stringify(text));
          }),
          { numRuns: 500 },
        );
      });
    }
  });
}
