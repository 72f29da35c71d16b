/** What the bench asks of the node `bench-sends`. */
export type SendQuestion =
  /** Sends messages, ten at a time. */
  | { ask: 'send'; by: 'node' | 'sdk'; count: number }
  /** Makes calls with the `make-call` node, and does not wait for them. */
  | { ask: 'call'; count: number }
  | { ask: 'memory' };

/** What sending the messages took. */
export interface SendResult {
  seconds: number;
  /** Processor time of the process, in microseconds. */
  cpuMicroseconds: number;
}
