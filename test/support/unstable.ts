/**
 * Names the tests that failed at first and passed when mocha tried them again (`--retries`). `scripts/test.ts` loads it and
 * lists them at the end, because a test that passes only sometimes is a fault too.
 */
export const UNSTABLE = 'Passed only when tried again: ';

export const mochaHooks = {
  afterEach(this: Mocha.Context): void {
    const test = this.currentTest as (Mocha.Test & { currentRetry(): number }) | undefined;
    if (test?.isPassed() === true && test.currentRetry() > 0) console.log(`${UNSTABLE}${test.fullTitle()}`);
  },
};
