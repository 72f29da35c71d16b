import type { Node, NodeStatus } from './red';

/** The shortest time between two statuses of a node, in milliseconds. */
const STATUS_INTERVAL_MS = 250;

/** A node's status, updated slowly enough to read, and to cost a busy flow nothing. */
export interface StatusDot {
  /**
   * Shows a status now, or at the end of the interval when one was shown just before. The last status of an interval wins.
   * A function is called only when its status is shown.
   */
  show(status: NodeStatus | (() => NodeStatus)): void;
  /** Removes the status for good, because the node is closing. */
  clear(): void;
}

/** The status of one node. */
export function statusDot(node: Node, pace = STATUS_INTERVAL_MS): StatusDot {
  let timer: NodeJS.Timeout | undefined;
  let next: NodeStatus | (() => NodeStatus) | undefined;
  let closed = false;
  const tick = () => {
    timer = undefined;
    if (next !== undefined) set(next);
  };
  const set = (status: NodeStatus | (() => NodeStatus)) => {
    next = undefined;
    node.status(typeof status === 'function' ? status() : status);
    timer = setTimeout(tick, pace);
    timer.unref();
  };
  return {
    show(status) {
      if (closed) return;
      if (timer === undefined) set(status);
      else next = status;
    },
    clear() {
      closed = true;
      clearTimeout(timer);
      node.status({});
    },
  };
}

const dot = (fill: NonNullable<NodeStatus['fill']>, shape: NonNullable<NodeStatus['shape']>) => (text: string) => ({
  fill,
  shape,
  text: shorten(text),
});

const MAX_STATUS_LENGTH = 40;

const shorten = (text: string): string =>
  text.length <= MAX_STATUS_LENGTH ? text : `${text.slice(0, MAX_STATUS_LENGTH - 1)}…`;

/** How the statuses of this package look, by meaning. */
export const statuses = {
  /** Ready, and nothing has happened yet. */
  ready: dot('grey', 'ring'),
  /** The last action succeeded. */
  done: dot('green', 'dot'),
  /** In progress. */
  busy: dot('blue', 'dot'),
  /** An event was filtered out, as intended. */
  ignored: dot('grey', 'dot'),
  /** Someone should look at it. */
  warning: dot('yellow', 'ring'),
  /** It does not work. */
  error: dot('red', 'ring'),
};
