import type { Outcome } from './action-declaration';
import type { NodeMessage, Red } from './red';
import { sequenceOf } from './sequence';

/** The messages with the result: one, or a sequence. */
export function messagesOf(
  red: Red,
  msg: NodeMessage,
  { payload, more, each, isSent, isKept }: Outcome,
): NodeMessage[] {
  if (isSent === true || isKept === true) return [];
  if (each !== true || !Array.isArray(payload)) return [Object.assign(msg, more, { payload })];
  return sequenceOf(red, Object.assign(msg, more), payload);
}
