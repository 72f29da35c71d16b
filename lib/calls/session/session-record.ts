import { sharedText } from '../../store/shared-text';
import type { Json } from '../../store/store';
import type { Twiml } from '../../twiml/element';
import { isObject } from '../../validation/objects';
import { CallSession, type Waiting } from './call-session';
import { fromJson } from './message-json';

/** A session in the store, as JSON. */
export interface SessionRecord {
  n: number;
  nodeId: string;
  /** Whether the message has left already, and is in the flow. */
  isTaken?: boolean;
  /** When it has left, in milliseconds since 1970. The flow may never reach the next step after a restart. */
  takenAt?: number;
  /** Whether the call runs a document that does not come back. */
  isElsewhere?: boolean;
  hasEnded?: boolean;
  /** The message that waits. */
  msg?: Json;
  state?: Json;
  socket?: Waiting['socket'];
  answers: readonly (readonly [n: number, document: Twiml])[];
}

/** Whether a value of the store is a session. */
export const isRecord = (value: unknown): value is SessionRecord =>
  isObject(value) &&
  typeof value['n'] === 'number' &&
  typeof value['nodeId'] === 'string' &&
  Array.isArray(value['answers']);

/** The session of a record. */
export function sessionOf(callSid: string, record: SessionRecord): CallSession {
  const { n, nodeId, isTaken, takenAt, isElsewhere, msg, state, socket, answers } = record;
  const session = new CallSession(callSid, nodeId, isElsewhere === true ? 'elsewhere' : 'returning');
  session.n = n;
  session.isRestored = true;
  session.isStored = true;
  if (typeof takenAt === 'number') session.idleSince = takenAt;
  for (const [number, document] of answers) session.remember(number, sharedText(document));
  session.leftUnknown();
  if (msg !== undefined) {
    session.waiting = { nodeId, msg: fromJson(msg), state };
    // An open socket was lost with its process.
    if (socket !== undefined) session.waiting.socket = socket === 'open' ? 'deployment' : socket;
  } else session.isLost = isTaken !== true && isElsewhere !== true;
  return session;
}
