import { reporters, type MochaOptions, type Runner, type Test } from 'mocha';

/** What a line about a test begins with that passed when it was tried again. */
export const UNSTABLE = 'Passed only when tried again: ';

/** What a line about a test begins with that failed again. Mocha shows only the error of the second time. */
export const FAILED_TWICE = 'Failed twice, at first with: ';

/** The error of a first try in one line. */
const inOneLine = (error: Error): string => error.message.replace(/\s+/g, ' ').slice(0, 300);

/**
 * Mocha's own reporter, which also names the tests that failed at first and that mocha tried again (`--retries`), with the first
 * error. `scripts/test.ts` lists them at the end, because a test that passes only sometimes is a fault too.
 * https://mochajs.org/api/runner: the event `retry`
 */
export default class UnstableReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const firstErrors = new Map<string, Error>();
    runner.on('retry', (test: Test, error: Error) => {
      firstErrors.set(test.fullTitle(), error);
    });
    const log = (start: string, test: Test): void => {
      const error = firstErrors.get(test.fullTitle());
      if (error !== undefined) console.log(`${start}${test.fullTitle()}: ${inOneLine(error)}`);
    };
    runner.on('pass', (test: Test) => {
      log(UNSTABLE, test);
    });
    runner.on('fail', (test: Test) => {
      log(FAILED_TWICE, test);
    });
  }
}
