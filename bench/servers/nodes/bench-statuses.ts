/*
 * A node at the end of a flow that stores which statuses reached it, in which order, and by which output they left the node
 * under test. Its memory is allocated before, so that it does not change the measurement.
 */
import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import { STEPS, type Passed } from '../../steps';
import { memory } from '../memory';

/** The largest number of statuses between two questions of the bench. */
const MAX_STATUSES = 200_000;

const passed = new Uint32Array(MAX_STATUSES);
let count = 0;

/** Stores a status as one number: the message, the step of the message, and whether the node accepted it. */
function remember(msg: NodeMessage, accepted: boolean): void {
  const { messageSid } = msg['twilio'] as { messageSid: string };
  const message = Number.parseInt(messageSid.slice(-8), 16);
  passed[count] = message * 16 + (STEPS.get(String(msg.payload)) ?? 0) * 2 + Number(accepted);
  count += 1;
}

function answer(question: { ask?: string }): object | undefined {
  switch (question.ask) {
    case 'memory':
      return memory();
    case 'count':
      return { count };
    case 'passed': {
      const found: Passed = { passed: Buffer.from(passed.buffer, 0, count * 4).toString('base64') };
      count = 0;
      return found;
    }
    default:
      return undefined;
  }
}

process.on('message', (question: { ask?: string }) => {
  const found = answer(question);
  if (found !== undefined) process.send?.(found);
});

export = (red: NodeAPI): void => {
  red.nodes.registerType('bench-statuses', function (this: Node, def: NodeDef & { accepted: boolean }) {
    red.nodes.createNode(this, def);
    this.on('input', (msg, _send, done) => {
      remember(msg, def.accepted);
      done();
    });
  });
};
