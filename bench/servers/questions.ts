/** What the bench asks of this node. */
export type SendQuestion =
  /** Sends messages, ten at a time. */
  | { ask: 'send'; by: 'node' | 'sdk'; count: number }
  /** Has the calling node make calls, and does not wait for them. */
  | { ask: 'call'; count: number }
  | { ask: 'memory' };

/** What sending so many took. */
export interface SendResult {
  seconds: number;
  /** Processor time of the process, in microseconds. */
  cpu: number;
}
