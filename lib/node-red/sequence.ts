import type { NodeMessage, Red } from './red';

/** Where a message is in its sequence. */
export interface PartOf {
  /** The same for all messages of the sequence. */
  id: string;
  index: number;
  /** How many messages the sequence has. */
  count: number;
}

/**
 * One message of a sequence: a copy of the message with another payload, and `msg.parts` as the core split node sets it for
 * an array. A join node puts the payloads together again.
 * https://nodered.org/docs/user-guide/messages#message-sequences
 */
export function sequencePart(red: Red, msg: NodeMessage, payload: unknown, { id, index, count }: PartOf): NodeMessage {
  // A sequence within a sequence keeps the outer one in `parts.parts`, as in Node-RED's core nodes.
  const outer = msg['parts'] === undefined ? {} : { parts: msg['parts'] };
  const parts = { id, type: 'array', len: 1, count, index, ...outer };
  return Object.assign(red.util.cloneMessage(msg), { payload, parts });
}

/** A sequence with one message for each payload. */
export function sequenceOf(red: Red, msg: NodeMessage, payloads: readonly unknown[]): NodeMessage[] {
  const id = red.util.generateId();
  const count = payloads.length;
  return payloads.map((payload, index) => sequencePart(red, msg, payload, { id, index, count }));
}
