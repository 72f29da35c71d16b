import assert from 'node:assert/strict';
import { isNotNeeded, isProblem, matches } from '../../sidebar/api/rows';
import type { Row } from '../../sidebar/api/types';

const row = (more: Partial<Row>): Row => ({ id: 1, at: 0, type: 'webhook', what: 'message', status: 200, ...more });

const NO_NODE = 'No deployed node of this account takes such events.';

/** Rows, and whether each is a problem and a report that nobody needs. */
const ROWS: readonly [what: string, row: Partial<Row>, isProblem: boolean, isNotNeeded: boolean][] = [
  ['a message that a node took', { nodes: ['in'] }, false, false],
  ['a message that was filtered out', { nodes: [], isFilteredOut: true }, false, false],
  ['a message for which there is no node', { status: 404, problem: NO_NODE }, true, false],
  ['a status for which there is no node', { what: 'call-status', status: 404, problem: NO_NODE }, false, true],
  ['a status that no node took', { what: 'message-status', nodes: [] }, false, true],
  ['a status that was filtered out', { what: 'message-status', nodes: [], isFilteredOut: true }, false, false],
  ['a status that a node took', { what: 'call-status', nodes: ['status'] }, false, false],
  ['a forged status', { what: 'call-status', status: 403, problem: 'no signature' }, true, false],
  ['a request that Twilio refused', { type: 'request', what: 'Messages', status: 400, problem: 'no' }, true, false],
  ['a URL that does not exist', { what: 'wp-login', status: 404, problem: 'No such webhook.' }, true, false],
];

describe('the rows of the log', () => {
  for (const [what, fields, problem, notNeeded] of ROWS) {
    it(`show ${what} ${problem ? 'as a problem' : 'calmly'}`, () => {
      assert.deepEqual([isProblem(row(fields)), isNotNeeded(row(fields))], [problem, notNeeded]);
      assert.equal(matches(row(fields), { type: 'problems', words: '' }), problem);
    });
  }
});
