import assert from 'node:assert/strict';
import type { Suite } from 'mocha';
import { deployExample, type ExampleCalls } from './example-calls';
import { startNodeRed, type RealNodeRed } from './node-red';

/**
 * Starts a real Node-RED before the tests of a suite, and stops it after them. A test that leaves an error in the log
 * fails. Call it in the function of `describe`, with its `this`.
 * @returns deploys an example. `change` is what the test changes in it, such as the time of day.
 */
export function exampleSuite(suite: Suite): (name: string, change?: (flow: string) => string) => Promise<ExampleCalls> {
  // A real Node-RED is started, and the simulator speaks at the pace of a person.
  suite.timeout(90_000);
  let nodeRed: RealNodeRed | undefined;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(() => nodeRed?.stop());
  afterEach(() => {
    assert.doesNotMatch(nodeRed?.output() ?? '', /\[error\]/);
  });
  return (name, change) => {
    assert(nodeRed, 'Node-RED was not started');
    return deployExample(nodeRed, name, change);
  };
}
