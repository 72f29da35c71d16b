import type { Node, Red } from './red';
import { messageOf, translate } from './red';
import { statusDot, statuses } from './status';
import { callsWaitingIn } from './step-hubs';
import { clockTime } from './trigger-status';

/** The status of a step: how many calls wait in it; when there are none, what the last one did. */
export interface StepStatus {
  /** Shows the number of calls again. */
  show(): void;
  /** A call has left the step. @param summary what it did, a few words */
  last(summary: string): void;
  /** A caller has hung up in the step. */
  hungUp(): void;
  failed(error: unknown): void;
  close(): void;
}

/** Creates the status of a step. */
export function stepStatus(red: Red, node: Node): StepStatus {
  const dot = statusDot(node);
  let last: { summary: string; at: Date } | undefined;
  const text = (): string => {
    const count = callsWaitingIn(node.id);
    if (count > 0) return translate(red, count === 1 ? 'status.oneCall' : 'status.calls', { number: count });
    return last === undefined ? '' : translate(red, 'status.last', { who: last.summary, at: clockTime(last.at) });
  };
  const show = (): void => {
    dot.show(() => (callsWaitingIn(node.id) > 0 ? statuses.busy(text()) : statuses.done(text())));
  };
  const left = (summary: string): void => {
    last = { summary: summary === '' ? translate(red, 'status.done') : summary, at: new Date() };
    show();
  };
  return {
    show,
    last: left,
    hungUp() {
      left(translate(red, 'status.hungUp'));
    },
    failed(error) {
      dot.show(statuses.error(messageOf(error)));
    },
    close() {
      dot.clear();
    },
  };
}
