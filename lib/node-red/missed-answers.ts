import { TwilioError } from '../errors/twilio-error';
import type { MissedReason } from '../webhooks/subscribers';
import { translate, type Node, type NodeMessage, type Red } from './red';
import { reported } from './reported-error';
import { statuses } from './status';
import type { TriggerStatus } from './trigger-status';

/** A message or call that a flow should have answered and did not. */
export interface MissedAnswer {
  sid: string;
  reason: MissedReason;
  /** The message of the event, for a Catch node. */
  msg: NodeMessage & { topic: string };
}

/** The triggers that are deployed, by node id. */
const deployed = new Map<string, (missed: MissedAnswer) => void>();

/** The shortest time between two warnings of a trigger for the same reason, in milliseconds. */
const WARNING_INTERVAL_MS = 60_000;

/** The most SIDs in a warning. */
const MAX_NAMED_SIDS = 10;

/** The texts about a missed answer. */
export interface MissedTexts {
  /** What to do, for Catch nodes. */
  hints: Readonly<Record<MissedReason, string>>;
  /** Keys of the catalogue, with the placeholders `count` and `sids`. */
  warnings: Readonly<Record<MissedReason, string>>;
}

const OF_TRIGGERS: MissedTexts = {
  hints: {
    deadline: 'Answer sooner, raise "Wait up to" in the trigger to up to 14 seconds, or set a fixed reply there.',
    deployment: 'Twilio has got its response. A message can still be answered: wire "reply" after the Catch node.',
  },
  warnings: { deadline: 'problem.deadlineMissed', deployment: 'problem.flowStopped' },
};

/**
 * Reports answers that the flow of a trigger has missed: in its status, in the log, and to Catch nodes with the code
 * `DEADLINE_MISSED`. Each is reported once, by the trigger that is deployed at that time.
 * @returns a function that reports a missed answer
 */
export function createMissedAnswers(
  red: Red,
  node: Node,
  status: Pick<TriggerStatus, 'showLast'>,
  { hints, warnings }: MissedTexts = OF_TRIGGERS,
): (missed: MissedAnswer) => void {
  const warnAbout = {
    deadline: createWarnings(red, node, warnings.deadline),
    deployment: createWarnings(red, node, warnings.deployment),
  };
  const report = ({ sid, reason, msg }: MissedAnswer): void => {
    status.showLast(statuses.warning, 'status.deadlineMissed', msg.topic);
    warnAbout[reason](sid);
    // Without a Catch node, Node-RED would log each error. The warning above is enough then, and comes at most once a
    // minute.
    if (deployed.get(node.id) === report && hasCatchNode(red))
      node.error(reported(missedError(sid, reason, hints[reason])), msg);
  };
  deployed.set(node.id, report);
  node.on('close', () => {
    if (deployed.get(node.id) === report) deployed.delete(node.id);
  });
  return (missed) => {
    (deployed.get(node.id) ?? report)(missed);
  };
}

function missedError(sid: string, reason: MissedReason, hint: string): TwilioError {
  const message =
    reason === 'deadline'
      ? `The flow did not answer ${sid} before the deadline`
      : `The flow was stopped by a deployment while Twilio was waiting for the answer to ${sid}`;
  return new TwilioError('DEADLINE_MISSED', message, { hint });
}

/** Whether there is a Catch node at all. Only Node-RED can decide whether it catches the errors of this trigger. */
function hasCatchNode(red: Red): boolean {
  let found = false;
  red.nodes.eachNode(({ type }) => {
    found ||= type === 'catch';
  });
  return found;
}

/**
 * Warns about SIDs: at once, with all that come at the same moment in one line, then at most once a minute.
 * @param key of the catalogue, with the placeholders `count` and `sids`
 */
function createWarnings(red: Red, node: Node, key: string): (sid: string) => void {
  let named: string[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let isScheduled = false;
  const warn = (): void => {
    timer = undefined;
    isScheduled = false;
    if (count === 0) return;
    const sids = `${named.join(', ')}${count > named.length ? ' …' : ''}`;
    node.warn(translate(red, key, { count, sids }));
    named = [];
    count = 0;
    timer = setTimeout(warn, WARNING_INTERVAL_MS);
    timer.unref();
  };
  node.on('close', () => {
    clearTimeout(timer);
    warn();
    clearTimeout(timer);
  });
  return (sid) => {
    count += 1;
    if (named.length < MAX_NAMED_SIDS) named.push(sid);
    if (timer !== undefined || isScheduled) return;
    isScheduled = true;
    queueMicrotask(warn);
  };
}
