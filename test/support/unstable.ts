import { reporters, type MochaOptions, type Runner, type Test } from 'mocha';

/** What a line about such a test begins with. */
export const UNSTABLE = 'Passed only when tried again: ';

/** The error of a first try in one line. */
const inOneLine = (error: Error): string => error.message.replace(/\s+/g, ' ').slice(0, 300);

/**
 * Mocha's own reporter, which also names the tests that failed at first and passed when mocha tried them again (`--retries`),
 * with the first error. `scripts/test.ts` lists them at the end, because a test that passes only sometimes is a fault too.
 * https://mochajs.org/api/runner: the event `retry`
 */
export default class UnstableReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const firstErrors = new Map<string, Error>();
    runner.on('retry', (test: Test, error: Error) => {
      firstErrors.set(test.fullTitle(), error);
    });
    runner.on('pass', (test: Test) => {
      const error = firstErrors.get(test.fullTitle());
      if (error !== undefined) console.log(`${UNSTABLE}${test.fullTitle()}: ${inOneLine(error)}`);
    });
  }
}
