import { kept } from '../support/kept';
import { startNodeRed } from '../support/node-red';

/** The Node-RED of all phone tests of a process: each test deploys its flow with an account of its own. */
export const sharedNodeRed = kept(
  () => startNodeRed(),
  (nodeRed) => nodeRed.stop(),
);
