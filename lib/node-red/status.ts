import type { Node, NodeStatus } from './red';

/** The shortest time between two statuses of a node, in milliseconds: an editor needs no more, a busy flow has no less. */
const STATUS_INTERVAL_MS = 250;

/** A node's status: what happened last, at a pace that a person can follow and that costs a busy flow nothing. */
export interface StatusDot {
  /**
   * Shows a status, now or, if one was shown just before, together with what comes until then: the last one wins. A
   * status that takes work to put into words may be a function, called only when it is that one.
   */
  show(status: NodeStatus | (() => NodeStatus)): void;
  /** Takes the status away for good, because the node is closing. */
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

/** The statuses that nodes of this package have, by what they mean. */
export const statuses = {
  /** All is well, and nothing has happened yet. */
  ready: dot('grey', 'ring'),
  /** The last thing that happened, and it went well. */
  done: dot('green', 'dot'),
  /** At work. */
  busy: dot('blue', 'dot'),
  /** Something was turned away, and that is as it should be. */
  ignored: dot('grey', 'dot'),
  /** A person should look at it. */
  warning: dot('yellow', 'ring'),
  /** It does not work. */
  error: dot('red', 'ring'),
};
