/*
 * A node in place of a language model that answers at once. The text of the caller is the time when it was sent. The answer
 * is the time when it leaves this node.
 */
import type { Node, NodeAPI, NodeDef } from 'node-red';

/** How long each text took from Twilio to the flow, in milliseconds. */
let heardAfter: number[] = [];

process.on('message', ({ ask }: { ask?: string }) => {
  if (ask !== 'heardAfter') return;
  process.send?.({ heardAfter });
  heardAfter = [];
});

export = (red: NodeAPI): void => {
  red.nodes.registerType('bench-answers', function (this: Node, def: NodeDef) {
    red.nodes.createNode(this, def);
    this.on('input', (msg, send, done) => {
      heardAfter.push(Number(process.hrtime.bigint() - BigInt(String(msg.payload))) / 1e6);
      send({ ...msg, payload: String(process.hrtime.bigint()) });
      done();
    });
  });
};
